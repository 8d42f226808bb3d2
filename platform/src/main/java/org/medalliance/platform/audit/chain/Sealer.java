package org.medalliance.platform.audit.chain;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes the entries that wait into the chain, some hundreds at a time, each batch in a transaction of its own. The head
 * goes out to Kafka with the batch that ends a pass, at most once a second: what it is compared with later lies outside
 * this database.
 */
@Component
class Sealer {

    private static final Logger log = LoggerFactory.getLogger(Sealer.class);

    /** With the one more that is read, below the 256 rows from which a cancelled read can harm its connection. */
    static final int BATCH = 250;

    static final String TOPIC = "audit.anchors.v1";

    private static final String SEALED = "org.medalliance.audit.sealed.v1";

    /** The chain is the service's, over all alliances; its head belongs to none. */
    private static final Scope NO_ALLIANCE = new Scope("-");

    private static final Duration ANCHORED_EVERY = Duration.ofSeconds(1);

    private final WorkerDatabase database;
    private final Seals seals;
    private final Outbox outbox;
    private final Clock clock;
    private final Counter sealed;
    private final String service;
    private final boolean locked;
    private volatile Instant anchoredAt = Instant.EPOCH;
    private volatile boolean failing;

    /**
     * @param locked false only to show, in a test, what several instances do without
     */
    Sealer(
            WorkerDatabase database,
            Seals seals,
            Outbox outbox,
            Clock clock,
            MeterRegistry meters,
            @Value("${spring.application.name}") String service,
            @Value("${alliance.audit.seal-locked:true}") boolean locked) {
        this.database = database;
        this.seals = seals;
        this.outbox = outbox;
        this.clock = clock;
        this.service = service;
        this.locked = locked;
        this.sealed = Counter.builder("alliance.audit.sealed")
                .description("Entries of the audit trail that were taken into the chain")
                .register(meters);
    }

    /**
     * What is told outside.
     *
     * @param number of the newest seal
     * @param hash of it, hexadecimal
     * @param entries how many it holds
     */
    record AuditSealed(String service, long number, String hash, int entries, Instant sealedAt) {}

    /** @param more whether entries still wait */
    record Batch(int entries, boolean more) {
        static final Batch NONE = new Batch(0, false);
    }

    @Scheduled(
            initialDelayString = "${alliance.audit.seal-every:PT1S}",
            fixedDelayString = "${alliance.audit.seal-every:PT1S}")
    Mono<Long> passOrTryAgain() {
        return Mono.defer(this::pass).doOnSuccess(_ -> failing = false).onErrorResume(failure -> {
            if (!failing) {
                log.warn(
                        "The audit trail could not be sealed, and is tried again: {}",
                        failure.getClass().getSimpleName());
            }
            failing = true;
            return Mono.empty();
        });
    }

    /** Seals all that waits; answers how many entries. */
    Mono<Long> pass() {
        return batch().expand(done -> done.more() ? batch() : Mono.empty())
                .reduce(0L, (sum, done) -> sum + done.entries());
    }

    Mono<Batch> batch() {
        var lock = locked ? seals.lock() : Mono.just(true);
        return database.inTransaction(lock.flatMap(_ -> sealNext()).defaultIfEmpty(Batch.NONE))
                .doOnNext(batch -> sealed.increment(batch.entries()));
    }

    private Mono<Batch> sealNext() {
        return seals.head().defaultIfEmpty(beginning()).flatMap(head -> seals.waiting(BATCH + 1)
                .flatMap(rows -> seal(head, rows)));
    }

    private Seals.Head beginning() {
        return new Seals.Head(0, new Chain().beginning(service));
    }

    private Mono<Batch> seal(Seals.Head head, List<AuditRow> waiting) {
        if (waiting.isEmpty()) {
            return Mono.just(Batch.NONE);
        }
        var more = waiting.size() > BATCH;
        var rows = more ? waiting.subList(0, BATCH) : waiting;
        var seal = sealed(head, rows, clock.instant());
        return seals.add(seal).then(Mono.defer(() -> anchor(seal, more))).thenReturn(new Batch(rows.size(), more));
    }

    private static Seal sealed(Seals.Head head, List<AuditRow> rows, Instant at) {
        var chain = new Chain();
        var ids = rows.stream().mapToLong(AuditRow::id).toArray();
        var hashes = ByteBuffer.allocate(Chain.HASH * rows.size());
        rows.forEach(row -> hashes.put(chain.rowHash(row)));
        var open = new Seal(head.number() + 1, at, ids, hashes.array(), head.hash(), new byte[0]);
        return new Seal(open.number(), at, ids, open.rowHashes(), open.previous(), chain.sealHash(open));
    }

    /** While much waits, not each batch: the last one stands for those before it. */
    private Mono<Void> anchor(Seal seal, boolean more) {
        if (more && seal.sealedAt().isBefore(anchoredAt.plus(ANCHORED_EVERY))) {
            return Mono.empty();
        }
        anchoredAt = seal.sealedAt();
        var hash = HexFormat.of().formatHex(seal.hash());
        var told = new AuditSealed(service, seal.number(), hash, seal.entryIds().length, seal.sealedAt());
        return outbox.append(
                database, new Event(NO_ALLIANCE, TOPIC, SEALED, service, seal.number(), seal.sealedAt(), told));
    }
}
