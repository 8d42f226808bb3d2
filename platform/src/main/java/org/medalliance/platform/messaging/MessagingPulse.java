package org.medalliance.platform.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Backlog of the outbox, open dead letters, and the pruning of what nobody needs any more. */
@Component
class MessagingPulse implements HealthIndicator {

    /** Longer than a topic keeps its records (7 days): whatever can still come again is still known. */
    private static final Duration INBOX_KEPT = Duration.ofDays(14);

    /** What an operator decided can be looked up for a quarter of a year. */
    private static final Duration DECISIONS_KEPT = Duration.ofDays(90);

    private static final Duration OUTBOX_KEPT = Duration.ofDays(3);

    private static final String PULSE = """
            select (select count(*) from outbox where published_at is null) as backlog,
                   (select min(occurred_at) from outbox where published_at is null) as oldest,
                   (select count(*) from dead_letter where resolved_at is null) as dead
            """;

    private static final String PRUNE_OUTBOX = """
            delete from outbox where id = any (array(
                select id from outbox where published_at < :before order by id limit 1000))
            """;

    private static final String PRUNE_INBOX = """
            delete from inbox where ctid = any (array(
                select ctid from inbox where received_at < :before limit 1000))
            """;

    private static final String PRUNE_DEAD_LETTERS = """
            delete from dead_letter where id = any (array(
                select id from dead_letter where resolved_at < :before limit 1000))
            """;

    private final WorkerDatabase database;
    private final Clock clock;
    private volatile Pulse pulse = new Pulse(0, null, 0);

    MessagingPulse(WorkerDatabase database, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        Gauge.builder("alliance.outbox.backlog", () -> pulse.backlog())
                .description("Events committed and not yet in Kafka")
                .register(meters);
        Gauge.builder("alliance.outbox.oldest", this::oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest event not yet in Kafka")
                .register(meters);
        Gauge.builder("alliance.inbox.dead.letters.open", () -> pulse.dead())
                .description("Parked events that wait for an operator's decision")
                .register(meters);
    }

    @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT5S")
    Mono<Pulse> feel() {
        return Mono.defer(() -> database.sql(PULSE).mapProperties(Pulse.class).one())
                .doOnNext(felt -> pulse = felt);
    }

    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT10M")
    Mono<Long> prune() {
        return Mono.defer(() -> prune(PRUNE_OUTBOX, OUTBOX_KEPT))
                .then(prune(PRUNE_INBOX, INBOX_KEPT))
                .then(prune(PRUNE_DEAD_LETTERS, DECISIONS_KEPT));
    }

    private Mono<Long> prune(String sql, Duration kept) {
        var batch = Mono.defer(() -> database.sql(sql)
                .bind("before", clock.instant().minus(kept))
                .fetch()
                .rowsUpdated());
        return batch.expand(deleted -> deleted < 1000 ? Mono.empty() : batch).reduce(0L, Long::sum);
    }

    /** Dead letters do not take the service down; they are an operator's work, and show as such. */
    @Override
    public Health health() {
        return pulse.dead() == 0
                ? Health.up().build()
                : Health.status("ATTENTION")
                        .withDetail("deadLetters", pulse.dead())
                        .build();
    }

    private double oldestSeconds() {
        var oldest = pulse.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }

    record Pulse(long backlog, @Nullable Instant oldest, long dead) {}
}
