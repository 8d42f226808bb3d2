package org.medalliance.platform.access;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Two ways to the database: as the application, whose every connection shows one alliance's rows, and as a worker. Both
 * roles own nothing and are held by row-level security; the worker's policy admits every alliance.
 */
@Configuration(proxyBeanMethods = false)
@Import(AllianceDatabase.class)
public class DatabaseConfiguration {

    /** One that stands still in a transaction (a frozen host) gives up its row locks, so that others go on. */
    private static final Map<String, String> SESSION = Map.of("idle_in_transaction_session_timeout", "10s");

    private static final int WORKER_CONNECTIONS = 6;

    @Bean
    ConnectionFactoryOptionsBuilderCustomizer sessionSettings() {
        return options -> options.option(PostgresqlConnectionFactoryProvider.OPTIONS, SESSION);
    }

    @Bean
    PlacedClient databaseClient(ConnectionFactory pool) {
        return PlacedClient.over(AllianceConnections.over(pool));
    }

    @Bean
    R2dbcTransactionManager transactionManager(DatabaseClient database) {
        return new R2dbcTransactionManager(database.getConnectionFactory());
    }

    /** Closed with the bean that holds it; it is no bean itself, since a service has one pool. */
    @Bean(destroyMethod = "close")
    WorkerDatabase workerDatabase(
            R2dbcConnectionDetails connection,
            @Value("${alliance.worker.username}") String username,
            @Value("${alliance.worker.password}") String password) {
        var pool = workers(connection
                .getConnectionFactoryOptions()
                .mutate()
                .option(ConnectionFactoryOptions.USER, username)
                .option(ConnectionFactoryOptions.PASSWORD, password)
                .option(PostgresqlConnectionFactoryProvider.OPTIONS, SESSION)
                .build());
        var transaction = TransactionalOperator.create(new R2dbcTransactionManager(pool));
        return new WorkerDatabase(PlacedClient.over(pool), transaction, pool);
    }

    /** As the application's pool: after the database was away, each dead connection is passed over once. */
    private static ConnectionPool workers(ConnectionFactoryOptions options) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .name("workers")
                .initialSize(1)
                .maxSize(WORKER_CONNECTIONS)
                .maxAcquireTime(Duration.ofSeconds(3))
                .maxCreateConnectionTime(Duration.ofSeconds(3))
                .maxValidationTime(Duration.ofSeconds(2))
                .maxIdleTime(Duration.ofMinutes(10))
                .acquireRetry(WORKER_CONNECTIONS + 4)
                .build());
    }
}
