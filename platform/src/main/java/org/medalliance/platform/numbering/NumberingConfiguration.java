package org.medalliance.platform.numbering;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Clock;
import java.time.Duration;
import org.medalliance.platform.access.AllianceConnections;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.PlacedClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class NumberingConfiguration {

    @Bean
    CaseNumbers caseNumbers(ConnectionFactory connections, Clock clock) {
        return new CaseNumbers(
                AllianceDatabase.over(PlacedClient.over(AllianceConnections.over(apart(connections)))), clock);
    }

    /** One connection beside the service's pool, opened when it is needed. */
    private static ConnectionPool apart(ConnectionFactory connections) {
        var driver = connections instanceof Wrapped<?> pool && pool.unwrap() instanceof ConnectionFactory inner
                ? inner
                : connections;
        return new ConnectionPool(ConnectionPoolConfiguration.builder(driver)
                .initialSize(0)
                .maxSize(1)
                .maxIdleTime(Duration.ofMinutes(1))
                .maxAcquireTime(Duration.ofSeconds(3))
                .build());
    }
}
