package org.medalliance.platform.access;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DataClassRowMapper;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Spring's client, but that a statement's names are read once, when it is first seen, and not each time it is executed:
 * at hundreds of commands a second, that and copying the values at each bind is a tenth of the service. A name stands
 * for one value wherever it occurs; a list is an array ({@code = any (:ids)}), and is not written out. See
 * {@code docs/adr}.
 */
public final class PlacedClient implements DatabaseClient {

    /** Texts are constants; whoever builds them anew each time shall not fill the memory. */
    private static final int MOST_TEXTS = 4000;

    private final DatabaseClient client;
    private final Map<String, PlacedText> texts = new ConcurrentHashMap<>();
    private final Map<Class<?>, DataClassRowMapper<?>> mappers = new ConcurrentHashMap<>();

    private PlacedClient(ConnectionFactory connections) {
        client = DatabaseClient.builder()
                .connectionFactory(connections)
                .namedParameters(false)
                .build();
    }

    public static DatabaseClient over(ConnectionFactory connections) {
        return new PlacedClient(connections);
    }

    @Override
    public ConnectionFactory getConnectionFactory() {
        return client.getConnectionFactory();
    }

    @Override
    public GenericExecuteSpec sql(String sql) {
        return new PlacedStatement(this, text(sql));
    }

    @Override
    public GenericExecuteSpec sql(Supplier<String> sql) {
        return sql(sql.get());
    }

    GenericExecuteSpec toExecute(PlacedText text) {
        return client.sql(text.sql());
    }

    @SuppressWarnings("unchecked")
    <R> DataClassRowMapper<R> mapper(Class<R> type) {
        return (DataClassRowMapper<R>) mappers.computeIfAbsent(type, DataClassRowMapper::new);
    }

    private PlacedText text(String sql) {
        var known = texts.get(sql);
        if (known != null) {
            return known;
        }
        var read = PlacedText.of(sql);
        if (texts.size() < MOST_TEXTS) {
            texts.put(sql, read);
        }
        return read;
    }

    @Override
    public <T> Mono<T> inConnection(Function<Connection, Mono<T>> action) throws DataAccessException {
        return client.inConnection(action);
    }

    @Override
    public <T> Flux<T> inConnectionMany(Function<Connection, Flux<T>> action) throws DataAccessException {
        return client.inConnectionMany(action);
    }
}
