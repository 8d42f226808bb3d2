package org.medalliance.platform.privacy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the rotation: looks at every table after the start, works while there is something left, and then leaves them
 * alone until an operator or a new start asks again. Keys do not change while a service runs.
 */
final class RotationWorker {

    private static final Logger log = LoggerFactory.getLogger(RotationWorker.class);

    private final Rotation rotation;
    private final List<SealedTable> tables;
    private final boolean wanted;
    private final Map<String, Long> left = new ConcurrentHashMap<>();

    /**
     * @param wanted false where this instance leaves the work to others
     */
    RotationWorker(Rotation rotation, List<SealedTable> tables, boolean wanted, MeterRegistry meters) {
        this.wanted = wanted;
        this.rotation = rotation;
        this.tables = tables;
        tables.forEach(table -> Gauge.builder("alliance.keys.rows.left", () -> left.getOrDefault(table.label(), 0L))
                .tag("table", table.label())
                .description("Rows that older keys have left to be sealed anew")
                .register(meters));
    }

    record Rest(String table, long rows) {}

    /** Each table's rest, counted now. */
    Mono<List<Rest>> count() {
        return Flux.defer(() -> Flux.fromIterable(tables))
                .concatMap(table -> rotation.left(table)
                        .doOnNext(rows -> left.put(table.label(), rows))
                        .map(rows -> new Rest(table.label(), rows)))
                .collectList();
    }

    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT10S")
    Mono<Long> work() {
        return Flux.defer(() -> Flux.fromIterable(tables))
                .filter(this::mayHaveRest)
                .concatMap(this::work)
                .reduce(0L, Long::sum);
    }

    private boolean mayHaveRest(SealedTable table) {
        return wanted && left.getOrDefault(table.label(), 1L) > 0;
    }

    private Mono<Long> work(SealedTable table) {
        return rotation.left(table)
                .doOnNext(rows -> left.put(table.label(), rows))
                .filter(rows -> rows > 0)
                .flatMap(_ -> rotation.run(table))
                .flatMap(made -> rotation.left(table).map(rows -> said(table, made, rows)))
                .defaultIfEmpty(0L);
    }

    private long said(SealedTable table, long made, long rows) {
        left.put(table.label(), rows);
        log.info("Keys: {} rows of {} sealed anew, {} left.", made, table.label(), rows);
        return made;
    }
}
