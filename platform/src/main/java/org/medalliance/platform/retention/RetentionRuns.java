package org.medalliance.platform.retention;

import java.time.Clock;
import java.time.Duration;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which instance is at what: one at a time for each alliance and kind, and another goes on when it dies. */
@Component
class RetentionRuns {

    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final String CLAIM = """
            insert into retention_run (alliance_id, name, claimed_until, erased) values (:alliance, :name, :until, 0)
            on conflict (alliance_id, name) do update set claimed_until = :until
             where retention_run.claimed_until is null or retention_run.claimed_until <= :now
            """;

    private static final String RELEASE = """
            update retention_run set claimed_until = null, erased = erased + :erased, last_run_at = :now
             where alliance_id = :alliance and name = :name
            """;

    private final WorkerDatabase database;
    private final Clock clock;

    RetentionRuns(WorkerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether this instance may; the others may not until it says that it is done, or for ten minutes. */
    Mono<Boolean> claim(Scope scope, String name) {
        return database.sql(CLAIM)
                .bind("alliance", scope.alliance())
                .bind("name", name)
                .bind("now", clock.instant())
                .bind("until", clock.instant().plus(LEASE))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> release(Scope scope, String name, long erased) {
        return database.sql(RELEASE)
                .bind("alliance", scope.alliance())
                .bind("name", name)
                .bind("erased", erased)
                .bind("now", clock.instant())
                .then();
    }
}
