package org.medalliance.platform.webhook;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.platform.webhook.Delivery.State;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The administrator's side of the deliveries: one alliance's, to look at and to have sent again. */
@Component
class SentDeliveries {

    static final String PING = "org.medalliance.webhook.ping.v1";

    /** A ping that nobody took on, since its service died, is nobody's any more after this time. */
    private static final Duration PING_LOST = Duration.ofSeconds(30);

    /** Of one command, so that no transaction grows without end. */
    static final int AT_ONCE = 1000;

    private static final String COLUMNS = """
            id, event_id, type, subject, sequence, occurred_at, state, attempts, next_attempt_at, last_status,
            last_reason, last_millis, created_at, finished_at""";

    private static final String PAGE = """
            select %s from webhook_delivery
             where alliance_id = :alliance and webhook_id = :webhook
               and (cast(:state as text) is null or state = :state) and (created_at, id) < (:at, :id)
             order by created_at desc, id desc limit :limit
            """.formatted(COLUMNS);

    private static final String FIND =
            "select %s from webhook_delivery where alliance_id = :alliance and webhook_id = :webhook and id = :id"
                    .formatted(COLUMNS);

    private static final String REVIVED = """
            state = 'PENDING', attempts = 0, next_attempt_at = :now, claimed_until = null, give_up_at = :giveUpAt,
            finished_at = null""";

    private static final String REDELIVER = """
            update webhook_delivery set %s
             where alliance_id = :alliance and webhook_id = :webhook and id = :id and state = 'DEAD'
            """.formatted(REVIVED);

    private static final String REDELIVER_DEAD = """
            update webhook_delivery set %s
             where alliance_id = :alliance and id = any (array(
                select id from webhook_delivery
                 where alliance_id = :alliance and webhook_id = :webhook and state = 'DEAD'
                 order by created_at, id limit :most))
            """.formatted(REVIVED);

    private static final String GIVE_UP = """
            update webhook_delivery set state = 'DEAD', last_reason = 'deleted', claimed_until = null, finished_at = :now
             where alliance_id = :alliance and webhook_id = :webhook and state = 'PENDING'
            """;

    private static final String ADD_PING = """
            insert into webhook_delivery (id, alliance_id, webhook_id, event_id, type, subject, sequence, occurred_at,
                                          data, state, attempts, next_attempt_at, give_up_at, created_at)
            values (:id, :alliance, :webhook, :id, :type, :subject, 1, :now, :data, 'PENDING', 0, :lost, :now, :now)
            """;

    private final AllianceDatabase database;

    SentDeliveries(AllianceDatabase database) {
        this.database = database;
    }

    /**
     * What an administrator sees of a delivery; the event's data goes to the receiver only.
     *
     * @param deliveryId the receiver sees it in {@code X-Alliance-Delivery}
     * @param lastReason kind of failure, such as {@code timed-out}, {@code refused} (an answer other than 2xx) or {@code
     *     not-public}; null after a success and before the first attempt
     * @param lastMillis how long the last attempt took
     */
    record DeliveryView(
            UUID deliveryId,
            UUID eventId,
            String type,
            String subject,
            long sequence,
            Instant occurredAt,
            State state,
            int attempts,
            Instant nextAttemptAt,
            @Nullable Integer lastStatus,
            @Nullable String lastReason,
            @Nullable Long lastMillis,
            Instant createdAt,
            @Nullable Instant finishedAt) {}

    /** Newest first; one more than the page holds when there is a next. */
    Mono<List<DeliveryView>> page(Scope scope, UUID webhook, @Nullable State state, PageRequest page) {
        return database.sql(scope, PAGE)
                .bind("webhook", webhook)
                .bind("at", page.before().at())
                .bind("id", page.before().id())
                .bind("limit", page.limit() + 1)
                .bind("state", Values.nameOrNull(state))
                .map(SentDeliveries::view)
                .all()
                .collectList();
    }

    /** @return fails with {@link Refusal.Unknown} when the webhook has no such delivery */
    Mono<DeliveryView> find(Scope scope, UUID webhook, UUID id) {
        return database.sql(scope, FIND)
                .bind("webhook", webhook)
                .bind("id", id)
                .map(SentDeliveries::view)
                .one()
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    /** For another day. */
    Mono<Void> redeliver(Scope scope, UUID webhook, UUID id, Instant now) {
        return find(scope, webhook, id)
                .then(database.sql(scope, REDELIVER)
                        .bind("webhook", webhook)
                        .bind("id", id)
                        .bind("now", now)
                        .bind("giveUpAt", now.plus(BackOff.GIVE_UP))
                        .fetch()
                        .rowsUpdated()
                        .filter(rows -> rows == 1)
                        .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("delivery-not-dead"))))
                .then();
    }

    /** At most {@value #AT_ONCE}, the oldest first; answers how many. */
    Mono<Long> redeliverDead(Scope scope, UUID webhook, Instant now) {
        return database.sql(scope, REDELIVER_DEAD)
                .bind("webhook", webhook)
                .bind("now", now)
                .bind("giveUpAt", now.plus(BackOff.GIVE_UP))
                .bind("most", AT_ONCE)
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> giveUp(Scope scope, UUID webhook, Instant now) {
        return database.sql(scope, GIVE_UP)
                .bind("webhook", webhook)
                .bind("now", now)
                .then();
    }

    Mono<UUID> addPing(Scope scope, UUID webhook, UUID id, Instant now) {
        return database.sql(scope, ADD_PING)
                .bind("id", id)
                .bind("webhook", webhook)
                .bind("type", PING)
                .bind("subject", webhook.toString())
                .bind("data", "{\"webhookId\":\"%s\"}".formatted(webhook))
                .bind("now", now)
                .bind("lost", now.plus(PING_LOST))
                .then()
                .thenReturn(id);
    }

    private static DeliveryView view(Readable row) {
        return new DeliveryView(
                requireNonNull(row.get("id", UUID.class)),
                requireNonNull(row.get("event_id", UUID.class)),
                requireNonNull(row.get("type", String.class)),
                requireNonNull(row.get("subject", String.class)),
                requireNonNull(row.get("sequence", Long.class)),
                requireNonNull(row.get("occurred_at", Instant.class)),
                State.valueOf(requireNonNull(row.get("state", String.class))),
                requireNonNull(row.get("attempts", Integer.class)),
                requireNonNull(row.get("next_attempt_at", Instant.class)),
                row.get("last_status", Integer.class),
                row.get("last_reason", String.class),
                row.get("last_millis", Long.class),
                requireNonNull(row.get("created_at", Instant.class)),
                row.get("finished_at", Instant.class));
    }
}
