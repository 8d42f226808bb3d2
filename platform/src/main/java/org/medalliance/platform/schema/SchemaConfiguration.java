package org.medalliance.platform.schema;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class SchemaConfiguration {

    /**
     * Two histories in one database: the platform's tables and the service's each count their own versions, so that
     * neither has to know where the other stands.
     */
    @Bean
    FlywayMigrationStrategy platformThenService() {
        return service -> {
            Flyway.configure()
                    .configuration(service.getConfiguration())
                    .locations("classpath:db/platform")
                    .table("flyway_platform_history")
                    .load()
                    .migrate();
            service.migrate();
        };
    }
}
