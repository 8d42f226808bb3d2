package org.medalliance.platform.access;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The database as the service's own workers see it (relay, deadlines, sealer, pruning, gauges): by a role of their own
 * that sees every alliance, over a few connections of their own. Never on behalf of an actor, and what it reads never
 * goes to one.
 */
public final class WorkerDatabase {

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final ConnectionPool pool;

    WorkerDatabase(DatabaseClient database, TransactionalOperator transaction, ConnectionPool pool) {
        this.database = database;
        this.transaction = transaction;
        this.pool = pool;
    }

    /** @param sql a constant text; values are bound, never pasted in */
    public GenericExecuteSpec sql(String sql) {
        return database.sql(sql);
    }

    /** The work's statements of this database in one transaction. */
    public <T> Mono<T> inTransaction(Mono<T> work) {
        return work.as(transaction::transactional);
    }

    void close() {
        pool.dispose();
    }
}
