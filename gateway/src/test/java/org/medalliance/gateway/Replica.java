package org.medalliance.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** One more gateway beside the test's own. */
public final class Replica implements AutoCloseable {

    private static final String FEED = "alliance.gateway.live.feed-every";

    private final ConfigurableApplicationContext context;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static Replica start(Map<String, String> settings) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--alliance.gateway.live.feed-every=" + settings.getOrDefault(FEED, "1h"),
                "--alliance.gateway.issuer.uri=" + FrontDoor.issuer.uri(),
                "--alliance.gateway.issuer.keys=" + FrontDoor.issuer.keys(),
                "--alliance.gateway.sign-in.client-secret=" + IdentityProvider.CLIENT_SECRET,
                "--alliance.gateway.upstream.referral=" + FrontDoor.referral.uri(),
                "--alliance.gateway.upstream.telemedicine=" + FrontDoor.telemedicine.uri(),
                "--alliance.gateway.upstream.staffing=" + FrontDoor.staffing.uri()));
        settings.forEach((name, value) -> {
            if (!name.equals(FEED)) {
                arguments.add("--" + name + "=" + value);
            }
        });
        return new Replica(new SpringApplicationBuilder(GatewayApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(ReactorResourceFactory.class, Replica::ownLoops))
                .run(arguments.toArray(String[]::new)));
    }

    /** The common ones would end with this context, and with them every server and client of the test. */
    private static ReactorResourceFactory ownLoops() {
        var loops = new ReactorResourceFactory();
        loops.setUseGlobalResources(false);
        return loops;
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** As on SIGTERM. */
    @Override
    public void close() {
        context.close();
    }
}
