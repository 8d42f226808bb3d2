package org.medalliance.referral.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.DOCTOR;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.referral.County;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** With a virus scanner, and with lines that stand still. */
@ServiceTest
class ScannerTest {

    private static final FakeClamd DAEMON = FakeClamd.start();

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    private Files files;
    private JsonNode referral;

    @DynamicPropertySource
    static void scanner(DynamicPropertyRegistry properties) {
        properties.add("alliance.attachment.clamd", () -> "127.0.0.1:" + DAEMON.port());
        properties.add("alliance.attachment.scan", () -> "2s");
        properties.add("alliance.attachment.stall", () -> "500ms");
        properties.add("alliance.attachment.at-once", () -> "2");
    }

    @BeforeEach
    void aCase() {
        var county = new County(port);
        county.found();
        files = Files.at(port);
        referral = county.submitted();
    }

    @AfterEach
    void isThere() {
        DAEMON.answers(FakeClamd.Mood.LOOKS);
    }

    @Test
    void aCleanFileIsLookedIntoWholeAndTaken() {
        var file = Files.pdf(3 << 20, 1);

        assertThat(files.upload(DOCTOR, referral, file).status()).isEqualTo(201);

        assertThat(DAEMON.lastSeen()).isEqualTo(Files.sha256(file));
    }

    @Test
    void anInfectedFileIsRefusedAndNothingIsKept() {
        var file = Files.pdf(1 << 20, 2);
        System.arraycopy(FakeClamd.VIRUS, 0, file, 600_000, FakeClamd.VIRUS.length);

        var refused = files.upload(DOCTOR, referral, file);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("attachment-infected");
        assertThat(contents()).isZero();
    }

    @Test
    void whereNobodyCanLookTheFileIsNotTakenAndLaterIs() {
        var file = Files.pdf(1 << 20, 3);
        var key = UUID.randomUUID().toString();
        for (var mood : new FakeClamd.Mood[] {
            FakeClamd.Mood.HANGS_UP, FakeClamd.Mood.SAYS_NOTHING, FakeClamd.Mood.COMPLAINS, FakeClamd.Mood.AWAY
        }) {
            DAEMON.answers(mood);
            var refused = files.uploadUnder(key, DOCTOR, referral, file);

            assertThat(refused.status()).as(mood.name()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("scanner-away");
            assertThat(refused.headers().firstValue("Retry-After")).contains("30");
            assertThat(contents()).isZero();
        }
        DAEMON.answers(FakeClamd.Mood.LOOKS);

        assertThat(files.uploadUnder(key, DOCTOR, referral, file).status()).isEqualTo(201);
    }

    @Test
    void anUploadThatStandsStillIsGivenUpAndLeavesNothing() {
        var slow = files.stream(
                DOCTOR,
                referral,
                () -> new StallingStream(Files.pdf(1 << 20, 4), 2500),
                UUID.randomUUID().toString());

        assertThat(slow.status()).isEqualTo(400);
        assertThat(slow.problem()).isEqualTo("attachment-stalled");
        assertThat(contents()).isZero();
    }

    @Test
    void anInstanceTakesNoMoreAtOnceThanItHasMemoryFor() {
        DAEMON.answers(FakeClamd.Mood.SAYS_NOTHING);
        var file = Files.pdf(1000, 5);
        var waiting = Flux.range(0, 2)
                .flatMap(_ -> Mono.fromCallable(() -> files.upload(DOCTOR, referral, file))
                        .subscribeOn(Schedulers.boundedElastic()))
                .then()
                .toFuture();
        await().atMost(Duration.ofSeconds(10)).until(() -> contents() == 2);

        var third = files.upload(DOCTOR, referral, file);
        waiting.join();
        DAEMON.answers(FakeClamd.Mood.LOOKS);

        assertThat(third.status()).isEqualTo(503);
        assertThat(third.problem()).isEqualTo("uploads-busy");
        assertThat(files.upload(DOCTOR, referral, file).status()).isEqualTo(201);
    }

    private long contents() {
        return database.sql("select count(*) from attachment_content where referral_id = '%s'"
                        .formatted(County.id(referral)))
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }
}
