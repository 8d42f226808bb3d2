package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.medalliance.e2e.Door.Call;
import tools.jackson.databind.JsonNode;

/**
 * A clinic's emergency rings at the hospital: from the commit of the attention item in the referral service, as
 * PostgreSQL noted it, to the frame on each officer's stream. Fifty streams in each build, which does other things too; a
 * thousand at the bars of the platform with {@code -Dstreams=1000}.
 */
class RingDownIT {

    private static final int STREAMS = Integer.getInteger("streams", 50);
    private static final boolean MEASURED = STREAMS >= 1_000;
    private static final int RINGS = MEASURED ? 40 : 8;
    private static final Duration APART = Duration.ofMillis(MEASURED ? 500 : 150);
    private static final Duration BAR = MEASURED ? Duration.ofSeconds(1) : Duration.ofSeconds(3);
    private static final Duration BAR_WITHOUT_KAFKA = MEASURED ? Duration.ofSeconds(6) : Duration.ofSeconds(9);
    private static final List<String> OFFICERS = List.of("people.officer", "people.officer2");

    private static final String COMMITTED = """
            select id::text, pg_xact_commit_timestamp(xmin) from attention_item
             where kind = 'referral.triage' and version = 1 and role = 'referral-officer' and case_id::text = any (?)
            """;

    private final Door door = Platform.door();
    private final Cases cases = new Cases(door);

    @Test
    void anEmergencyRingsOnEveryOfficersStreamAndAlsoWhileKafkaStandsStill() throws SQLException {
        assertThat(Platform.demoExit()).isZero();
        // A stream ends with its token: these are new.
        var browsers = new Door(Platform.machine().gateway(), Platform.machine().issuer());
        try (var lines = new LiveLines()) {
            for (int i = 0; i < STREAMS; i++) {
                lines.open(Platform.machine().gateway(), browsers.token(OFFICERS.get(i % OFFICERS.size())));
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            lines.awaitReady();
            ring(lines, MEASURED ? 5 : 1);

            var withKafka = ring(lines, RINGS);
            var kafka = Platform.machine().process("kafka");
            kafka.pause();
            List<Duration> without;
            try {
                without = ring(lines, RINGS);
            } finally {
                kafka.resume();
            }

            told("Kafka running", withKafka);
            told("Kafka stopped (SIGSTOP)", without);
            assertThat(lines.ended()).as("streams that broke").isZero();
            assertThat(percentile(withKafka, 99)).isLessThanOrEqualTo(BAR);
            assertThat(percentile(without, 99)).isLessThanOrEqualTo(BAR_WITHOUT_KAFKA);
        }
    }

    /** How long each frame took; each case's item is told once to each stream. */
    private List<Duration> ring(LiveLines lines, int rings) throws SQLException {
        lines.told().clear();
        var patients = new ArrayList<String>();
        for (int i = 0; i < rings; i++) {
            patients.add(cases.newPatient());
        }
        var rung = new ArrayList<JsonNode>();
        for (var patient : patients) {
            rung.add(door.ok(Call.post(Cases.DOCTOR, Cases.REFERRALS, cases.emergency(patient))));
            LockSupport.parkNanos(APART.toNanos());
        }
        var ids = rung.stream().map(it -> it.path("id").asString()).toList();
        Awaitility.await("frames on %d streams".formatted(STREAMS))
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> frames(lines, ids).size() >= rings * STREAMS);
        var committed = committed(ids);
        var frames = frames(lines, ids);
        var took = frames.values().stream()
                .map(it -> Duration.between(committed.get(item(it)), it.at()))
                .toList();
        for (var referral : rung) {
            door.ok(Call.post(Cases.DOCTOR, cases.path(referral, "withdraw"), "{\"reason\": \"ENTERED_IN_ERROR\"}")
                    .at(referral.path("version").asLong()));
        }
        return took;
    }

    private static Map<String, LiveLines.Told> frames(LiveLines lines, List<String> cases) {
        var wanted = new HashSet<>(cases);
        var frames = new HashMap<String, LiveLines.Told>();
        for (var told : lines.told()) {
            var item = Door.JSON.readTree(told.data());
            if (wanted.contains(item.path("caseId").asString())
                    && item.path("step").asInt() == 1) {
                frames.putIfAbsent(told.line() + " " + item.path("itemId").asString(), told);
            }
        }
        return frames;
    }

    private static String item(LiveLines.Told told) {
        return Door.JSON.readTree(told.data()).path("itemId").asString();
    }

    private static Map<String, Instant> committed(List<String> cases) throws SQLException {
        var database = Platform.machine().database("referral-service");
        try (var connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.workerName(), database.workerPassword());
                var statement = connection.prepareStatement(COMMITTED)) {
            statement.setArray(1, connection.createArrayOf("text", cases.toArray()));
            var committed = new HashMap<String, Instant>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    committed.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return committed;
        }
    }

    private static void told(String when, List<Duration> took) {
        System.out.printf(
                "ring-down by the referral service, %s: %d streams, %d frames: p50 %d ms, p99 %d ms, max %d ms%n",
                when,
                STREAMS,
                took.size(),
                percentile(took, 50).toMillis(),
                percentile(took, 99).toMillis(),
                percentile(took, 100).toMillis());
    }

    private static Duration percentile(List<Duration> took, int percent) {
        var sorted = took.stream().sorted().toList();
        return sorted.get(Math.max(1, Math.ceilDiv(sorted.size() * percent, 100)) - 1);
    }
}
