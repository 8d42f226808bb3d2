package org.medalliance.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.process.LocalFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the platform as its people do: over HTTP, each with a token of their own. */
public final class Api {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often a caller who was asked to slow down (429) comes back. */
    private static final int RETURNS = 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI door;
    private final People people;

    /**
     * @param door the gateway, or a service
     */
    public Api(URI door, People people) {
        this.door = door;
        this.people = people;
    }

    public Voice as(Person person) {
        return new Voice(person);
    }

    /** The same key for the same words: what is sent again, also tomorrow, is known as the same. */
    static String key(String... words) {
        return UUID.nameUUIDFromBytes(String.join("\n", words).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** One person's way to the platform. */
    public final class Voice {

        private final Person person;

        private Voice(Person person) {
            this.person = person;
        }

        public Answer get(String path) {
            return send(request(path).GET());
        }

        public Answer post(String path, Object body) {
            return post(path, body, UUID.randomUUID().toString());
        }

        public Answer post(String path, Object body, String key) {
            return send(written(path, body, key));
        }

        /** Moves a case from the version that the person saw. */
        public Answer act(String path, Answer seen, String action, @Nullable Object body) {
            var request = written(
                    path + "/" + seen.id() + "/" + action,
                    body,
                    UUID.randomUUID().toString());
            return send(request.setHeader("If-Match", "\"" + seen.version() + "\""));
        }

        /** What concerns the person from now on, as it happens. */
        Ear listening() {
            var request = HttpRequest.newBuilder(door.resolve("/api/live"))
                    .header("Accept", "text/event-stream")
                    .header("Authorization", "Bearer " + people.token(person))
                    .build();
            var response = sent(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new LocalFailure("实时通知没有接通 | no live stream: " + response.statusCode());
            }
            return new Ear(response.body());
        }

        private HttpRequest.Builder written(String path, @Nullable Object body, String key) {
            var request = request(path).header("Idempotency-Key", key);
            return body == null
                    ? request.POST(BodyPublishers.noBody())
                    : request.header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(door.resolve(path))
                    .timeout(PATIENCE)
                    .header("Accept", "application/json, application/problem+json")
                    .header("Authorization", "Bearer " + people.token(person));
        }
    }

    private Answer send(HttpRequest.Builder builder) {
        var request = builder.build();
        for (int returns = 0; ; returns++) {
            var begun = System.nanoTime();
            var response = sent(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() != 429 || returns == RETURNS) {
                return new Answer(response.statusCode(), body(response), Duration.ofNanos(System.nanoTime() - begun));
            }
            rest(pause(response));
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    private <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new LocalFailure(
                    "没有回答 | no answer: %s %s (%s)。平台在运行吗？./alliance status"
                            .formatted(request.method(), request.uri(), e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    private static Duration pause(HttpResponse<String> response) {
        return Duration.ofSeconds(
                response.headers().firstValueAsLong("Retry-After").orElse(1));
    }

    private static JsonNode body(HttpResponse<String> response) {
        try {
            return response.body().isBlank() ? JSON.missingNode() : JSON.readTree(response.body());
        } catch (JacksonException e) {
            // An error page of something in between: shown as it is.
            return JSON.valueToTree(response.body());
        }
    }

    /**
     * @param took from the first byte sent to the last received
     */
    public record Answer(int status, JsonNode body, Duration took) {

        public boolean isGood() {
            return status >= 200 && status < 300;
        }

        public String id() {
            return text("id");
        }

        public long version() {
            return body.path("version").asLong();
        }

        public String text(String field) {
            return body.path(field).asString("");
        }

        /** For people who look for what went wrong. */
        public String told() {
            var text = body.isMissingNode() ? "" : body.toString();
            return status + " " + (text.length() > 600 ? text.substring(0, 600) + " …" : text);
        }
    }
}
