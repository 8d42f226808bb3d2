package org.medalliance.platform.numbering;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Mono;

/**
 * Human-readable numbers, unique per alliance, kind and day: {@code R20261122-0042}. Taken from the database in small
 * blocks outside the caller's transaction, so that an alliance's cases do not wait for one another; numbers of a block
 * that is not used up, by a restart or a refusal, are left out.
 */
public class CaseNumbers {

    private static final int BLOCK = 16;

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final String TAKE = """
            insert into case_number (alliance_id, kind, day, next) values (:alliance, :kind, :day, 1 + :block)
            on conflict (alliance_id, kind, day) do update set next = case_number.next + :block
            returning next - :block
            """;

    private final AllianceDatabase database;
    private final Clock clock;
    private final Map<Series, Queue<Long>> free = new ConcurrentHashMap<>();

    /**
     * @param database over connections of its own: a second connection of the pool that the caller already holds one of
     *     would let a crowd of callers wait for one another for ever
     */
    CaseNumbers(AllianceDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param kind a letter or two before the date, such as {@code R}
     */
    public Mono<String> next(Scope scope, String kind) {
        return Mono.defer(() -> {
            var series = new Series(scope, kind, LocalDate.ofInstant(clock.instant(), COUNTY));
            var number = poll(series);
            return number == null
                    ? take(series).map(first -> format(series, first))
                    : Mono.just(format(series, number));
        });
    }

    private @Nullable Long poll(Series series) {
        var queue = free.get(series);
        if (queue == null) {
            return null;
        }
        synchronized (queue) {
            return queue.poll();
        }
    }

    /** Without the caller's context, and so without the caller's transaction: a block taken stays taken. Whoever gives up waiting does not stop it. */
    private Mono<Long> take(Series series) {
        return Mono.fromFuture(() -> block(series).toFuture(), true).doOnNext(first -> keep(series, first));
    }

    private Mono<Long> block(Series series) {
        return database.sql(series.scope(), TAKE)
                .bind("kind", series.kind())
                .bind("day", series.day())
                .bind("block", BLOCK)
                .map(row -> row.get(0, Long.class))
                .one()
                .contextWrite(series.scope().carried());
    }

    private void keep(Series series, long first) {
        free.keySet().removeIf(old -> old.day().isBefore(series.day()));
        var queue = free.computeIfAbsent(series, _ -> new ArrayDeque<>());
        synchronized (queue) {
            for (long number = first + 1; number < first + BLOCK; number++) {
                queue.add(number);
            }
        }
    }

    private static String format(Series series, long number) {
        return "%s%s-%04d".formatted(series.kind(), series.day().format(DateTimeFormatter.BASIC_ISO_DATE), number);
    }

    private record Series(Scope scope, String kind, LocalDate day) {}
}
