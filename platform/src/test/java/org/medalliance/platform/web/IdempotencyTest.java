package org.medalliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

@PlatformTest
class IdempotencyTest {

    private static final String NOTE = """
            {"text":"一","kind":"PLAIN","count":1}""";

    @LocalServerPort
    int port;

    @Autowired
    IdempotencyPruning pruning;

    @Autowired
    WorkerDatabase database;

    private Caller caller;

    private record Said(int status, String location, String etag, String body) {}

    @BeforeEach
    void somebody() {
        caller = Caller.alone(port);
    }

    @Test
    void theSameKeyWithTheSameBodyGetsTheSameAnswerAndOneEffect() {
        var key = key();
        var first = say(key, NOTE);
        var second = say(key, NOTE);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.location()).startsWith("/api/platform/v1/notes/");
        assertThat(first.etag()).isEqualTo("\"1\"");
        assertThat(second).isEqualTo(first);
        assertThat(caller.notes()).isEqualTo(1);
    }

    @Test
    void withoutTheSameKeyTheEffectWouldComeTwice() {
        assertThat(say(key(), NOTE)).isNotEqualTo(say(key(), NOTE));
        assertThat(caller.notes()).isEqualTo(2);
    }

    @Test
    void theSameKeyWithAnotherBodyOrAddressIsRefused() {
        var key = key();
        say(key, NOTE);

        caller.post("/notes", key, NOTE.replace("一", "二"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:idempotency-key-reused");
        caller.post("/notes?urgent=1", key, NOTE).expectStatus().isEqualTo(422);
        assertThat(caller.notes()).isEqualTo(1);
    }

    @Test
    void anotherCallersKeyIsAnotherKey() {
        var key = key();
        say(key, NOTE);
        var other = Caller.alone(port);

        other.post("/notes", key, NOTE).expectStatus().isCreated();
        assertThat(other.notes()).isEqualTo(1);
    }

    @Test
    void twentyRivalsWithOneKeyHaveOneEffectAndTwentyEqualAnswers() {
        var key = key();
        try (var threads = Executors.newFixedThreadPool(20)) {
            var answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> say(key, NOTE), threads))
                    .limit(20)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .distinct()
                    .toList();
            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst().status()).isEqualTo(201);
        }
        assertThat(caller.notes()).isEqualTo(1);
    }

    @Test
    void aRefusalIsNotKept() {
        var key = key();
        caller.post("/notes", key, NOTE.replace("一", "refused")).expectStatus().isEqualTo(422);

        assertThat(say(key, NOTE).status()).isEqualTo(201);
    }

    @Test
    void aKeyIsForgottenAfterADayAndNoSooner() {
        var old = key();
        var young = key();
        say(old, NOTE);
        var kept = say(young, NOTE);
        database.sql(
                        "update idempotency_key set created_at = created_at - interval '24 hours 1 second' where key = :key")
                .bind("key", old)
                .then()
                .block();

        assertThat(pruning.prune().block()).isPositive();
        assertThat(say(young, NOTE)).isEqualTo(kept);
        say(old, NOTE);
        assertThat(caller.notes()).isEqualTo(3);
    }

    @Test
    void aPostWithoutAKeyOrWithAMalformedOneIsRefused() {
        caller.client()
                .post()
                .uri(Caller.ROOT + "/notes")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(NOTE)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:idempotency-key-missing");
        caller.post("/notes", "x".repeat(81), NOTE).expectStatus().isBadRequest();
        assertThat(caller.notes()).isZero();
    }

    @Test
    void aPatchBodyCountsForTheFingerprintToo() {
        var key = key();
        patch(key, NOTE).returnResult();
        assertThat(patch(key, NOTE.replace("一", "二")).returnResult().getStatus().value())
                .isEqualTo(422);
    }

    private WebTestClient.BodySpec<String, ?> patch(String key, String body) {
        return caller.client()
                .post()
                .uri(Caller.ROOT + "/notes")
                .header("Idempotency-Key", key)
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .bodyValue(body)
                .exchange()
                .expectBody(String.class);
    }

    private Said say(String key, String body) {
        EntityExchangeResult<String> result =
                caller.post("/notes", key, body).expectBody(String.class).returnResult();
        var headers = result.getResponseHeaders();
        return new Said(
                result.getStatus().value(),
                headers.getFirst(HttpHeaders.LOCATION),
                headers.getETag(),
                result.getResponseBody());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
