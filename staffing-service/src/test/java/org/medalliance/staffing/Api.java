package org.medalliance.staffing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a client sees it: real HTTP, real tokens. */
public record Api(int port) {

    public static final String ROOT = "/api/staffing/v1";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public record Reply(int status, JsonNode body, String etag, String location, String link) {

        public String type() {
            return body.path("type").asString("").replace("urn:medalliance:problem:", "");
        }

        /** {@code pointer code}, one per fault. */
        public List<String> faults() {
            return StreamSupport.stream(body.path("errors").spliterator(), false)
                    .map(it ->
                            it.get("pointer").asString() + " " + it.get("code").asString())
                    .toList();
        }
    }

    public Reply get(Person person, String path) {
        return send(person, request(path).GET());
    }

    public Reply post(Person person, String path, Object body) {
        return post(person, path, body, null, UUID.randomUUID().toString());
    }

    public Reply post(Person person, String path, Object body, String ifMatch, String key) {
        var bytes = body instanceof byte[] raw ? raw : JSON.writeValueAsBytes(body);
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return send(person, request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s%s".formatted(port, ROOT, path)));
    }

    private static Reply send(Person person, HttpRequest.Builder request) {
        try {
            var response = HTTP.send(
                    request.header("Authorization", "Bearer " + person.token()).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            var headers = response.headers();
            return new Reply(
                    response.statusCode(),
                    response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body()),
                    headers.firstValue("ETag").orElse(null),
                    headers.firstValue("Location").orElse(null),
                    headers.firstValue("Link").orElse(null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
