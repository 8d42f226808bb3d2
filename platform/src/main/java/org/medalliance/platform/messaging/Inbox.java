package org.medalliance.platform.messaging;

import io.cloudevents.CloudEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.AuditEntry;
import org.medalliance.platform.lifecycle.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes events in, each once: the claim and the effect commit together. A crash undoes both, and a rival delivery waits
 * on the claim's row until we commit. While an event of a key is parked, those that follow it under the same key are
 * parked behind it, so that a key's order outlives a failure.
 */
@Component
public class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    /** Longer than any effect may take; what takes longer is tried again. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String CLAIM = """
            insert into inbox (consumer, event_id, received_at)
            select :consumer, :eventId, :now
             where not exists (select 1 from dead_letter
                                where consumer = :consumer and topic = :topic and key = :key and resolved_at is null)
            on conflict do nothing
            """;

    private static final String CLAIM_PARKED = """
            insert into inbox (consumer, event_id, received_at) values (:consumer, :eventId, :now)
            on conflict do nothing
            """;

    /** The effect's row in the audit trail: with the claim, or not at all. */
    private static final String AUDITED = "with claimed as (%s returning event_id)" + AuditEntry.beside("claimed");

    private static final String CLAIM_AUDITED = AUDITED.formatted(CLAIM);

    private static final String CLAIM_PARKED_AUDITED = AUDITED.formatted(CLAIM_PARKED);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final DeadLetters deadLetters;
    private final JsonMapper tolerant;
    private final Clock clock;
    private final String consumer;
    private final Counter duplicates;
    private final Counter refusals;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

    Inbox(
            DatabaseClient database,
            TransactionalOperator transaction,
            DeadLetters deadLetters,
            JsonMapper json,
            Clock clock,
            MeterRegistry meters,
            @Value("${spring.application.name}") String consumer) {
        this.database = database;
        this.transaction = transaction;
        this.deadLetters = deadLetters;
        this.tolerant = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.clock = clock;
        this.consumer = consumer;
        this.duplicates = Counter.builder("alliance.inbox.duplicates")
                .description("Events that came again and had no second effect")
                .register(meters);
        this.refusals = Counter.builder("alliance.inbox.refusals")
                .description("Events whose effect the domain refused, which is an answer")
                .register(meters);
    }

    /** Says what this service does with a topic's events; call it once per topic, while the service starts. */
    public Subscription subscribe(String topic) {
        return subscriptions.computeIfAbsent(topic, _ -> new Subscription(tolerant));
    }

    /**
     * Takes one record in. Blocks on purpose: this is the listener's own thread, and the offset may only move after our
     * commit; a listener that returns a publisher commits out of order.
     */
    public void receive(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        var event = EventRecords.toEvent(record);
        if (subscription(record.topic()).knows(event.getType())) {
            claimAndAct(record, event).block(LIMIT);
        }
    }

    private Mono<Boolean> claimAndAct(ConsumerRecord<String, byte[]> record, CloudEvent event) {
        return audited(CLAIM, CLAIM_AUDITED, event)
                .bind("topic", record.topic())
                .bind("key", record.key())
                .fetch()
                .rowsUpdated()
                .flatMap(claimed -> claimed == 1 ? act(record.topic(), event) : duplicateOrBehind(record, event))
                .as(transaction::transactional)
                .onErrorResume(
                        Refusal.class, refusal -> answered(event, refusal).as(transaction::transactional))
                .contextWrite(EventRecords.scope(event));
    }

    private Mono<Boolean> duplicateOrBehind(ConsumerRecord<String, byte[]> record, CloudEvent event) {
        return deadLetters
                .parkBehind(consumer, record)
                .flatMap(parked -> parked ? Mono.just(true) : claimFreedKey(record, event));
    }

    /** A replay may have freed the key since the claim looked; now, under the key's lock, the look is certain. */
    private Mono<Boolean> claimFreedKey(ConsumerRecord<String, byte[]> record, CloudEvent event) {
        return receiveParked(record, event).doOnNext(acted -> {
            if (!acted) {
                duplicates.increment();
            }
        });
    }

    /** Takes an event in past what is parked under its key, in a transaction that holds the key's lock. */
    Mono<Boolean> receiveParked(ConsumerRecord<String, byte[]> record) {
        return Mono.fromSupplier(() -> EventRecords.toEvent(record)).flatMap(event -> receiveParked(record, event));
    }

    private Mono<Boolean> receiveParked(ConsumerRecord<String, byte[]> record, CloudEvent event) {
        return claim(audited(CLAIM_PARKED, CLAIM_PARKED_AUDITED, event))
                .flatMap(claimed -> claimed ? act(record.topic(), event) : Mono.just(false));
    }

    private static Mono<Boolean> claim(GenericExecuteSpec claim) {
        return claim.fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** An event that names no case, such as a line of the directory, moves none and leaves no row. */
    private GenericExecuteSpec audited(String claim, String claimAndEntry, CloudEvent event) {
        var cases = EventRecords.cases(event, tolerant);
        return cases.isEmpty()
                ? identified(claim, event)
                : AuditEntry.ofEvent(
                                consumer,
                                new Scope(String.valueOf(event.getExtension(EventRecords.ALLIANCE))),
                                clock.instant(),
                                event.getType(),
                                cases)
                        .bind(identified(claimAndEntry, event));
    }

    private GenericExecuteSpec identified(String claim, CloudEvent event) {
        return database.sql(claim)
                .bind("consumer", consumer)
                .bind("eventId", UUID.fromString(event.getId()))
                .bind("now", clock.instant());
    }

    private Mono<Boolean> act(String topic, CloudEvent event) {
        return subscription(topic).effect(event).then(Mono.just(true));
    }

    /** As {@link #answered(CloudEvent, Refusal)}, for a parked event. */
    Mono<Boolean> answered(ConsumerRecord<String, byte[]> record, Refusal refusal) {
        return Mono.fromSupplier(() -> EventRecords.toEvent(record)).flatMap(event -> answered(event, refusal));
    }

    /**
     * A refusal is an answer, which no repetition can change: the claim is kept. The effect's own transaction has died
     * of the refusal, so that whatever it wrote before is gone, the row in the audit trail too.
     */
    private Mono<Boolean> answered(CloudEvent event, Refusal refusal) {
        return claim(identified(CLAIM_PARKED, event)).doOnNext(_ -> {
            refusals.increment();
            log.info("{} {} had no effect: {}", event.getType(), event.getId(), refusal.code());
        });
    }

    private Subscription subscription(String topic) {
        var subscription = subscriptions.get(topic);
        if (subscription == null) {
            throw new IllegalStateException("Nobody subscribed to " + topic + ".");
        }
        return subscription;
    }
}
