package org.medalliance.platform.deadline;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.deadline.DeadlinePolicy.Counting;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Limits of the test service's notes. */
@Configuration(proxyBeanMethods = false)
class NoteDeadlines {

    enum Side {
        WRITER,
        READER
    }

    static final String TYPE = "note";

    static final List<OpenSpan> HOURS = Stream.of(DayOfWeek.values())
            .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
            .flatMap(day -> Stream.of(
                    new OpenSpan(day, LocalTime.of(8, 0), LocalTime.of(12, 0)),
                    new OpenSpan(day, LocalTime.of(14, 0), LocalTime.of(18, 0))))
            .toList();

    static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(
                    limit(
                            "answer",
                            "SLOW",
                            Counting.OPENING_HOURS,
                            "PT1H",
                            false,
                            tell("PT4H"),
                            tell("PT6H"),
                            tell("PT8H")),
                    limit("answer", "RING", Counting.ALWAYS, "PT2M", true, tell("PT0S"), tell("PT2M"), tell("PT5M")),
                    limit("answer", "URGED", Counting.ALWAYS, "PT1H", false, tell("PT1H"))
                            .evenIfAcknowledged(),
                    limit("answer", "FAST", Counting.ALWAYS, "PT1H", false, tell("PT1H"), tell("PT2H"), tell("PT3H")),
                    new Limit(
                            "close",
                            Set.of("READ"),
                            Set.of(),
                            Map.of(),
                            Counting.ALWAYS,
                            null,
                            null,
                            List.of(tell("PT1H"), Step.act("PT2H", "close")),
                            null,
                            false,
                            null)),
            HOURS);

    static Step tell(String after) {
        return Step.tell(after, Side.READER, "clinic-doctor", Urgency.HIGH);
    }

    static Limit limit(String name, String pace, Counting counting, String repeat, boolean ends, Step... steps) {
        return new Limit(
                name,
                Set.of("WRITTEN"),
                Set.of("ASKED"),
                Map.of("pace", Set.of(pace)),
                counting,
                counting == Counting.OPENING_HOURS ? "READER" : null,
                null,
                List.of(steps),
                Duration.parse(repeat),
                ends,
                null);
    }

    @Bean
    DeadlineSubject noteDeadlineSubject() {
        return new DeadlineSubject(
                TYPE,
                Set.of("WRITTEN", "ASKED", "READ", "CLOSED"),
                Set.of("WRITER", "READER"),
                Set.of("clinic-doctor", "referral-officer"),
                Map.of("pace", Set.of("SLOW", "FAST", "RING", "URGED")),
                Set.of("promisedAt"),
                Set.of("close"),
                DEFAULTS);
    }

    /** Closes a note that is at version 1; whoever comes later is refused, as a case's compare-and-set would. */
    @Bean
    Closing closing(AllianceDatabase database) {
        return new Closing(database);
    }

    static final class Closing implements DeadlineEffect {

        private static final String CLOSE =
                "update note set version = 2 where alliance_id = :alliance and id = :id and version = 1";

        final ConcurrentHashMap<UUID, AtomicInteger> closed = new ConcurrentHashMap<>();
        private final AllianceDatabase database;

        Closing(AllianceDatabase database) {
            this.database = database;
        }

        @Override
        public String caseType() {
            return TYPE;
        }

        @Override
        public String name() {
            return "close";
        }

        @Override
        public Mono<?> apply(Scope scope, UUID caseId) {
            return database.sql(scope, CLOSE)
                    .bind("id", caseId)
                    .fetch()
                    .rowsUpdated()
                    .filter(rows -> rows == 1)
                    .switchIfEmpty(Mono.error(Refusal.Stale::new))
                    .doOnNext(_ -> closed.computeIfAbsent(caseId, _ -> new AtomicInteger())
                            .incrementAndGet());
        }
    }
}
