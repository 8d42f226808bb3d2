package org.medalliance.platform.access;

import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * A connection that does not wait for the answer to its {@code BEGIN}: the transaction's first statement is on its way
 * before it, and PostgreSQL takes both in order. A {@code BEGIN} fails with its connection, or on a standby, which takes
 * no writes outside a transaction either; neither commit nor rollback nor giving the connection back is asked before the answer is there.
 */
final class PromptConnection implements Connection, Wrapped<Connection> {

    private final Connection connection;
    private Mono<Void> begun = Mono.empty();

    PromptConnection(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Connection unwrap() {
        return connection;
    }

    @Override
    public <E> E unwrap(Class<E> type) {
        return type.isInstance(connection) ? type.cast(connection) : Wrapped.super.unwrap(type);
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return sent(connection.beginTransaction());
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        return sent(connection.beginTransaction(definition));
    }

    private Mono<Void> sent(Publisher<Void> begin) {
        return Mono.fromRunnable(() -> {
            var answer = Mono.from(begin).toFuture();
            begun = Mono.fromFuture(answer, true);
        });
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return Mono.defer(() -> begun.then(Mono.from(connection.commitTransaction())));
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return answered().then(Mono.from(connection.rollbackTransaction()));
    }

    @Override
    public Publisher<Void> close() {
        return answered().then(Mono.from(connection.close()));
    }

    private Mono<Void> answered() {
        return Mono.defer(() -> begun.onErrorComplete());
    }

    @Override
    public Statement createStatement(String sql) {
        return connection.createStatement(sql);
    }

    @Override
    public Batch createBatch() {
        return connection.createBatch();
    }

    @Override
    public Publisher<Void> createSavepoint(String name) {
        return answered().then(Mono.from(connection.createSavepoint(name)));
    }

    @Override
    public Publisher<Void> releaseSavepoint(String name) {
        return connection.releaseSavepoint(name);
    }

    @Override
    public Publisher<Void> rollbackTransactionToSavepoint(String name) {
        return connection.rollbackTransactionToSavepoint(name);
    }

    @Override
    public boolean isAutoCommit() {
        return connection.isAutoCommit();
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return answered().then(Mono.from(connection.setAutoCommit(autoCommit)));
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return connection.getTransactionIsolationLevel();
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return answered().then(Mono.from(connection.setTransactionIsolationLevel(isolationLevel)));
    }

    @Override
    public Publisher<Void> setLockWaitTimeout(Duration timeout) {
        return connection.setLockWaitTimeout(timeout);
    }

    @Override
    public Publisher<Void> setStatementTimeout(Duration timeout) {
        return connection.setStatementTimeout(timeout);
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return connection.getMetadata();
    }

    @Override
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return connection.validate(depth);
    }
}
