package org.medalliance.platform.access;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Statement;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.r2dbc.core.ColumnMapRowMapper;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.ExecuteFunction;
import org.springframework.r2dbc.core.FetchSpec;
import org.springframework.r2dbc.core.RowsFetchSpec;
import org.springframework.r2dbc.core.StatementFilterFunction;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A statement and what is bound to its places; each bind answers a new one, as Spring's does. */
final class PlacedStatement implements GenericExecuteSpec {

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            var components = type.getRecordComponents();
            for (var component : components) {
                ReflectionUtils.makeAccessible(component.getAccessor());
            }
            return components;
        }
    };

    private final PlacedClient client;
    private final PlacedText text;
    private final @Nullable Object[] values;
    private final List<StatementFilterFunction> filters;

    PlacedStatement(PlacedClient client, PlacedText text) {
        this(client, text, new Object[text.names().size()], List.of());
    }

    PlacedStatement(PlacedClient client, PlacedText text, @Nullable Object[] values) {
        this(client, text, values, List.of());
    }

    private PlacedStatement(
            PlacedClient client, PlacedText text, @Nullable Object[] values, List<StatementFilterFunction> filters) {
        this.client = client;
        this.text = text;
        this.values = values;
        this.filters = filters;
    }

    /** In the order of the text's names. */
    @Nullable
    Object[] values() {
        return values;
    }

    @Override
    public GenericExecuteSpec bind(String name, Object value) {
        return with(text.place(name), value);
    }

    @Override
    public GenericExecuteSpec bindNull(String name, Class<?> type) {
        return with(text.place(name), Parameters.in(type));
    }

    @Override
    public GenericExecuteSpec bind(int index, Object value) {
        throw byName();
    }

    @Override
    public GenericExecuteSpec bindNull(int index, Class<?> type) {
        throw byName();
    }

    @Override
    public GenericExecuteSpec bindValues(List<?> source) {
        throw byName();
    }

    private UnsupportedOperationException byName() {
        return new UnsupportedOperationException("Bind by name: " + text.sql());
    }

    @Override
    public GenericExecuteSpec bindValues(Map<String, ?> source) {
        GenericExecuteSpec bound = this;
        for (var entry : source.entrySet()) {
            bound = bound.bind(entry.getKey(), entry.getValue());
        }
        return bound;
    }

    /** Of a record: those of its components that the statement names. */
    @Override
    public GenericExecuteSpec bindProperties(Object source) {
        var bound = values.clone();
        for (var component : components(source)) {
            var place = text.places().get(component.getName());
            if (place != null) {
                var value = ReflectionUtils.invokeMethod(component.getAccessor(), source);
                bound[place] = value == null ? Parameters.in(component.getType()) : checked(value);
            }
        }
        return new PlacedStatement(client, text, bound, filters);
    }

    private static RecordComponent[] components(Object source) {
        if (!source.getClass().isRecord()) {
            throw new IllegalArgumentException("Only a record's components are bound.");
        }
        return COMPONENTS.get(source.getClass());
    }

    private PlacedStatement with(int place, Object value) {
        var bound = values.clone();
        bound[place] = checked(value);
        return new PlacedStatement(client, text, bound, filters);
    }

    private static Object checked(Object value) {
        if (value instanceof Collection<?>) {
            throw new IllegalArgumentException("A list is bound as an array, for = any (:names).");
        }
        return value;
    }

    @Override
    public GenericExecuteSpec filter(StatementFilterFunction filter) {
        return new PlacedStatement(
                client,
                text,
                values,
                Stream.concat(filters.stream(), Stream.of(filter)).toList());
    }

    @Override
    public <R> RowsFetchSpec<R> map(Function<? super Readable, R> mapping) {
        return rows(result -> result.map(mapping));
    }

    @Override
    public <R> RowsFetchSpec<R> map(BiFunction<Row, RowMetadata, R> mapping) {
        return rows(result -> result.map(mapping));
    }

    @Override
    public <R> RowsFetchSpec<R> mapValue(Class<R> type) {
        return rows(result -> result.map(row -> row.get(0, type)));
    }

    @Override
    public <R> RowsFetchSpec<R> mapProperties(Class<R> type) {
        return map(client.mapper(type));
    }

    @Override
    public <R> Flux<R> flatMap(Function<Result, Publisher<R>> mapping) {
        return rows(mapping).all();
    }

    @Override
    public FetchSpec<Map<String, Object>> fetch() {
        return rows(result -> result.map(ColumnMapRowMapper.INSTANCE));
    }

    @Override
    public Mono<Void> then() {
        return fetch().rowsUpdated().then();
    }

    /** @throws IllegalStateException when a name has no value */
    private <R> FetchSpec<R> rows(Function<Result, Publisher<R>> reading) {
        requireValues();
        return new PlacedRows<>(client, this, reading);
    }

    void requireValues() {
        for (int place = 0; place < values.length; place++) {
            if (values[place] == null) {
                throw new IllegalStateException(
                        "No value for :%s in: %s".formatted(text.names().get(place), text.sql()));
            }
        }
    }

    String sql() {
        return text.sql();
    }

    Publisher<? extends Result> executed(Connection connection) {
        ExecuteFunction execution = Statement::execute;
        for (var filter : filters) {
            var next = execution;
            execution = statement -> filter.filter(statement, next);
        }
        return execution.execute(bind(connection.createStatement(text.sql())));
    }

    private Statement bind(Statement statement) {
        for (int place = 0; place < values.length; place++) {
            var value = requireNonNull(values[place]);
            if (value instanceof Parameter parameter) {
                var given = parameter.getValue();
                if (given == null) {
                    statement.bindNull(place, parameter.getType().getJavaType());
                } else {
                    statement.bind(place, given);
                }
            } else {
                statement.bind(place, value);
            }
        }
        return statement;
    }
}
