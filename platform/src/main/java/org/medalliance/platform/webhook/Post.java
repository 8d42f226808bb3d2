package org.medalliance.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.medalliance.platform.outbound.Outbound;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Puts a delivery into its envelope, signs it and sends it. The envelope is the same at each attempt. */
@Component
class Post {

    static final String TIMESTAMP = "X-Alliance-Timestamp";
    static final String SIGNATURE = "X-Alliance-Signature";
    static final String DELIVERY = "X-Alliance-Delivery";

    private final Outbound outbound;
    private final WebhookSecrets secrets;
    private final JsonMapper json;
    private final Clock clock;
    private final String source;

    Post(
            Outbound outbound,
            WebhookSecrets secrets,
            JsonMapper json,
            Clock clock,
            @Value("${spring.application.name}") String application) {
        this.outbound = outbound;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
        this.source = "/" + application;
    }

    /** Never fails: what went wrong is the outcome. */
    Mono<Outcome> send(Delivery delivery) {
        return Mono.defer(() -> {
            var begun = System.nanoTime();
            var body = envelope(delivery);
            return outbound.post(delivery.url(), headers(delivery, body), body)
                    .map(status -> Outcome.answered(status, millisSince(begun)))
                    .onErrorResume(failure -> Mono.just(Outcome.failed(failure, millisSince(begun))));
        });
    }

    private static long millisSince(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private Map<String, String> headers(Delivery delivery, byte[] body) {
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        return Map.of(
                "Content-Type",
                "application/cloudevents+json; charset=UTF-8",
                "User-Agent",
                "medalliance-webhook/1",
                TIMESTAMP,
                timestamp,
                SIGNATURE,
                signatures(delivery, timestamp, body),
                DELIVERY,
                delivery.id().toString());
    }

    /** One by each secret that is good. */
    private String signatures(Delivery delivery, String timestamp, byte[] body) {
        var until = delivery.previousUntil();
        var good = until != null && clock.instant().isBefore(until) ? 2 : 1;
        return secrets.open(delivery.webhookId(), delivery.secret()).stream()
                .limit(good)
                .map(secret -> delivery.algorithm().signature(secret, timestamp, body))
                .collect(Collectors.joining(","));
    }

    /** CloudEvents 1.0 in JSON. */
    private byte[] envelope(Delivery delivery) {
        var event = new LinkedHashMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", delivery.eventId().toString());
        event.put("source", source);
        event.put("type", delivery.type());
        event.put("subject", delivery.subject());
        event.put("time", delivery.occurredAt().toString());
        event.put("datacontenttype", "application/json");
        event.put("allianceid", delivery.allianceId());
        event.put("sequence", Long.toString(delivery.sequence()));
        event.put("data", new RawValue(delivery.data()));
        return json.writeValueAsString(event).getBytes(UTF_8);
    }
}
