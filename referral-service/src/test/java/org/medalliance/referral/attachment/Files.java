package org.medalliance.referral.attachment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uploads and downloads at one instance, as a client would that streams. */
record Files(int port, HttpClient client) {

    static Files at(int port) {
        return new Files(
                port,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    record Outcome(int status, JsonNode body, java.net.http.HttpHeaders headers) {

        String problem() {
            return body.path("type").asString().replace("urn:medalliance:problem:", "");
        }

        String id() {
            return body.path("id").asString();
        }
    }

    /** A PDF of this many bytes, the same for the same seed. */
    static byte[] pdf(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 9);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    static String contentDigest(byte[] bytes) {
        return "sha-256=:%s:".formatted(Base64.getEncoder().encodeToString(digest(bytes)));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Outcome upload(Person person, JsonNode referral, byte[] content, String... headers) {
        return send(
                person,
                referral,
                BodyPublishers.ofByteArray(content),
                UUID.randomUUID().toString(),
                headers);
    }

    Outcome uploadUnder(String key, Person person, JsonNode referral, byte[] content) {
        return send(person, referral, BodyPublishers.ofByteArray(content), key);
    }

    /** Without a length said beforehand. */
    Outcome stream(Person person, JsonNode referral, Supplier<InputStream> content, String key) {
        return send(person, referral, BodyPublishers.ofInputStream(content), key);
    }

    Outcome stream(Person person, JsonNode referral, byte[] content) {
        return stream(
                person,
                referral,
                () -> new ByteArrayInputStream(content),
                UUID.randomUUID().toString());
    }

    private Outcome send(Person person, JsonNode referral, BodyPublisher body, String key, String... headers) {
        var request = request(person, County.path(referral) + "/attachments").header("Idempotency-Key", key);
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return outcome(request.POST(body).build());
    }

    Outcome strike(Person person, JsonNode referral, String id, String version) {
        return outcome(request(person, County.path(referral) + "/attachments/" + id + "/strike")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + version + "\"")
                .POST(BodyPublishers.ofString("{\"reason\": \"传错患者\"}"))
                .build());
    }

    Outcome list(Person person, JsonNode referral) {
        return outcome(
                request(person, County.path(referral) + "/attachments").GET().build());
    }

    HttpResponse<byte[]> content(Person person, JsonNode referral, String id) {
        return send(
                request(person, County.path(referral) + "/attachments/" + id + "/content")
                        .GET()
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private Outcome outcome(HttpRequest request) {
        var answer = send(request, BodyHandlers.ofString());
        return new Outcome(answer.statusCode(), JsonMapper.shared().readTree(answer.body()), answer.headers());
    }

    private HttpRequest.Builder request(Person person, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + person.token())
                .header("Accept-Language", "en");
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
