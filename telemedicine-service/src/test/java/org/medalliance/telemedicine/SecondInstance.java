package org.medalliance.telemedicine;

import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.medalliance.platform.testing.Engines;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service once more, on the same engines. */
public final class SecondInstance {

    private SecondInstance() {}

    public static ConfigurableApplicationContext start() {
        var properties = new HashMap<>(Engines.properties("telemedicine-service"));
        properties.put("server.port", "0");
        var arguments = properties.entrySet().stream().map(it -> "--%s=%s".formatted(it.getKey(), it.getValue()));
        return new SpringApplicationBuilder(TelemedicineService.class, CountyTime.Configuration.class)
                .run(Stream.concat(arguments, List.of("--spring.jmx.enabled=false").stream())
                        .toArray(String[]::new));
    }

    public static int port(ConfigurableApplicationContext instance) {
        return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
