package org.medalliance.referral.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.referral.County;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/**
 * Two instances: this JVM's, and one of its own with 256 MiB of heap. In every build four files of 20 MiB at once; with
 * {@code -Dattachment.files=15} 300 MB.
 */
@ServiceTest
class HeavyLoadTest {

    private static final int FILES = Integer.getInteger("attachment.files", 4);

    private static final int SIZE = 20 << 20;

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    AttachmentSweeper sweeper;

    @TempDir
    Path folder;

    private SmallInstance small;
    private Files there;
    private County county;

    @BeforeEach
    void twoInstances() {
        small = SmallInstance.start(folder);
        there = Files.at(small.port());
        county = new County(port);
        county.found();
    }

    @AfterEach
    void one() {
        small.kill();
    }

    @Test
    void manyLargeFilesAtOnceGoThroughASmallInstanceAndComeBackAsTheyWere() {
        var referrals = List.of(county.submitted(), county.submitted());
        var began = Instant.now();
        var added = atOnce(FILES, i -> {
            var file = Files.pdf(SIZE, i);
            var answer = there.upload(DOCTOR, referrals.get(i % 2), file);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
            assertThat(answer.body().path("sha256").asString()).isEqualTo(Files.sha256(file));
            return answer.id();
        });
        var up = Duration.between(began, Instant.now());
        began = Instant.now();
        atOnce(FILES, i -> {
            var content = there.content(OFFICER, referrals.get(i % 2), added.get(i));
            assertThat(Files.sha256(content.body())).isEqualTo(Files.sha256(Files.pdf(SIZE, i)));
            return "";
        });
        var down = Duration.between(began, Instant.now());
        assertThat(Files.at(port)
                        .content(OFFICER, referrals.getFirst(), added.getFirst())
                        .body())
                .as("by the other instance")
                .isEqualTo(Files.pdf(SIZE, 0));
        assertThat(there.content(OFFICER, referrals.getFirst(), added.getFirst())
                        .statusCode())
                .isEqualTo(200);

        slowReaders(referrals.getFirst(), added.getFirst());

        assertThat(small.isAlive()).isTrue();
        System.out.printf(
                "%d files of 20 MiB at once: up in %d ms, down in %d ms, at most %d of 256 MiB of heap left by a collection.%n",
                FILES, up.toMillis(), down.toMillis(), small.mostHeap());
    }

    /** Who reads nothing of what comes has no more than a chunk or two kept for them. */
    private void slowReaders(JsonNode referral, String id) {
        var lines = new ArrayList<Socket>();
        try {
            for (var i = 0; i < FILES; i++) {
                var line = new Socket("127.0.0.1", small.port());
                lines.add(line);
                line.getOutputStream()
                        .write("GET %s/attachments/%s/content HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(County.path(referral), id, OFFICER.token())
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(line.getInputStream().read()).isEqualTo('H');
            }
            assertThat(there.content(OFFICER, referral, id).body()).hasSize(SIZE);
            for (var line : lines) {
                assertThat(drained(line.getInputStream(), SIZE)).isGreaterThanOrEqualTo(SIZE);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            lines.forEach(HeavyLoadTest::close);
        }
    }

    private static long drained(InputStream in, long wanted) throws IOException {
        var buffer = new byte[1 << 16];
        var read = 0L;
        while (read < wanted) {
            var length = in.read(buffer);
            if (length < 0) {
                break;
            }
            read += length;
        }
        return read;
    }

    private static void close(Socket line) {
        try {
            line.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * 200 MiB for real, file by file as a stream whose length nobody has said, most through the small instance; the last
     * 20 MiB are fought for at both.
     */
    @Test
    void aReferralTakesTwoHundredMebibytesAndNotAByteMore() {
        var referral = county.submitted();
        var both = List.of(there, Files.at(port));
        atOnce(9, i -> {
            var added = there.stream(DOCTOR, referral, Files.pdf(SIZE, i));
            assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
            return added.id();
        });

        var rivals = atOnce(
                2,
                i -> String.valueOf(both.get(i).stream(DOCTOR, referral, Files.pdf(SIZE, 100 + i))
                        .status()));

        assertThat(rivals).containsExactlyInAnyOrder("201", "409");
        assertThat(bytes(referral)).isEqualTo(200L << 20);
        for (var files : both) {
            var refused = files.stream(DOCTOR, referral, Files.pdf(100, 1));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("attachments-full");
        }
        assertThat(count("attachment", referral)).isEqualTo(10);
        assertThat(count("attachment_content", referral)).isEqualTo(10);
        assertThat(count("attachment_chunk", referral)).isEqualTo(10L * SIZE / Chunk.SIZE);
        assertThat(small.isAlive()).isTrue();
        System.out.printf(
                "200 MiB of one referral: at most %d of 256 MiB of heap left by a collection.%n", small.mostHeap());
    }

    @Test
    void whatAKilledInstanceLeavesIsSweptAwayByAnother() throws IOException {
        var referral = county.submitted();
        try (var line = new Socket("127.0.0.1", small.port())) {
            var out = line.getOutputStream();
            out.write(("POST %s/attachments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\n"
                            + "Content-Length: %d\r\n\r\n")
                    .formatted(County.path(referral), DOCTOR.token(), UUID.randomUUID(), SIZE)
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(Files.pdf(SIZE / 4, 1));
            out.flush();
            await().atMost(Duration.ofSeconds(20)).until(() -> count("attachment_chunk", referral) > 0);

            small.kill();
        }

        assertThat(count("attachment_content", referral)).isEqualTo(1);
        database.sql("update attachment_content set begun_at = begun_at - interval '61 minutes' where not kept")
                .then()
                .block();
        sweeper.sweep().block();
        assertThat(count("attachment_content", referral)).isZero();
        assertThat(count("attachment_chunk", referral)).isZero();
    }

    private long bytes(JsonNode referral) {
        return database.sql("select sum(size)::bigint from attachment where referral_id = '%s'"
                        .formatted(County.id(referral)))
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    private long count(String table, JsonNode referral) {
        return database.sql("select count(*) from %s where referral_id = '%s'".formatted(table, County.id(referral)))
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    private static List<String> atOnce(int many, java.util.function.IntFunction<String> work) {
        return Flux.range(0, many)
                .flatMapSequential(
                        i -> Mono.fromCallable(() -> work.apply(i)).subscribeOn(Schedulers.boundedElastic()), many)
                .collectList()
                .block();
    }
}
