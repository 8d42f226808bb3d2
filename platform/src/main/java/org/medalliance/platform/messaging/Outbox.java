package org.medalliance.platform.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.JointWrite;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.identity.Ids;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
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
     * Writes the event, and a delivery for each webhook that waits for it, so that webhooks ring although Kafka is away:
     * where none waits, the price is a look into an index.
     */
    private static final JointWrite APPEND = new JointWrite("""
            event as (
                insert into outbox
                  (event_id, alliance_id, topic, key, shard, type, subject, sequence, occurred_at, data)
                values
                  (:eventId, :alliance, :topic, :key, :shard, :type, :subject, :sequence, :occurredAt, :data)),
            called as (
                select distinct webhook_id from webhook_kind where alliance_id = :alliance and kind = any (:kinds)),
            delivery as (
                insert into webhook_delivery
                  (id, alliance_id, webhook_id, event_id, type, subject, sequence, occurred_at, data, state, attempts,
                   next_attempt_at, give_up_at, created_at)
                select uuidv7(), :alliance, webhook_id, :eventId, :type, :subject, :sequence, :occurredAt, :data,
                       'PENDING', 0, :now, :giveUpAt, :now
                  from called)""", "exists (select from called)");

    /** In the same transaction, so that webhooks ring although Kafka is away. */
    private static final String DELIVER = """
            insert into webhook_delivery
              (id, alliance_id, webhook_id, event_id, type, subject, sequence, occurred_at, data, state, attempts,
               next_attempt_at, give_up_at, created_at)
            select uuidv7(), :alliance, webhook_id, :eventId, :type, :subject, :sequence, :occurredAt, :data,
                   'PENDING', 0, :now, :giveUpAt, :now
              from unnest(:webhooks) webhook_id
            """;

    /** Many at once, for work that comes in batches; a kind may be that of several of them. */
    private static final String APPEND_ALL = """
            with event as (
                insert into outbox
                  (event_id, alliance_id, topic, key, shard, type, subject, sequence, occurred_at, data)
                select event_id, :alliance, topic, key, shard, type, subject, sequence, occurred_at, data
                  from unnest(:eventIds, :topics, :keys, cast(:shards as smallint[]), :types, :subjects, :sequences,
                              cast(:occurredAt as timestamptz[]), :data)
                    as e (event_id, topic, key, shard, type, subject, sequence, occurred_at, data)
            )
            select kind, webhook_id from webhook_kind where alliance_id = :alliance and kind = any (:kinds)
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
     * orders the events of one aggregate: that one is a statement of its own, since within one nothing is in order.
     * Without a transaction it fails rather than announce what may never happen.
     */
    public Mono<Void> append(Event event) {
        return append(event, database::put);
    }

    /** The same in a transaction of the service's own workers. */
    public Mono<Void> append(WorkerDatabase worker, Event event) {
        return append(event, worker::put);
    }

    /**
     * As {@link #append(Event)}, for several aggregates of one alliance in one statement: what comes in a batch costs
     * less. Events of one aggregate do not stand in one batch, since nothing would order them.
     */
    public Mono<Void> appendAll(Scope scope, List<Event> events) {
        requireDistinct(scope, events);
        return events.isEmpty()
                ? Mono.empty()
                : transaction().flatMap(transaction -> insertAll(
                                scope,
                                events.stream()
                                        .map(event -> new Written(Ids.next(), event, written(event)))
                                        .toList())
                        .doOnNext(called -> {
                            transaction.registerSynchronization(new RingAfterCommit(bell::ring));
                            ringDeliveries(transaction, called);
                        })
                        .then());
    }

    private static void requireDistinct(Scope scope, List<Event> events) {
        var keys = events.stream().map(Event::key).distinct().count();
        if (keys != events.size() || events.stream().anyMatch(it -> !it.scope().equals(scope))) {
            throw new IllegalArgumentException("A batch of events is of one alliance, and each of another aggregate.");
        }
    }

    /** Of the application's database or a worker's. */
    private interface Put {
        Mono<Void> write(
                Scope scope,
                JointWrite write,
                UnaryOperator<GenericExecuteSpec> values,
                Function<Boolean, Mono<Void>> told);
    }

    private Mono<Void> append(Event event, Put put) {
        return transaction().flatMap(transaction -> {
            transaction.registerSynchronization(new RingAfterCommit(bell::ring));
            var now = clock.instant();
            return put.write(
                    event.scope(),
                    APPEND,
                    statement -> bind(statement, Ids.next(), event, written(event))
                            .bind("topic", event.topic())
                            .bind("key", event.key())
                            .bind("shard", shard(event))
                            .bind("kinds", event.kinds().toArray(String[]::new))
                            .bind("now", now)
                            .bind("giveUpAt", now.plus(DELIVERED_WITHIN)),
                    called -> Mono.fromRunnable(() -> ringDeliveries(transaction, called)));
        });
    }

    private void ringDeliveries(TransactionSynchronizationManager transaction, boolean called) {
        if (called) {
            transaction.registerSynchronization(new RingAfterCommit(deliveries::ring));
        }
    }

    private static Mono<TransactionSynchronizationManager> transaction() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .switchIfEmpty(Mono.error(() -> new NoTransactionException("The outbox needs a transaction.")));
    }

    private String written(Event event) {
        var data = json.writeValueAsString(event.data());
        if (data.length() > LARGEST) {
            throw new IllegalArgumentException("An event of type %s with %d characters: too large for a topic."
                    .formatted(event.type(), data.length()));
        }
        return data;
    }

    private record Written(UUID id, Event event, String data) {}

    private record Called(String kind, UUID webhookId) {}

    private Mono<Boolean> insertAll(Scope scope, List<Written> all) {
        return database.sql(scope, APPEND_ALL)
                .bind("eventIds", all.stream().map(Written::id).toArray(UUID[]::new))
                .bind("topics", texts(all, it -> it.event().topic()))
                .bind("keys", texts(all, it -> it.event().key()))
                .bind("shards", all.stream().map(it -> (int) shard(it.event())).toArray(Integer[]::new))
                .bind("types", texts(all, it -> it.event().type()))
                .bind("subjects", texts(all, it -> it.event().subject()))
                .bind("sequences", all.stream().map(it -> it.event().sequence()).toArray(Long[]::new))
                .bind("occurredAt", texts(all, it -> it.event().occurredAt().toString()))
                .bind("data", texts(all, Written::data))
                .bind(
                        "kinds",
                        all.stream()
                                .flatMap(it -> it.event().kinds().stream())
                                .distinct()
                                .toArray(String[]::new))
                .mapProperties(Called.class)
                .all()
                .collectList()
                .flatMap(called -> deliverAll(scope, all, called));
    }

    /** One event after the other: webhooks are few. */
    private Mono<Boolean> deliverAll(Scope scope, List<Written> all, List<Called> called) {
        return Flux.fromIterable(all)
                .concatMap(it -> {
                    var webhooks = called.stream()
                            .filter(call -> it.event().kinds().contains(call.kind()))
                            .map(Called::webhookId)
                            .distinct()
                            .toList();
                    return webhooks.isEmpty()
                            ? Mono.<Void>empty()
                            : deliver(bind(database.sql(scope, DELIVER), it.id(), it.event(), it.data()), webhooks);
                })
                .then(Mono.just(!called.isEmpty()));
    }

    private static String[] texts(List<Written> all, Function<Written, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static short shard(Event event) {
        return (short) Math.floorMod(event.key().hashCode(), SHARDS);
    }

    private Mono<Void> deliver(GenericExecuteSpec statement, List<UUID> webhooks) {
        var now = clock.instant();
        return statement
                .bind("webhooks", webhooks.toArray(UUID[]::new))
                .bind("now", now)
                .bind("giveUpAt", now.plus(DELIVERED_WITHIN))
                .then();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, UUID id, Event event, String data) {
        return statement
                .bind("eventId", id)
                .bind("type", event.type())
                .bind("subject", event.subject())
                .bind("sequence", event.sequence())
                .bind("occurredAt", event.occurredAt())
                .bind("data", data);
    }

    private record RingAfterCommit(Runnable bell) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(bell);
        }
    }
}
