package org.medalliance.platform.messaging;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What a service does with the events of one topic, by their type. Types that are not named are passed over. */
public final class Subscription {

    private final JsonMapper json;
    private final Map<String, Route<?>> routes = new HashMap<>();

    Subscription(JsonMapper json) {
        this.json = json;
    }

    /**
     * @param data declares only the fields that are read
     * @param effect runs in the transaction that also holds the claim; refuses before its first write
     */
    public <T> Subscription on(String type, Class<T> data, Function<Received<T>, Mono<?>> effect) {
        routes.put(type, new Route<>(data, effect));
        return this;
    }

    boolean knows(String type) {
        return routes.containsKey(type);
    }

    Mono<?> effect(CloudEvent event) {
        var route = routes.get(event.getType());
        return route == null ? Mono.empty() : route.run(json, event);
    }

    private record Route<T>(Class<T> data, Function<Received<T>, Mono<?>> effect) {

        Mono<?> run(JsonMapper json, CloudEvent event) {
            return Mono.defer(() -> effect.apply(received(json, event)));
        }

        private Received<T> received(JsonMapper json, CloudEvent event) {
            return new Received<>(
                    UUID.fromString(event.getId()),
                    new Scope(required(event.getExtension(EventRecords.ALLIANCE), "allianceid")),
                    event.getType(),
                    required(event.getSubject(), "subject"),
                    Long.parseLong(required(event.getExtension(EventRecords.SEQUENCE), "sequence")),
                    event.getTime() == null ? Instant.EPOCH : event.getTime().toInstant(),
                    json.readValue(new String(bytes(event), StandardCharsets.UTF_8), data));
        }

        private static byte[] bytes(CloudEvent event) {
            var data = event.getData();
            return data == null ? new byte[0] : data.toBytes();
        }

        private static String required(@Nullable Object value, String attribute) {
            if (value == null) {
                throw new IllegalArgumentException("The event has no " + attribute + ".");
            }
            return value.toString();
        }
    }
}
