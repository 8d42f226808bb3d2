package org.medalliance.platform.access;

import io.r2dbc.spi.Result;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.r2dbc.core.FetchSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a statement answers, each time that it is subscribed to. */
record PlacedRows<R>(PlacedClient client, PlacedStatement statement, Function<Result, Publisher<R>> reading)
        implements FetchSpec<R> {

    /** @throws IncorrectResultSizeDataAccessException when there are several */
    @Override
    public Mono<R> one() {
        return all().collectList().mapNotNull(rows -> {
            if (rows.size() > 1) {
                throw new IncorrectResultSizeDataAccessException(
                        "One row was looked for: " + statement.sql(), 1, rows.size());
            }
            return rows.isEmpty() ? null : rows.getFirst();
        });
    }

    @Override
    public Mono<R> first() {
        return all().next();
    }

    @Override
    public Flux<R> all() {
        return client.execute(statement, reading);
    }

    @Override
    public Mono<Long> rowsUpdated() {
        return client.execute(statement, Result::getRowsUpdated).reduce(0L, Long::sum);
    }
}
