package org.medalliance.platform.webhook;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.webhook.Delivery.State;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The courier's side of the deliveries, over every alliance. A claim is a commit of its own: while the request is under
 * way no transaction is open, and a worker that dies with it leaves a lease that ends.
 */
@Component
class Deliveries {

    private static final String CLAIMED = """
            returning d.id, d.alliance_id, d.webhook_id, d.event_id, d.type, d.subject, d.sequence, d.occurred_at,
                      d.data, d.attempts, d.give_up_at, w.url, w.algorithm, w.secret, w.previous_until
            """;

    /** Of each webhook those that have waited longest, and only as many as it may have under way, in all instances. */
    private static final String CLAIM = """
            update webhook_delivery d set claimed_until = :until, attempts = d.attempts + 1
              from (select mine.id
                      from (select webhook_id, :perWebhook - count(*) filter (where claimed_until > :now) as free
                              from webhook_delivery where state = 'PENDING' and next_attempt_at <= :now
                             group by webhook_id) waiting
                      join webhook called on called.id = waiting.webhook_id and called.active
                     cross join lateral (
                           select id from webhook_delivery candidate
                            where candidate.webhook_id = waiting.webhook_id and candidate.state = 'PENDING'
                              and candidate.next_attempt_at <= :now
                              and (candidate.claimed_until is null or candidate.claimed_until <= :now)
                            order by candidate.next_attempt_at, candidate.id
                            limit greatest(waiting.free, 0) for update skip locked) mine
                     limit :most) due, webhook w
             where d.id = due.id and w.id = d.webhook_id
            """ + CLAIMED;

    private static final String CLAIM_ONE = """
            update webhook_delivery d set claimed_until = :until, attempts = d.attempts + 1 from webhook w
             where d.id = :id and d.state = 'PENDING' and d.attempts = 0 and w.id = d.webhook_id
            """ + CLAIMED;

    /** A success counts whoever brings it; any other end only from him who holds the claim. */
    private static final String SETTLE = """
            update webhook_delivery set state = :state, claimed_until = null, next_attempt_at = :next,
                   last_status = :status, last_reason = :reason, last_millis = :millis, finished_at = :finished
             where id = :id and state = 'PENDING' and (attempts = :attempts or :state = 'DELIVERED')
            """;

    private static final String SILENCE = """
            with silenced as (
                update webhook set active = false, version = version + 1, changed_at = :now
                 where id = :webhook and active returning id)
            delete from webhook_kind where webhook_id in (select id from silenced)
            """;

    private final WorkerDatabase database;

    Deliveries(WorkerDatabase database) {
        this.database = database;
    }

    Mono<List<Delivery>> claim(int most, int perWebhook, Instant now, Duration lease) {
        return database.sql(CLAIM)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .bind("most", most)
                .bind("perWebhook", perWebhook)
                .map(Deliveries::delivery)
                .all()
                .collectList();
    }

    /** For a delivery that somebody waits for; empty when it has been tried before. */
    Mono<Delivery> claimFirst(UUID id, Instant now, Duration lease) {
        return database.sql(CLAIM_ONE)
                .bind("id", id)
                .bind("until", now.plus(lease))
                .map(Deliveries::delivery)
                .one();
    }

    /** Writes the end of an attempt down; a receiver that is gone is called no more. */
    Mono<Void> settle(Delivery delivery, State state, Instant next, Outcome outcome, Instant now) {
        var settled = database.sql(SETTLE)
                .bind("id", delivery.id())
                .bind("attempts", delivery.attempts())
                .bind("state", state.name())
                .bind("next", next)
                .bind("millis", outcome.millis())
                .bind("status", Values.orNull(outcome.status(), Integer.class))
                .bind("reason", Values.orNull(outcome.reason()))
                .bind("finished", Values.orNull(state == State.PENDING ? null : now, Instant.class))
                .then();
        return outcome.isGone() ? database.inTransaction(settled.then(silence(delivery.webhookId(), now))) : settled;
    }

    private Mono<Void> silence(UUID webhook, Instant now) {
        return database.sql(SILENCE).bind("webhook", webhook).bind("now", now).then();
    }

    private static Delivery delivery(Readable row) {
        return new Delivery(
                requireNonNull(row.get("id", UUID.class)),
                requireNonNull(row.get("alliance_id", String.class)),
                requireNonNull(row.get("webhook_id", UUID.class)),
                requireNonNull(row.get("event_id", UUID.class)),
                requireNonNull(row.get("type", String.class)),
                requireNonNull(row.get("subject", String.class)),
                requireNonNull(row.get("sequence", Long.class)),
                requireNonNull(row.get("occurred_at", Instant.class)),
                requireNonNull(row.get("data", String.class)),
                requireNonNull(row.get("attempts", Integer.class)),
                requireNonNull(row.get("give_up_at", Instant.class)),
                requireNonNull(row.get("url", String.class)),
                Algorithm.valueOf(requireNonNull(row.get("algorithm", String.class))),
                requireNonNull(row.get("secret", String.class)),
                row.get("previous_until", Instant.class));
    }
}
