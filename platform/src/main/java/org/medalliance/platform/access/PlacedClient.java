package org.medalliance.platform.access;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.r2dbc.connection.ConnectionFactoryUtils;
import org.springframework.r2dbc.connection.ConnectionHolder;
import org.springframework.r2dbc.core.DataClassRowMapper;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Spring's client, but that a statement's names are read once, when it is first seen, and not each time it is executed:
 * at hundreds of commands a second, that, copying the values at each bind and a proxy around the connection for each
 * statement are a fifth of the service. A name stands for one value wherever it occurs; a list is an array
 * ({@code = any (:ids)}), and is not written out. See {@code docs/adr}.
 */
public final class PlacedClient implements DatabaseClient {

    /** Texts are constants; whoever builds them anew each time shall not fill the memory. */
    private static final int MOST_TEXTS = 4000;

    private final ConnectionFactory connections;
    private final Map<String, PlacedText> texts = new ConcurrentHashMap<>();
    private final Map<List<JointWrite>, PlacedText> joined = new ConcurrentHashMap<>();
    private final Map<Class<?>, DataClassRowMapper<?>> mappers = new ConcurrentHashMap<>();

    private PlacedClient(ConnectionFactory connections) {
        this.connections = connections;
    }

    public static PlacedClient over(ConnectionFactory connections) {
        return new PlacedClient(connections);
    }

    @Override
    public ConnectionFactory getConnectionFactory() {
        return connections;
    }

    @Override
    public GenericExecuteSpec sql(String sql) {
        return new PlacedStatement(this, text(sql));
    }

    @Override
    public GenericExecuteSpec sql(Supplier<String> sql) {
        return sql(sql.get());
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

    /** What the transaction holds, if this client's connections have one. */
    private record Held(
            @Nullable Connection connection, @Nullable PutOff putOff) {

        static final Held NOTHING = new Held(null, null);

        boolean mustSendFirst() {
            return putOff != null && !putOff.isEmpty();
        }
    }

    private Mono<Held> held() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .map(it -> it.getResource(connections) instanceof ConnectionHolder holder
                        ? new Held(holder.getConnection(), (PutOff) it.getResource(this))
                        : Held.NOTHING)
                .onErrorReturn(NoTransactionException.class, Held.NOTHING);
    }

    /** In the transaction's connection, else in one of its own. What was put off goes first. */
    <R> Flux<R> execute(PlacedStatement statement, Function<Result, ? extends Publisher<? extends R>> reading) {
        return held().flatMapMany(held -> {
                    var connection = held.connection();
                    if (connection == null) {
                        return alone(it -> run(statement, it, reading));
                    }
                    return held.mustSendFirst()
                            ? send(held).thenMany(Flux.defer(() -> run(statement, connection, reading)))
                            : run(statement, connection, reading);
                })
                .onErrorMap(
                        R2dbcException.class,
                        failure -> ConnectionFactoryUtils.convertR2dbcException("execute", statement.sql(), failure));
    }

    private static <R> Flux<R> run(
            PlacedStatement statement,
            Connection connection,
            Function<Result, ? extends Publisher<? extends R>> reading) {
        return Flux.from(statement.executed(connection)).concatMap(reading);
    }

    private <R> Flux<R> alone(Function<Connection, Flux<R>> work) {
        return Flux.usingWhen(
                ConnectionFactoryUtils.getConnection(connections),
                work,
                it -> ConnectionFactoryUtils.releaseConnection(it, connections));
    }

    /** Lets {@link #put} wait, at the longest to the end of the caller's transaction. */
    public <T> Mono<T> puttingOff(Mono<T> work) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> {
                    if (transaction.getResource(this) == null) {
                        transaction.bindResource(this, new PutOff());
                        transaction.registerSynchronization(new SentBeforeCommit(this, transaction));
                    }
                })
                .then(work);
    }

    /** What waits belongs to one transaction of one client, and ends with it. */
    private record SentBeforeCommit(PlacedClient client, TransactionSynchronizationManager transaction)
            implements TransactionSynchronization {
        @Override
        public Mono<Void> beforeCommit(boolean readOnly) {
            return client.send();
        }

        @Override
        public Mono<Void> beforeCompletion() {
            return Mono.fromRunnable(() -> transaction.unbindResourceIfPossible(client));
        }
    }

    /**
     * Writes what nothing in the transaction reads, which after {@link #puttingOff} may wait for its next statement, to
     * be sent along with others as one. It is there before that statement, whoever sends it; its error comes up there
     * too.
     *
     * @param alliance whose rows are written, bound as {@code :alliance}; those of another than the work's do not wait
     * @param told hears, once it is written, what the write asks; an error of its undoes the transaction
     */
    public Mono<Void> put(
            String alliance,
            JointWrite write,
            UnaryOperator<GenericExecuteSpec> values,
            Function<Boolean, Mono<Void>> told) {
        return Mono.deferContextual(AllianceConnections::alliance).flatMap(own -> {
            var statement = (PlacedStatement) values.apply(sql(write.alone()).bind("alliance", alliance));
            statement.requireValues();
            return held().flatMap(held -> put(held, own.equals(alliance), new PutOff.Waiting(write, statement, told)));
        });
    }

    private Mono<Void> put(Held held, boolean mayWait, PutOff.Waiting write) {
        var putOff = held.putOff();
        if (putOff == null || !mayWait) {
            return answers(write.statement(), 1).flatMap(it -> write.told().apply(it.getFirst()));
        }
        var before = putOff.holds(write.write()) ? send(held) : Mono.<Void>empty();
        return before.then(Mono.fromRunnable(() -> putOff.add(write)));
    }

    private Mono<Void> send() {
        return held().flatMap(held -> held.mustSendFirst() ? send(held) : Mono.empty());
    }

    private Mono<Void> send(Held held) {
        return Mono.justOrEmpty(held.putOff()).map(PutOff::take).flatMap(sent -> answers(
                        new PlacedStatement(this, text(sent.writes()), sent.values()),
                        sent.all().size())
                .flatMap(sent::tell));
    }

    private PlacedText text(List<JointWrite> writes) {
        return joined.computeIfAbsent(
                writes,
                _ -> PlacedText.joined(
                        "with ",
                        writes.stream().map(it -> PlacedText.of(it.queries())).toList(),
                        writes.stream().map(JointWrite::asked).collect(Collectors.joining(", ", " select ", ""))));
    }

    private Mono<List<Boolean>> answers(PlacedStatement statement, int asked) {
        return statement
                .map(row -> IntStream.range(0, asked)
                        .mapToObj(it -> Boolean.TRUE.equals(row.get(it, Boolean.class)))
                        .toList())
                .one();
    }

    @Override
    public <T> Mono<T> inConnection(Function<Connection, Mono<T>> action) {
        throw byStatement();
    }

    @Override
    public <T> Flux<T> inConnectionMany(Function<Connection, Flux<T>> action) {
        throw byStatement();
    }

    private static UnsupportedOperationException byStatement() {
        return new UnsupportedOperationException("Work goes by statements: what was put off must be sent first.");
    }
}
