package org.medalliance.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.web.Caller;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class RetentionTest {

    private static final AuditTrail TRAIL = new AuditTrail("platform");

    @LocalServerPort
    int port;

    @Autowired
    RetentionJob job;

    @Autowired
    RetentionRuns runs;

    @Autowired
    OldNotes oldNotes;

    @Autowired
    WorkerDatabase database;

    @Autowired
    MeterRegistry meters;

    @Autowired
    Clock clock;

    private final Scope alliance = new Scope("retention-" + UUID.randomUUID());
    private final Person office = Person.of(alliance.alliance(), "office", "p-admin", "alliance-admin");
    private Caller admin;

    @BeforeEach
    void somebody() {
        admin = Caller.of(port, office);
    }

    @AfterEach
    void leaveNothing() {
        oldNotes.broken.set(false);
        oldNotes.failsAfterWriting.set(false);
        database.sql("delete from note where alliance_id = :alliance")
                .bind("alliance", alliance.alliance())
                .then()
                .block();
    }

    private void notes(int many, int yearsAgo) {
        database.sql("""
                        insert into note (id, alliance_id, version, text, at)
                        select gen_random_uuid(), :alliance, 1, 'x', :at from generate_series(1, :many)""")
                .bind("alliance", alliance.alliance())
                .bind("at", clock.instant().minus(Duration.ofDays(yearsAgo * 366L)))
                .bind("many", many)
                .then()
                .block();
    }

    private long count(String where) {
        return database.sql("select count(*) from note where alliance_id = :alliance and " + where)
                .bind("alliance", alliance.alliance())
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    private ResponseSpec change(Caller by, long version, String name, String period) {
        return by.client()
                .post()
                .uri(Caller.ROOT + "/retention-policy")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "\"" + version + "\"")
                .header("Content-Type", "application/json")
                .bodyValue("{\"rules\": [{\"name\": \"%s\", \"period\": \"%s\"}]}".formatted(name, period))
                .exchange();
    }

    private static JsonNode body(ResponseSpec answer, int status) {
        var result = answer.expectBody(String.class).returnResult();
        assertThat(result.getStatus().value()).as(result.getResponseBody()).isEqualTo(status);
        return JsonMapper.shared().readTree(String.valueOf(result.getResponseBody()));
    }

    @Test
    void whatIsOlderThanTheUsualPeriodIsErasedAndTheRestIsKept() {
        notes(3, 16);
        notes(2, 14);

        job.run().block();

        assertThat(count("text = ''")).isEqualTo(3);
        assertThat(count("text <> ''")).isEqualTo(2);
    }

    @Test
    void anAlliancesOwnPolicyHoldsForItAndForNobodyElse() {
        body(change(admin, 0, OldNotes.NAME, "P12Y"), 200);
        notes(2, 13);
        var others = new Scope("retention-" + UUID.randomUUID());
        database.sql(
                        "insert into note (id, alliance_id, version, text, at) values (gen_random_uuid(), :o, 1, 'x', :at)")
                .bind("o", others.alliance())
                .bind("at", clock.instant().minus(Duration.ofDays(13 * 366)))
                .then()
                .block();

        job.run().block();

        assertThat(count("text = ''")).isEqualTo(2);
        assertThat(database.sql("select text from note where alliance_id = :o")
                        .bind("o", others.alliance())
                        .map(row -> row.get(0, String.class))
                        .one()
                        .block())
                .isEqualTo("x");
    }

    @Test
    void moreThanABatchIsErasedAndEachOnceByTwoInstances() {
        notes(3 * RetentionJob.BATCH + 7, 20);
        var before = erased();
        IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> job.run().block()))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(count("text = '' and version = 2")).isEqualTo(3 * RetentionJob.BATCH + 7);
        assertThat(erased() - before).isGreaterThanOrEqualTo(3 * RetentionJob.BATCH + 7);
    }

    @Test
    void eachBatchIsInTheTrailWithWhatItErased() {
        notes(RetentionJob.BATCH + 3, 16);
        notes(1, 14);

        job.run().block();

        assertThat(trail()).containsExactlyInAnyOrder(RetentionJob.BATCH, 3);
        job.run().block();
        assertThat(trail()).as("a run that erases nothing leaves no row").hasSize(2);
    }

    @Test
    void aBatchThatFailsBeforeItsCommitIsWholeAgainAndSoIsTheTrail() {
        notes(5, 16);
        oldNotes.failsAfterWriting.set(true);
        job.run().block();
        assertThat(count("text <> ''")).isEqualTo(5);
        assertThat(trail()).isEmpty();

        job.run().block();
        assertThat(count("text = '' and version = 2")).isEqualTo(5);
        assertThat(trail()).containsExactly(5);
    }

    /** Each session that holds a batch is killed while the second batch waits for the trail. */
    @Test
    void aKillInTheMiddleLeavesWholeBatchesAndTheNextRunTakesTheRest() throws Exception {
        var all = 2 * RetentionJob.BATCH + 7;
        notes(all, 16);
        try (var superuser = TRAIL.superuser();
                var statement = superuser.createStatement()) {
            statement.execute("create function wait_here() returns trigger language plpgsql as $$ begin"
                    + " if new.action = 'retention.old-notes' and exists (select 1 from audit_entry"
                    + " where action = new.action and alliance_id = new.alliance_id)"
                    + " then perform pg_sleep(60); end if; return new; end $$");
            statement.execute("create trigger wait_here before insert on audit_entry"
                    + " for each row execute function wait_here()");
            try {
                var run = CompletableFuture.supplyAsync(() -> job.run().block());
                await().atMost(Duration.ofSeconds(30)).until(() -> killed(statement) > 0);
                run.join();
            } finally {
                statement.execute("drop trigger wait_here on audit_entry");
                statement.execute("drop function wait_here");
            }
        }
        assertThat(count("text = '' and version = 2")).isEqualTo(RetentionJob.BATCH);
        assertThat(trail()).containsExactly(RetentionJob.BATCH);

        job.run().block();
        assertThat(count("text = '' and version = 2")).isEqualTo(all);
        assertThat(trail().stream().mapToInt(it -> it).sum()).isEqualTo(all);
    }

    private static long killed(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where datname = current_database() and wait_event = 'PgSleep'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** How many each row of the trail names. */
    private List<Integer> trail() {
        return database.sql("""
                        select cardinality(case_ids) from audit_entry
                         where alliance_id = :alliance and action = 'retention.old-notes' and basis = 'SERVICE'
                           and subject = 'platform-service'""")
                .bind("alliance", alliance.alliance())
                .map(row -> row.get(0, Integer.class))
                .all()
                .collectList()
                .block();
    }

    private double erased() {
        return meters.counter("alliance.retention.erased", "name", OldNotes.NAME)
                .count();
    }

    @Test
    void whileOneInstanceIsAtItOthersLeaveIt() {
        assertThat(runs.claim(alliance, OldNotes.NAME).block()).isTrue();
        assertThat(runs.claim(alliance, OldNotes.NAME).block()).isFalse();
        notes(1, 20);
        job.run().block();
        assertThat(count("text <> ''")).isEqualTo(1);

        var laterOn = new RetentionRuns(database, Clock.offset(clock, Duration.ofMinutes(11)));
        assertThat(laterOn.claim(alliance, OldNotes.NAME).block()).isTrue();
        runs.release(alliance, OldNotes.NAME, 0).block();
        job.run().block();
        assertThat(count("text <> ''")).isZero();
    }

    @Test
    void aFailureIsCountedAndTriedAgain() {
        notes(1, 20);
        oldNotes.broken.set(true);
        var before = meters.counter("alliance.retention.failures", "name", OldNotes.NAME)
                .count();
        job.run().block();
        assertThat(meters.counter("alliance.retention.failures", "name", OldNotes.NAME)
                        .count())
                .isGreaterThan(before);
        oldNotes.broken.set(false);
        job.run().block();

        assertThat(count("text <> ''")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "old-notes, P9Y, /rules/0/period, retention-too-short",
        "old-notes, P9Y11M30D, /rules/0/period, retention-too-short",
        "old-notes, -P15Y, /rules/0/period, retention-too-short",
        "old-notes, P101Y, /rules/0/period, retention-too-long",
        "cleared-attention, P5M, /rules/0/period, retention-too-short",
        "audit, P1Y, /rules/0/name, retention-unknown"
    })
    void lessThanTheLawAsksForIsRefusedAndTheTrailIsNobodysToErase(
            String name, String period, String pointer, String code) {
        var refused = body(change(admin, 0, name, period), 422);

        assertThat(refused.path("errors").path(0).path("pointer").asString()).isEqualTo(pointer);
        assertThat(refused.path("errors").path(0).path("code").asString()).isEqualTo(code);
    }

    @Test
    void everyChangeIsKeptAndOfRivalsOneWins() {
        var usual = body(admin.get("/retention-policy"), 200);
        assertThat(usual.path("version").asLong()).isZero();
        assertThat(usual.path("rules").valueStream()).anySatisfy(it -> {
            assertThat(it.path("name").asString()).isEqualTo(OldNotes.NAME);
            assertThat(it.path("period").asString()).isEqualTo("P15Y");
            assertThat(it.path("least").asString()).isEqualTo("P10Y");
        });
        var statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> change(admin, 0, OldNotes.NAME, "P" + (20 + i) + "Y")
                        .returnResult(String.class)
                        .getStatus()
                        .value()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).containsOnlyOnce(200).contains(412);
        body(change(admin, 1, OldNotes.NAME, "P30Y"), 200);

        var history = body(admin.get("/retention-policy/history"), 200).path("items");
        assertThat(history.size()).isEqualTo(2);
        assertThat(history.path(0).path("version").asLong()).isEqualTo(2);
    }

    @Test
    void onlyTheOfficeDecidesAndOnlyForItself() {
        for (var role : List.of("clinic-doctor", "operator", "his-client", "bureau-viewer")) {
            body(Caller.of(port, office.as(role)).get("/retention-policy"), 403);
        }
        body(Caller.of(port, office.as("auditor")).get("/retention-policy"), 200);
        body(change(Caller.of(port, office.as("auditor")), 0, OldNotes.NAME, "P20Y"), 403);
        body(change(admin, 0, OldNotes.NAME, "P20Y"), 200);

        var other = Caller.of(port, office.in("retention-" + UUID.randomUUID()));
        assertThat(body(other.get("/retention-policy"), 200).path("version").asLong())
                .isZero();
        assertThat(body(other.get("/retention-policy/history"), 200)
                        .path("items")
                        .size())
                .isZero();
    }
}
