package org.medalliance.platform.messaging;

import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.identity.Ids;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
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

    private static final String APPEND = """
            insert into outbox
              (event_id, alliance_id, topic, key, shard, type, subject, sequence, occurred_at, data)
            values
              (:eventId, :alliance, :topic, :key, :shard, :type, :subject, :sequence, :occurredAt, :data)
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final RelayBell bell;

    Outbox(AllianceDatabase database, JsonMapper json, RelayBell bell) {
        this.database = database;
        this.json = json;
        this.bell = bell;
    }

    /**
     * Records the event in the caller's transaction. Call it after the aggregate's compare-and-set, whose row lock
     * orders the events of one aggregate. Without a transaction it fails rather than announce what may never happen.
     */
    public Mono<Void> append(Event event) {
        return ringing().then(Mono.defer(() -> insert(database.sql(event.scope(), APPEND), event)));
    }

    /** The same in a transaction of the service's own workers. */
    public Mono<Void> append(WorkerDatabase worker, Event event) {
        return ringing()
                .then(Mono.defer(() ->
                        insert(worker.sql(APPEND).bind("alliance", event.scope().alliance()), event)));
    }

    private Mono<TransactionSynchronizationManager> ringing() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .switchIfEmpty(Mono.error(() -> new NoTransactionException("The outbox needs a transaction.")))
                .doOnNext(transaction -> transaction.registerSynchronization(new RingAfterCommit(bell)));
    }

    private String written(Event event) {
        var data = json.writeValueAsString(event.data());
        if (data.length() > LARGEST) {
            throw new IllegalArgumentException("An event of type %s with %d characters: too large for a topic."
                    .formatted(event.type(), data.length()));
        }
        return data;
    }

    private Mono<Void> insert(GenericExecuteSpec statement, Event event) {
        return statement
                .bind("eventId", Ids.next())
                .bind("topic", event.topic())
                .bind("key", event.key())
                .bind("shard", (short) Math.floorMod(event.key().hashCode(), SHARDS))
                .bind("type", event.type())
                .bind("subject", event.subject())
                .bind("sequence", event.sequence())
                .bind("occurredAt", event.occurredAt())
                .bind("data", written(event))
                .then();
    }

    private record RingAfterCommit(RelayBell bell) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(bell::ring);
        }
    }
}
