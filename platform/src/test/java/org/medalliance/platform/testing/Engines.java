package org.medalliance.platform.testing;

import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points a service under test at this JVM's engines, keys and identity provider. */
public final class Engines implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var application = context.getEnvironment().getProperty("spring.application.name", "platform-service");
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("engines", properties(application)));
    }

    /** Everything that a service named so needs to start, for tests that start one by themselves. */
    public static Map<String, Object> properties(String application) {
        var database = LocalPostgres.database(application.replace("-service", ""));
        var properties = new HashMap<String, Object>();
        properties.put("spring.r2dbc.url", database.r2dbcUrl());
        properties.put("spring.r2dbc.username", database.appName());
        properties.put("spring.r2dbc.password", database.appPassword());
        properties.put("alliance.worker.username", database.workerName());
        properties.put("alliance.worker.password", database.workerPassword());
        properties.put("spring.flyway.url", database.jdbcUrl());
        properties.put("spring.flyway.user", database.ownerName());
        properties.put("spring.flyway.password", database.ownerPassword());
        properties.put("spring.kafka.bootstrap-servers", LocalKafka.get().bootstrapServers());
        properties.put("ALLIANCE_ISSUER", TestIdentityProvider.issuer());
        properties.put("ALLIANCE_JWKS", TestIdentityProvider.jwks());
        properties.put("alliance.care.recipients", TestCareKeys.recipients().toString());
        properties.put("alliance.crypto.keys", TestKeys.sources());
        properties.put("alliance.webhooks.allowed-hosts", TestReceiver.address());
        properties.put("management.server.port", "0");
        if (!TestCareKeys.SERVICES.contains(application)) {
            properties.put(
                    "alliance.care.keys", TestCareKeys.own("referral-service").toString());
        } else {
            properties.put("alliance.care.keys", TestCareKeys.own(application).toString());
        }
        return properties;
    }
}
