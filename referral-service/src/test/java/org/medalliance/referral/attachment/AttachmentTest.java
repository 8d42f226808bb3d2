package org.medalliance.referral.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import org.medalliance.referral.Requests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

@ServiceTest
class AttachmentTest {

    private static final int MEBIBYTE = 1 << 20;

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    @Autowired
    AttachmentSweeper sweeper;

    @Autowired
    OldAttachments old;

    private County county;
    private Files files;
    private JsonNode referral;

    @BeforeEach
    void aCase() {
        county = new County(port);
        county.found();
        files = Files.at(port);
        referral = county.submitted();
    }

    @Test
    void aFileIsThereForBothPartiesAsItWas() {
        var file = Files.pdf(3 * MEBIBYTE + 17, 1);

        var added = files.upload(
                DOCTOR,
                referral,
                file,
                "Content-Type",
                "image/gif",
                "Content-Disposition",
                "attachment; filename*=UTF-8''%E5%BC%A0%E4%B8%89%20%E5%BF%83%E7%94%B5%E5%9B%BE",
                "Content-Digest",
                Files.contentDigest(file));

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body().path("kind").asString()).isEqualTo("PDF");
        assertThat(added.body().path("name").asString()).isEqualTo("张三 心电图.pdf");
        assertThat(added.body().path("sha256").asString()).isEqualTo(Files.sha256(file));
        assertThat(added.headers().firstValue("Location"))
                .contains(County.path(referral) + "/attachments/" + added.id() + "/content");
        for (var person : List.of(DOCTOR, OFFICER)) {
            assertThat(files.list(person, referral).body().path("items"))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.path("size").asLong()).isEqualTo(file.length);
                        assertThat(it.path("availableActions")).hasSize(person == DOCTOR ? 1 : 0);
                    });
            var content = files.content(person, referral, added.id());
            assertThat(content.statusCode()).isEqualTo(200);
            assertThat(content.body()).isEqualTo(file);
            assertThat(content.headers().map())
                    .containsEntry("Content-Type", List.of("application/pdf"))
                    .containsEntry("Content-Length", List.of(String.valueOf(file.length)))
                    .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                    .containsEntry("Cache-Control", List.of("no-store"));
            assertThat(content.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment; ")
                    .endsWith("filename*=UTF-8''%E5%BC%A0%E4%B8%89%20%E5%BF%83%E7%94%B5%E5%9B%BE.pdf");
        }
    }

    @Test
    void everySizeAroundTheChunksComesBackAsItWas() {
        for (var size : List.of(5, Chunk.SIZE - 1, Chunk.SIZE, Chunk.SIZE + 1, 2 * Chunk.SIZE)) {
            var file = Files.pdf(Math.max(size, 9), size);
            var added = files.stream(DOCTOR, referral, file);
            assertThat(files.content(OFFICER, referral, added.id()).body()).isEqualTo(file);
        }
    }

    @Test
    void nothingOfItStandsInClear() {
        var file = "%PDF-1.7 张三的心电图".getBytes(StandardCharsets.UTF_8);
        var added =
                files.upload(DOCTOR, referral, file, "Content-Disposition", "attachment; filename=\"zhangsan.pdf\"");

        var row = database.sql("select a.details, encode(c.sealed, 'escape') as sealed from attachment a "
                        + "join attachment_chunk c on c.content_id = a.id where a.id = :id")
                .bind("id", UUID.fromString(added.id()))
                .fetch()
                .one()
                .block();

        assertThat(row.get("details").toString()).startsWith("sm.1.").doesNotContain("zhangsan");
        assertThat(row.get("sealed").toString()).doesNotContain("PDF");
    }

    @Test
    void whatIsTooLargeOfNoKindOrNotWhatWasSentIsRefusedAndLeavesNothing() {
        var before = rows();
        assertThat(files.upload(DOCTOR, referral, Files.pdf(20 * MEBIBYTE + 1, 1))
                        .status())
                .isEqualTo(413);
        assertThat(files.stream(DOCTOR, referral, Files.pdf(20 * MEBIBYTE + 1, 1))
                        .status())
                .isEqualTo(413);
        assertThat(files.upload(DOCTOR, referral, "MZ this is a program".getBytes(StandardCharsets.US_ASCII))
                        .problem())
                .isEqualTo("attachment-kind-unknown");
        assertThat(files.upload(DOCTOR, referral, new byte[0]).problem()).isEqualTo("attachment-empty");
        var file = Files.pdf(MEBIBYTE, 1);
        var other = Files.contentDigest(Files.pdf(MEBIBYTE, 2));
        assertThat(files.upload(DOCTOR, referral, file, "Content-Digest", other).problem())
                .isEqualTo("attachment-digest-differs");
        assertThat(files.upload(DOCTOR, referral, file, "Content-Digest", "sha-256=abc")
                        .problem())
                .isEqualTo("content-digest-malformed");
        assertThat(files.upload(
                                DOCTOR,
                                referral,
                                file,
                                "Content-Disposition",
                                "attachment; filename=\"" + "x".repeat(121) + "\"")
                        .problem())
                .isEqualTo("attachment-name-malformed");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aNameWithFoldersOrHiddenCharactersLosesThem() {
        var added = files.upload(
                DOCTOR,
                referral,
                Files.pdf(100, 1),
                "Content-Disposition",
                "attachment; filename*=UTF-8''..%2F..%5Cetc%2Fa%E2%80%AEfdp.exe");

        assertThat(added.body().path("name").asString()).isEqualTo("afdp.exe.pdf");
    }

    @Test
    void sentAgainItIsTheSameAnswerAndOneFile() {
        var key = UUID.randomUUID().toString();
        var file = Files.pdf(MEBIBYTE, 1);

        var first = files.uploadUnder(key, DOCTOR, referral, file);
        var again = files.stream(DOCTOR, referral, () -> new java.io.ByteArrayInputStream(file), key);
        var other = files.uploadUnder(key, DOCTOR, referral, Files.pdf(MEBIBYTE, 2));
        county.act(DOCTOR, referral, "withdraw", Requests.of("withdraw"));
        var late = files.uploadUnder(key, DOCTOR, referral, file);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(late.status()).isEqualTo(201);
        assertThat(late.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(contents()).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceUnderOneKeyExactlyOneIsKept() {
        var key = UUID.randomUUID().toString();
        var file = Files.pdf(MEBIBYTE, 1);

        var answers = Flux.range(0, 8)
                .flatMap(_ -> Mono.fromCallable(() -> files.uploadUnder(key, DOCTOR, referral, file))
                        .subscribeOn(Schedulers.boundedElastic()))
                .collectList()
                .block();

        assertThat(answers).allSatisfy(it -> assertThat(it.status()).isEqualTo(201));
        assertThat(answers.stream().map(Files.Outcome::id).distinct()).hasSize(1);
        assertThat(contents()).isEqualTo(1);
    }

    /** The guard is the lock: without it each of them counts what was there before the others. */
    @Test
    void ofManyAtOnceNoMoreAreKeptThanAReferralMayHave() {
        for (var i = 0; i < 26; i++) {
            files.upload(DOCTOR, referral, Files.pdf(100, i));
        }
        var statuses = Flux.range(0, 12)
                .flatMap(i -> Mono.fromCallable(() -> files.upload(DOCTOR, referral, Files.pdf(100, 100 + i)))
                        .subscribeOn(Schedulers.boundedElastic()))
                .map(Files.Outcome::status)
                .collectList()
                .block();

        assertThat(statuses.stream().filter(it -> it == 201)).hasSize(4);
        assertThat(statuses.stream().filter(it -> it == 409)).hasSize(8);
        assertThat(contents()).isEqualTo(30);
    }

    @Test
    void anUploadThatIsCutLeavesNothing() throws IOException {
        var before = rows();
        for (var i = 0; i < 5; i++) {
            cut(DOCTOR, 20 * MEBIBYTE, 2 * MEBIBYTE);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> rows().equals(before));
    }

    /** Begins an upload and breaks the line once some of it is stored. */
    private void cut(Person person, int length, int sent) throws IOException {
        try (var line = new Socket("127.0.0.1", port)) {
            var out = line.getOutputStream();
            out.write(("POST %s/attachments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\n"
                            + "Content-Type: application/pdf\r\nContent-Length: %d\r\n\r\n")
                    .formatted(County.path(referral), person.token(), UUID.randomUUID(), length)
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(Files.pdf(sent, 1));
            out.flush();
            await().atMost(Duration.ofSeconds(20)).until(() -> chunks() > 0);
        }
    }

    @Test
    void whatAKilledInstanceLeftIsSweptAwayAfterAnHour() {
        var before = rows();
        var kept = files.upload(DOCTOR, referral, Files.pdf(100, 1)).id();
        var old = begun(Instant.now().minus(AttachmentSweeper.LEFT).minusSeconds(1));
        var young = begun(Instant.now());
        run("update attachment_content set begun_at = begun_at - interval '2 hours' where id = '%s'".formatted(kept));

        Flux.range(0, 3)
                .flatMap(_ -> sweeper.sweep().subscribeOn(Schedulers.boundedElastic()))
                .then()
                .block();

        assertThat(ids()).contains(UUID.fromString(kept), young).doesNotContain(old);
        run("delete from attachment_content where id in ('%s', '%s')".formatted(young, kept));
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void filesOfAReferralThatWasErasedAreForgottenAndOthersAreNot() {
        var open = county.submitted();
        var kept = files.upload(DOCTOR, open, Files.pdf(100, 1)).id();
        files.upload(DOCTOR, referral, Files.pdf(100, 1));
        county.act(DOCTOR, referral, "withdraw", Requests.of("withdraw"));
        database.sql("update referral set details = null, person = null, erased_at = now() where id = :id")
                .bind("id", UUID.fromString(County.id(referral)))
                .then()
                .block();
        var scope = new Scope(ALLIANCE);
        var after = Instant.now().plusSeconds(60);

        assertThat(old.holders(after).collectList().block()).contains(scope);
        assertThat(erased(scope, Instant.parse("2020-01-01T00:00:00Z"))).isZero();
        assertThat(contents()).isEqualTo(1);
        assertThat(erased(scope, after)).isPositive();

        assertThat(contents()).isZero();
        assertThat(chunks()).isZero();
        assertThat(files.content(DOCTOR, open, kept).statusCode()).isEqualTo(200);
    }

    private long erased(Scope scope, Instant before) {
        return old.erase(scope, before, 200)
                .map(List::size)
                .contextWrite(scope.carried())
                .block();
    }

    private UUID begun(Instant at) {
        var id = UUID.randomUUID();
        database.sql("insert into attachment_content (id, alliance_id, referral_id, begun_at) "
                        + "values (:id, :alliance, :referral, :at)")
                .bind("id", id)
                .bind("alliance", ALLIANCE)
                .bind("referral", UUID.fromString(County.id(referral)))
                .bind("at", at)
                .then()
                .block();
        run("insert into attachment_chunk (content_id, alliance_id, referral_id, position, sealed) "
                + "select id, alliance_id, referral_id, 0, '\\x00' from attachment_content where id = '%s'"
                        .formatted(id));
        return id;
    }

    /** What stands in the tables of files, counted by referrals and chunks of this test's database. */
    private List<Long> rows() {
        return List.of(
                count("select count(*) from attachment"),
                count("select count(*) from attachment_content"),
                count("select count(*) from attachment_chunk"));
    }

    private long contents() {
        return count("select count(*) from attachment_content where referral_id = '%s'".formatted(County.id(referral)));
    }

    private long chunks() {
        return count("select count(*) from attachment_chunk where referral_id = '%s'".formatted(County.id(referral)));
    }

    private long count(String sql) {
        return database.sql(sql).map(row -> row.get(0, Long.class)).one().block();
    }

    private List<UUID> ids() {
        return database.sql("select id from attachment_content where referral_id = '%s'".formatted(County.id(referral)))
                .map(row -> row.get(0, UUID.class))
                .all()
                .collectList()
                .block();
    }

    private void run(String sql) {
        database.sql(sql).then().block();
    }
}
