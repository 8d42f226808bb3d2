package org.medalliance.platform.web;

import java.time.Clock;
import java.time.Duration;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Forgets idempotency keys a day after their use. */
@Component
class IdempotencyPruning {

    private static final Duration KEPT = Duration.ofHours(24);

    private static final String PRUNE = """
            delete from idempotency_key where ctid = any (array(
                select ctid from idempotency_key where created_at < :before limit 1000))
            """;

    private final WorkerDatabase database;
    private final Clock clock;

    IdempotencyPruning(WorkerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Deletes in batches, so that no long transaction holds the table. Several replicas may prune at once. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    Mono<Long> prune() {
        return Mono.defer(this::batch)
                .expand(deleted -> deleted < 1000 ? Mono.empty() : batch())
                .reduce(0L, Long::sum);
    }

    private Mono<Long> batch() {
        return database.sql(PRUNE)
                .bind("before", clock.instant().minus(KEPT))
                .fetch()
                .rowsUpdated();
    }
}
