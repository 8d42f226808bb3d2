package org.medalliance.platform.access;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.medalliance.local.engine.ServiceDatabase;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Workers of a database that no running service has. */
public final class TestWorkers {

    private TestWorkers() {}

    public static WorkerDatabase of(ServiceDatabase database) {
        var options = ConnectionFactoryOptions.parse(database.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, database.workerName())
                .option(ConnectionFactoryOptions.PASSWORD, database.workerPassword())
                .build();
        var pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .maxSize(6)
                .build());
        return new WorkerDatabase(
                PlacedClient.over(pool), TransactionalOperator.create(new R2dbcTransactionManager(pool)), pool);
    }
}
