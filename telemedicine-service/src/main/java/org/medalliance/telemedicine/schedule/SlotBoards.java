package org.medalliance.telemedicine.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the other services which slots are free, whenever that changed. A desk's row is locked before its slots are
 * counted, so that the last word told is the last one committed.
 */
@Component
public class SlotBoards {

    static final String TOPIC = "telemedicine.slots.v1";
    static final String TYPE = "org.medalliance.telemedicine.slots.v1";

    private static final int SHOWN = 5;

    /** When nothing is free, nothing passes; but slots come into sight at the far end. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final String DESKS_OF = """
            select distinct provider, specialty from weekly_hours
             where alliance_id = :alliance and expert = any (:experts)
            """;

    private static final String OPEN = """
            insert into slot_board (alliance_id, provider, specialty, version, content, due_at)
            values (:alliance, :provider, :specialty, 0, '', :now) on conflict do nothing
            """;

    private static final String LOCK = """
            select version, content from slot_board
             where alliance_id = :alliance and provider = :provider and specialty = :specialty for update
            """;

    private static final String WRITE = """
            update slot_board set version = :version, content = :content, due_at = :dueAt
             where alliance_id = :alliance and provider = :provider and specialty = :specialty
            """;

    private final AllianceDatabase database;
    private final FreeSlots freeSlots;
    private final Outbox outbox;
    private final JsonMapper json;
    private final Clock clock;

    SlotBoards(AllianceDatabase database, FreeSlots freeSlots, Outbox outbox, JsonMapper json, Clock clock) {
        this.database = database;
        this.freeSlots = freeSlots;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    /** A specialty's desk at a provider. */
    record Desk(String provider, String specialty) {

        static final Comparator<Desk> ORDER =
                Comparator.comparing(Desk::provider).thenComparing(Desk::specialty);

        String subject() {
            return provider + ":" + specialty;
        }
    }

    /**
     * What is told of a desk.
     *
     * @param nextFree the first five in the next fourteen days
     */
    record Board(String provider, String specialty, List<Slot> nextFree, int freeCount) {

        static Board of(Desk desk, List<Slot> free) {
            return new Board(
                    desk.provider(),
                    desk.specialty(),
                    free.stream().limit(SHOWN).toList(),
                    free.size());
        }
    }

    private record Last(long version, String content) {}

    /** Looks again at every desk at which one of the experts sits; in the transaction of what changed there. */
    public Mono<Void> refresh(Scope scope, Collection<String> experts) {
        return desksOf(scope, experts).flatMap(desks -> refresh(scope, desks));
    }

    Mono<List<Desk>> desksOf(Scope scope, Collection<String> experts) {
        return database.sql(scope, DESKS_OF)
                .bind("experts", experts.toArray(String[]::new))
                .mapProperties(Desk.class)
                .all()
                .collectList();
    }

    /** Locks the desks in one order, whoever asks. */
    Mono<Void> refresh(Scope scope, List<Desk> desks) {
        return Flux.fromStream(() -> desks.stream().sorted(Desk.ORDER))
                .concatMap(desk -> refresh(scope, desk))
                .then();
    }

    private Mono<Void> refresh(Scope scope, Desk desk) {
        var now = clock.instant();
        return of(scope, OPEN, desk)
                .bind("now", now)
                .then()
                .then(of(scope, LOCK, desk).mapProperties(Last.class).one())
                .flatMap(last -> freeSlots
                        .of(scope, desk.provider(), desk.specialty(), now)
                        .flatMap(free -> tell(scope, desk, last, free, now)));
    }

    private Mono<Void> tell(Scope scope, Desk desk, Last last, List<Slot> free, Instant now) {
        var board = Board.of(desk, free);
        var content = json.writeValueAsString(board);
        var changed = !content.equals(last.content());
        var version = changed ? last.version() + 1 : last.version();
        var written = of(scope, WRITE, desk)
                .bind("version", version)
                .bind("content", content)
                .bind("dueAt", due(free, now))
                .then();
        return changed ? written.then(Mono.defer(() -> announce(scope, desk, board, version, now))) : written;
    }

    private Mono<Void> announce(Scope scope, Desk desk, Board board, long version, Instant now) {
        return outbox.append(new Event(scope, TOPIC, TYPE, desk.subject(), version, now, board));
    }

    /** The first free slot is the first to pass, right after its beginning. */
    private static Instant due(List<Slot> free, Instant now) {
        var again = now.plus(LOOK_AGAIN);
        var passes = free.isEmpty() ? again : free.getFirst().startsAt().plusMillis(1);
        return passes.isBefore(again) ? passes : again;
    }

    private GenericExecuteSpec of(Scope scope, String sql, Desk desk) {
        return database.sql(scope, sql).bind("provider", desk.provider()).bind("specialty", desk.specialty());
    }
}
