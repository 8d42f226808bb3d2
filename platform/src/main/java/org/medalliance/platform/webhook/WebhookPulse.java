package org.medalliance.platform.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What waits to be delivered, what is dead, and the pruning of what nobody asks for any more. */
@Component
class WebhookPulse {

    private static final Duration DELIVERED_KEPT = Duration.ofDays(30);

    /** Long enough to be sent again after whatever went wrong was found. */
    private static final Duration DEAD_KEPT = Duration.ofDays(90);

    private static final int BATCH = 1000;

    private static final String PULSE = """
            select count(*) filter (where d.state = 'PENDING' and w.active) as pending,
                   min(d.created_at) filter (where d.state = 'PENDING' and w.active) as oldest,
                   count(*) filter (where d.state = 'DEAD') as dead
              from webhook_delivery d join webhook w on w.id = d.webhook_id and w.deleted_at is null
             where d.state <> 'DELIVERED'
            """;

    /** Those of a webhook that was switched off, and pings whose service died. */
    private static final String GIVE_UP = """
            update webhook_delivery set state = 'DEAD', last_reason = coalesce(last_reason, 'not-called'),
                   claimed_until = null, finished_at = :now
             where id = any (array(
                select d.id from webhook_delivery d join webhook w on w.id = d.webhook_id
                 where d.state = 'PENDING' and not w.active and d.give_up_at < :before
                   and (d.claimed_until is null or d.claimed_until < :now) limit 1000 for update of d skip locked))
            """;

    private static final String PRUNE = """
            delete from webhook_delivery where id = any (array(
                select id from webhook_delivery
                 where state <> 'PENDING'
                   and finished_at < case state when 'DELIVERED' then cast(:delivered as timestamptz) else :dead end
                 limit 1000 for update skip locked))
            """;

    private final WorkerDatabase database;
    private final Clock clock;
    private volatile Felt felt = new Felt(0, null, 0);

    WebhookPulse(WorkerDatabase database, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        Gauge.builder("alliance.webhook.pending", () -> felt.pending())
                .description("Deliveries that wait for an attempt or are under way")
                .register(meters);
        Gauge.builder("alliance.webhook.oldest", this::oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest delivery that its receiver has not taken")
                .register(meters);
        Gauge.builder("alliance.webhook.dead", () -> felt.dead())
                .description("Deliveries given up and not sent again")
                .register(meters);
    }

    record Felt(long pending, @Nullable Instant oldest, long dead) {}

    @Scheduled(initialDelayString = "PT3S", fixedDelayString = "PT10S")
    Mono<Felt> feel() {
        return Mono.defer(() -> database.sql(PULSE).mapProperties(Felt.class).one())
                .doOnNext(it -> felt = it);
    }

    /** Several replicas may prune at once. */
    @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT10M")
    Mono<Long> prune() {
        return Mono.defer(this::giveUp).then(whole(pruned()));
    }

    private Mono<Long> giveUp() {
        return whole(Mono.defer(() -> database.sql(GIVE_UP)
                .bind("now", clock.instant())
                .bind("before", clock.instant().minus(Duration.ofMinutes(1)))
                .fetch()
                .rowsUpdated()));
    }

    private Mono<Long> pruned() {
        return Mono.defer(() -> database.sql(PRUNE)
                .bind("delivered", clock.instant().minus(DELIVERED_KEPT))
                .bind("dead", clock.instant().minus(DEAD_KEPT))
                .fetch()
                .rowsUpdated());
    }

    private static Mono<Long> whole(Mono<Long> batch) {
        return batch.expand(done -> done < BATCH ? Mono.empty() : batch).reduce(0L, Long::sum);
    }

    private double oldestSeconds() {
        var oldest = felt.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }
}
