package org.medalliance.platform.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RetriableException;
import org.medalliance.platform.access.WorkerDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Publishes committed events, each key's in the order in which they were written. A pass locks some shards that have
 * work, so that the relays of several replicas share it; keys are sent side by side, the events of one key one after
 * the other, so that no failure can put a later one first; what was acknowledged is marked in one statement.
 */
@Component
class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** Half of them: a second relay finds work too. */
    private static final int SHARDS_PER_PASS = Outbox.SHARDS / 2;

    /** Below the 256 rows from which a cancelled read can harm its connection. */
    static final int BATCH = 250;

    /** After this time a pass sends nothing more, and marks what it sent: a slow Kafka must not undo its own work. */
    private static final Duration PASS = Duration.ofSeconds(5);

    /** First argument of the advisory lock, to keep clear of other users of such locks. */
    private static final int LOCK_CLASS = 0x6f757462;

    /** In random order, so that no shard starves; the lock is only tried where there is work. */
    private static final String LOCK = """
            select shard from (select shard from generate_series(0, :last) shard order by random() offset 0) candidate
             where case when exists (select 1 from outbox o where o.shard = candidate.shard and o.published_at is null)
                        then pg_try_advisory_xact_lock(:lockClass, candidate.shard) else false end
             limit :most
            """;

    /** No "id greater than the last seen": a transaction that commits late has a lower id, and would be lost. */
    private static final String PENDING = """
            select id, event_id, alliance_id, topic, key, type, subject, sequence, occurred_at, data
              from outbox where published_at is null and shard = any (:shards) order by id limit :limit
            """;

    private static final String WAITING = "select exists (select 1 from outbox where published_at is null)";

    private static final String PUBLISHED = "update outbox set published_at = :now where id = any (:ids)";

    private final WorkerDatabase database;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Scheduler sending;
    private final Clock clock;
    private final URI source;
    private final Timer lag;
    private final Counter failures;

    OutboxRelay(
            WorkerDatabase database,
            KafkaTemplate<String, byte[]> kafka,
            Scheduler outboxSending,
            Clock clock,
            MeterRegistry meters,
            @Value("${spring.application.name}") String application) {
        this.database = database;
        this.kafka = kafka;
        this.sending = outboxSending;
        this.clock = clock;
        this.source = URI.create("/" + application);
        this.lag = Timer.builder("alliance.outbox.lag")
                .description("From the event's time to Kafka's acknowledgement")
                .publishPercentileHistogram()
                .register(meters);
        this.failures = Counter.builder("alliance.outbox.failures")
                .description("Events that Kafka did not take at the first try")
                .register(meters);
    }

    /** One pass; answers how many events Kafka acknowledged. Fails when Kafka takes none of those that were due. */
    Mono<Long> publish() {
        return database.inTransaction(
                lockedShards().flatMap(this::pending).flatMap(this::sendAndMark).defaultIfEmpty(0L));
    }

    /** Whether anything waits, at the price of one statement; another relay may be at it already. */
    Mono<Boolean> hasWork() {
        return database.sql(WAITING).map(row -> row.get(0, Boolean.class)).one();
    }

    private Mono<List<Short>> lockedShards() {
        return database.sql(LOCK)
                .bind("last", Outbox.SHARDS - 1)
                .bind("lockClass", LOCK_CLASS)
                .bind("most", SHARDS_PER_PASS)
                .map(row -> row.get(0, Short.class))
                .all()
                .collectList()
                .filter(shards -> !shards.isEmpty());
    }

    private Mono<List<Pending>> pending(List<Short> shards) {
        // Collected whole: this connection runs one statement at a time, and the marks need it too.
        return database.sql(PENDING)
                .bind("shards", shards.toArray(Short[]::new))
                .bind("limit", BATCH)
                .mapProperties(Pending.class)
                .all()
                .collectList()
                .filter(events -> !events.isEmpty());
    }

    private Mono<Long> sendAndMark(List<Pending> events) {
        var pass = new Pass(System.nanoTime() + PASS.toNanos(), ConcurrentHashMap.newKeySet());
        var byKey =
                events.stream().collect(Collectors.groupingBy(Pending::key, LinkedHashMap::new, Collectors.toList()));
        return Flux.fromIterable(byKey.values())
                .flatMap(oneKey -> sendInOrder(oneKey, pass), BATCH)
                .collectList()
                .flatMap(ids -> ids.isEmpty() ? Mono.error(new KafkaAway()) : mark(ids));
    }

    private Flux<Long> sendInOrder(List<Pending> oneKey, Pass pass) {
        return Flux.fromIterable(oneKey)
                .takeWhile(_ -> !pass.isOver())
                .concatMap(event -> send(event, pass), 1)
                .onErrorComplete();
    }

    /** On a thread of its own: the producer may wait for metadata or room before it hands out its future. */
    private Mono<Long> send(Pending event, Pass pass) {
        return Mono.defer(() -> pass.unreachable().contains(event.topic())
                        ? Mono.error(new KafkaAway())
                        : Mono.fromFuture(() -> kafka.send(EventRecords.toRecord(source, event))))
                .subscribeOn(sending)
                .doOnNext(_ -> lag.record(Duration.between(event.occurredAt(), clock.instant())))
                .doOnError(failure -> noteFailure(event, pass, failure))
                .thenReturn(event.id());
    }

    private void noteFailure(Pending event, Pass pass, Throwable failure) {
        failures.increment();
        if (!isAway(failure) || pass.unreachable().add(event.topic())) {
            log.warn(
                    "Kafka did not take {} {}; it stays in the outbox: {}",
                    event.type(),
                    event.eventId(),
                    DeadLetterRecoverer.reason(failure));
        }
    }

    /** A record that Kafka will not have (too large, say) holds up its own key, and no other. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof KafkaAway || DeadLetterRecoverer.has(failure, RetriableException.class);
    }

    private Mono<Long> mark(List<Long> ids) {
        return database.sql(PUBLISHED)
                .bind("now", clock.instant())
                .bind("ids", ids.toArray(Long[]::new))
                .fetch()
                .rowsUpdated();
    }

    /**
     * @param end by the nanosecond clock of the JVM
     * @param unreachable topics that Kafka did not answer for
     */
    private record Pass(long end, Set<String> unreachable) {
        boolean isOver() {
            return System.nanoTime() > end;
        }
    }

    record Pending(
            long id,
            UUID eventId,
            String allianceId,
            String topic,
            String key,
            String type,
            String subject,
            long sequence,
            Instant occurredAt,
            String data) {}

    /** Kafka took nothing of a pass: time to wait before the next. */
    static final class KafkaAway extends RuntimeException {
        KafkaAway() {
            super("Kafka took no event of this pass.", null, false, false);
        }
    }
}
