package org.medalliance.platform.access;

import io.r2dbc.pool.ConnectionPool;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The database as the service's own workers see it (relay, deadlines, sealer, pruning, gauges): by a role of their own
 * that sees every alliance, over a few connections of their own. Never on behalf of an actor, and what it reads never
 * goes to one.
 */
public final class WorkerDatabase {

    private final PlacedClient database;
    private final TransactionalOperator transaction;
    private final ConnectionPool pool;

    WorkerDatabase(PlacedClient database, TransactionalOperator transaction, ConnectionPool pool) {
        this.database = database;
        this.transaction = transaction;
        this.pool = pool;
    }

    /** @param sql a constant text; values are bound, never pasted in */
    public GenericExecuteSpec sql(String sql) {
        return database.sql(sql);
    }

    /** As {@link PlacedClient#put}; a worker's transaction lets nothing wait. */
    public Mono<Void> put(
            Scope scope,
            JointWrite write,
            UnaryOperator<GenericExecuteSpec> values,
            Function<Boolean, Mono<Void>> told) {
        return database.put(scope.alliance(), write, values, told);
    }

    /** The work's statements of this database in one transaction. */
    public <T> Mono<T> inTransaction(Mono<T> work) {
        return work.as(transaction::transactional);
    }

    void close() {
        pool.dispose();
    }
}
