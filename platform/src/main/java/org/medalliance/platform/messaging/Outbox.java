package org.medalliance.platform.messaging;

import java.time.Clock;
import java.time.Duration;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.identity.Ids;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Where a service writes down what it will announce, in the transaction of the state that it announces. */
@Component
public class Outbox {

    /** Relays share the work by shards; a key's events are all in one. */
    static final int SHARDS = 16;

    /** In characters; Kafka takes a MiB, and three bytes a Chinese character. */
    private static final int LARGEST = 300_000;

    /** How long a webhook's receiver may be away before a delivery is given up. */
    private static final Duration DELIVERED_WITHIN = Duration.ofHours(24);

    /**
     * One statement: the event, and a delivery for each webhook that waits for its kind, so that webhooks ring although
     * Kafka is away. Where none waits, the price is a look into an index.
     */
    private static final String APPEND = """
            with called as materialized (
                select distinct webhook_id from webhook_kind where alliance_id = :alliance and kind = any (:kinds)
            ), event as (
                insert into outbox
                  (event_id, alliance_id, topic, key, shard, type, subject, sequence, occurred_at, data)
                values
                  (:eventId, :alliance, :topic, :key, :shard, :type, :subject, :sequence, :occurredAt, :data)
            ), delivery as (
                insert into webhook_delivery
                  (id, alliance_id, webhook_id, event_id, type, subject, sequence, occurred_at, data, state, attempts,
                   next_attempt_at, give_up_at, created_at)
                select uuidv7(), :alliance, webhook_id, :eventId, :type, :subject, :sequence, :occurredAt, :data,
                       'PENDING', 0, :now, :giveUpAt, :now
                  from called
            )
            select count(*) from called
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final RelayBell bell;
    private final DeliveryBell deliveries;
    private final Clock clock;

    Outbox(AllianceDatabase database, JsonMapper json, RelayBell bell, DeliveryBell deliveries, Clock clock) {
        this.database = database;
        this.json = json;
        this.bell = bell;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Records the event in the caller's transaction. Call it after the aggregate's compare-and-set, whose row lock
     * orders the events of one aggregate. Without a transaction it fails rather than announce what may never happen.
     */
    public Mono<Void> append(Event event) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .switchIfEmpty(Mono.error(() -> new NoTransactionException("The outbox needs a transaction.")))
                .flatMap(transaction -> insert(event).doOnNext(called -> ringAfterCommit(transaction, called)))
                .then();
    }

    private void ringAfterCommit(TransactionSynchronizationManager transaction, long called) {
        transaction.registerSynchronization(new RingAfterCommit(bell::ring));
        if (called > 0) {
            transaction.registerSynchronization(new RingAfterCommit(deliveries::ring));
        }
    }

    private String written(Event event) {
        var data = json.writeValueAsString(event.data());
        if (data.length() > LARGEST) {
            throw new IllegalArgumentException("An event of type %s with %d characters: too large for a topic."
                    .formatted(event.type(), data.length()));
        }
        return data;
    }

    /** Answers how many webhooks wait for it. */
    private Mono<Long> insert(Event event) {
        var now = clock.instant();
        return database.sql(event.scope(), APPEND)
                .bind("eventId", Ids.next())
                .bind("topic", event.topic())
                .bind("key", event.key())
                .bind("shard", (short) Math.floorMod(event.key().hashCode(), SHARDS))
                .bind("type", event.type())
                .bind("subject", event.subject())
                .bind("sequence", event.sequence())
                .bind("occurredAt", event.occurredAt())
                .bind("data", written(event))
                .bind("kinds", event.kinds().toArray(String[]::new))
                .bind("now", now)
                .bind("giveUpAt", now.plus(DELIVERED_WITHIN))
                .map(row -> row.get(0, Long.class))
                .one();
    }

    private record RingAfterCommit(Runnable bell) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(bell);
        }
    }
}
