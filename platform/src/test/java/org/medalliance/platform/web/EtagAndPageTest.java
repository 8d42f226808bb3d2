package org.medalliance.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medalliance.platform.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@PlatformTest
class EtagAndPageTest {

    @LocalServerPort
    int port;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = Caller.alone(port);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = ';',
            value = {
                "-;428;precondition-missing",
                "\"7\";412;stale",
                "seven;400;etag-malformed",
                "*;400;etag-malformed",
                "\"1\", \"2\";400;etag-malformed"
            })
    void aChangeMustNameTheVersionItMeans(@Nullable String ifMatch, int status, String code) {
        var note = write("一");

        touch(note.id(), ifMatch)
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:" + code);
        assertThat(read(note.id()).version()).isEqualTo(1);
    }

    @Test
    void ofTwentyRivalChangesOfOneVersionExactlyOneWins() {
        var note = write("一");
        try (var threads = Executors.newFixedThreadPool(20)) {
            var statuses = IntStream.range(0, 20)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> touch(note.id(), "\"1\"")
                                    .returnResult(String.class)
                                    .getStatus()
                                    .value(),
                            threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(statuses).containsOnlyOnce(200).contains(412).hasSize(20);
        }
        assertThat(read(note.id()).version()).isEqualTo(2);
    }

    @Test
    void pagesNeitherRepeatNorLeaveOutARowWhileOthersArrive() {
        var before = IntStream.range(0, 25).mapToObj(i -> write("n" + i).id()).toList();
        var seen = new ArrayList<UUID>();
        var path = "/notes?limit=10";
        do {
            var page = caller.get(path).expectBody(Caller.Notes.class).returnResult();
            page.getResponseBody().items().forEach(it -> seen.add(it.id()));
            write("arrived meanwhile");
            path = next(page.getResponseHeaders());
        } while (path != null);

        assertThat(seen).containsExactlyElementsOf(before.reversed());
    }

    /** Paging by number of rows, to show what the cursor is there against. */
    @Test
    void pagesByOffsetWouldRepeatRowsWhileOthersArrive() {
        IntStream.range(0, 4).forEach(i -> write("n" + i));
        var first = all().subList(0, 2);
        write("arrived meanwhile");
        var second = all().subList(2, 4);

        assertThat(second).containsAnyElementsOf(first);
    }

    @Test
    void aTimeReadBackEqualsTheTimeWritten() {
        for (int i = 0; i < 20; i++) {
            var written = write("t");
            assertThat(read(written.id()).at()).isEqualTo(written.at());
        }
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=201", "limit=many", "cursor=x", "cursor=OTk5OXxh"})
    void aPageThatCannotBeMeantIsRefused(String query) {
        caller.get("/notes?" + query).expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @CsvSource({"+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "9999-01-01T00:00:00Z"})
    void aCursorThatNoPageCanHaveGivenIsRefused(String at) {
        var cursor = Base64.getUrlEncoder().encodeToString((at + "|" + new UUID(0, 1)).getBytes(UTF_8));

        caller.get("/notes?cursor=" + cursor)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:cursor-malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "day=-0044-03-15",
        "day=1899-12-31",
        "day=2201-01-01",
        "at=2201-01-01T00:00:00Z",
        "at=1899-12-31T23:59:59Z"
    })
    void aQueryForATimeThatNobodyCanMeanIsToldSo(String query) {
        caller.get("/when?" + query)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:time-out-of-range");
    }

    @ParameterizedTest
    @CsvSource({
        "day=1900-01-01,1900-01-01 null",
        "day=2200-12-31,2200-12-31 null",
        "day=,null null",
        "at=2026-11-22T00:00:00Z,null 2026-11-22T00:00:00Z"
    })
    void anyOtherTimeIsTaken(String query, String read) {
        assertThat(caller.get("/when?" + query)
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .isEqualTo(read);
    }

    private List<UUID> all() {
        return caller.get("/notes").expectBody(Caller.Notes.class).returnResult().getResponseBody().items().stream()
                .map(NoteController.Note::id)
                .toList();
    }

    private static @Nullable String next(HttpHeaders headers) {
        var link = headers.getFirst(HttpHeaders.LINK);
        if (link == null) {
            return null;
        }
        assertThat(link)
                .startsWith("</api/platform/v1/notes?")
                .endsWith(">; rel=\"next\"")
                .contains("limit=10");
        return link.substring(1, link.indexOf('>'));
    }

    private NoteController.Note write(String text) {
        return caller.note("{\"text\":\"%s\",\"kind\":\"PLAIN\",\"count\":1}".formatted(text))
                .expectBody(NoteController.Note.class)
                .returnResult()
                .getResponseBody();
    }

    private NoteController.Note read(UUID id) {
        return caller.get("/notes/" + id)
                .expectBody(NoteController.Note.class)
                .returnResult()
                .getResponseBody();
    }

    private ResponseSpec touch(UUID id, @Nullable String ifMatch) {
        return caller.client()
                .post()
                .uri(Caller.ROOT + "/notes/{id}/touch", id)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .headers(headers -> {
                    if (ifMatch != null) {
                        headers.set("If-Match", ifMatch);
                    }
                })
                .exchange();
    }
}
