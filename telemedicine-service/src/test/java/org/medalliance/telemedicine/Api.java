package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's API as one person uses it, over real HTTP. */
public record Api(int port, Person person, JsonMapper json) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Signing one for each request would take longer than the requests. */
    private static final Map<Person, String> TOKENS = new ConcurrentHashMap<>();

    public record Reply(int status, JsonNode body, String text, String etag) {

        public Reply ok() {
            assertThat(status).as(text).isBetween(200, 299);
            return this;
        }

        public UUID id() {
            return UUID.fromString(body.path("id").asString());
        }

        public String state() {
            return body.path("state").asString();
        }

        public long version() {
            return body.path("version").asLong();
        }

        /** The problem's code, such as {@code slot-taken}. */
        public String code() {
            return body.path("type").asString().replace("urn:medalliance:problem:", "");
        }
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply post(String path, Object body) {
        return send(request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    public Reply post(String path, long version, Object body) {
        return post(path, version, UUID.randomUUID().toString(), body);
    }

    public Reply post(String path, long version, String key, Object body) {
        return send(request(path)
                .header("Idempotency-Key", key)
                .header("If-Match", "\"%d\"".formatted(version))
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/telemedicine/v1%s".formatted(port, path)))
                .header("Authorization", "Bearer " + TOKENS.computeIfAbsent(person, Person::token))
                .header("Content-Type", "application/json");
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            var body = response.body().isBlank() ? json.createObjectNode() : json.readTree(response.body());
            return new Reply(
                    response.statusCode(),
                    body,
                    response.body(),
                    response.headers().firstValue("ETag").orElse(""));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
