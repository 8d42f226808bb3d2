package org.medalliance.referral.attachment;

import java.time.Clock;
import java.time.Duration;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes away what uploads have left that an instance could not end itself, since it was killed or had no database. */
@Component
class AttachmentSweeper {

    /** Far longer than an upload may take. */
    static final Duration LEFT = Duration.ofHours(1);

    private static final int BATCH = 20;

    private static final String SWEEP = """
            delete from attachment_content where id = any (array(
                select id from attachment_content where not kept and begun_at < :before
                 order by begun_at limit :limit for update skip locked))
            """;

    private final WorkerDatabase database;
    private final Clock clock;

    AttachmentSweeper(WorkerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Answers how many uploads were swept away. Several instances may sweep at once. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    Mono<Long> sweep() {
        return Mono.defer(this::batch)
                .expand(swept -> swept < BATCH ? Mono.empty() : batch())
                .reduce(0L, Long::sum);
    }

    private Mono<Long> batch() {
        return database.sql(SWEEP)
                .bind("before", clock.instant().minus(LEFT))
                .bind("limit", BATCH)
                .fetch()
                .rowsUpdated();
    }
}
