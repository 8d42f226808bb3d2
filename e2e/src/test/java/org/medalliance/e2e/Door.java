package org.medalliance.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway, as a client with a demo user's real token sees it. */
final class Door {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI gateway;
    private final String issuer;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Door(URI gateway, String issuer) {
        this.gateway = gateway;
        this.issuer = issuer;
    }

    private record Token(String value, Instant freshUntil) {}

    /**
     * @param version for If-Match, or -1 for none
     */
    record Call(String user, String method, String path, long version, String key, BodyPublisher body) {

        static Call get(String user, String path) {
            return new Call(user, "GET", path, -1, "", BodyPublishers.noBody());
        }

        static Call post(String user, String path, String json) {
            return new Call(user, "POST", path, -1, UUID.randomUUID().toString(), BodyPublishers.ofString(json));
        }

        Call at(long readVersion) {
            return new Call(user, method, path, readVersion, key, body);
        }

        Call keyed(String idempotencyKey) {
            return new Call(user, method, path, version, idempotencyKey, body);
        }

        Call with(BodyPublisher other) {
            return new Call(user, method, path, version, key, other);
        }
    }

    record Reply(int status, String type, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }

        boolean isProblem() {
            return type.startsWith("application/problem+json");
        }
    }

    Reply send(Call call) {
        try {
            return reply(HTTP.send(request(call), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Must succeed. */
    JsonNode ok(Call call) {
        var reply = send(call);
        if (!reply.isSuccess()) {
            throw new AssertionError("%s %s by %s: %d %s"
                    .formatted(call.method(), call.path(), call.user(), reply.status(), reply.text()));
        }
        return reply.json();
    }

    private HttpRequest request(Call call) {
        var request = HttpRequest.newBuilder(gateway.resolve(call.path()))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token(call.user()))
                .method(call.method(), call.body());
        if (call.body().contentLength() != 0) {
            request.header("Content-Type", "application/json");
        }
        if (!call.key().isEmpty()) {
            request.header("Idempotency-Key", call.key());
        }
        if (call.version() >= 0) {
            request.header("If-Match", "\"" + call.version() + "\"");
        }
        return request.build();
    }

    private static Reply reply(HttpResponse<String> response) {
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    /** One at a time: a crowd that signs in at once is taken for an attack, and locked out. */
    synchronized String token(String user) {
        var known = tokens.get(user);
        if (known != null && Instant.now().isBefore(known.freshUntil())) {
            return known.value();
        }
        // After the database was away the provider finds its dead connections one by one: clients come again.
        var fresh = Awaitility.await("a token for " + user)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> grant(user), Objects::nonNull);
        tokens.put(user, fresh);
        return fresh.value();
    }

    private Token grant(String user) {
        var form = "grant_type=password&client_id=alliance-demo&password=demo&username="
                + URLEncoder.encode(user, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 == 5) {
                throw new IOException("The identity provider answered " + response.statusCode());
            }
            if (response.statusCode() != 200) {
                throw new AssertionError(
                        "No token for %s: %d %s".formatted(user, response.statusCode(), response.body()));
            }
            var answer = JSON.readTree(response.body());
            return new Token(
                    answer.path("access_token").asString(),
                    Instant.now().plusSeconds(answer.path("expires_in").asLong() / 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
