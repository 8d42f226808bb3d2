package org.medalliance.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.Engines;
import org.medalliance.platform.testing.LocalPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deadlines over three instances that are killed, frozen, and once all gone together. A thousand in each build, where
 * other tests have the machine too; ten thousand, and none of them late, with {@code -Ddeadlines=10000} on a machine
 * that has nothing else to do.
 */
class DeadlineChaosTest {

    private static final int DEADLINES = Integer.getInteger("deadlines", 1_000);
    private static final boolean MEASURED = DEADLINES >= 10_000;
    private static final int STEPS = 2;
    private static final int INSTANCES = 3;
    private static final Duration SPREAD = Duration.ofSeconds(MEASURED ? 100 : 25);
    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(5);
    private static final Duration LATEST = Duration.ofSeconds(5);
    private static final String DATABASE = "chaos";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Kept, to be read when it fails. */
    private static final Path FOLDER = Path.of("target");

    private final Random random = new Random(20261122);
    private final ServiceProcess[] instances = new ServiceProcess[INSTANCES];
    private final List<Outage> outages = new ArrayList<>();
    private Map<String, Object> properties;

    /** Nobody is blamed for what was due while a host stood still, but for what comes later after it is back. */
    private record Outage(Instant from, Instant to) {}

    private record Step(UUID caseId, int number) {}

    @BeforeEach
    void threeInstances() {
        var database = LocalPostgres.database(DATABASE);
        properties = new HashMap<>(Engines.properties("platform-service"));
        properties.put("spring.config.name", "platform-test");
        properties.put("spring.messages.basename", "problems/platform");
        properties.put("spring.r2dbc.url", database.r2dbcUrl());
        properties.put("spring.r2dbc.username", database.appName());
        properties.put("spring.r2dbc.password", database.appPassword());
        properties.put("spring.flyway.url", database.jdbcUrl());
        properties.put("spring.flyway.user", database.ownerName());
        properties.put("spring.flyway.password", database.ownerPassword());
        properties.put("alliance.worker.username", database.workerName());
        properties.put("alliance.worker.password", database.workerPassword());
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        start(0);
        await().atMost(Duration.ofMinutes(2)).until(() -> sessions() > 0 && hasTable());
        start(1);
        start(2);
        await().atMost(Duration.ofMinutes(2)).until(() -> sessions() >= INSTANCES);
    }

    @AfterEach
    void end() {
        for (var instance : instances) {
            instance.thaw();
            instance.kill9();
        }
    }

    @Test
    void eachStepFiresOnceAndNoneLate() throws SQLException {
        var dues = lay(Instant.now().plusSeconds(5));
        var all = DEADLINES * STEPS;

        untilFired(all / 20);
        freeze(0, Duration.ofSeconds(3));
        kill(1);
        untilFired(all / 5);
        freeze(2, Duration.ofSeconds(8));
        untilFired(all * 2 / 5);
        killAll();
        untilFired(all * 3 / 5);
        kill(random.nextInt(INSTANCES));
        freeze(random.nextInt(INSTANCES), Duration.ofSeconds(4));
        untilFired(all);

        var fired = fired();
        assertThat(fired).hasSize(all);
        assertThat(fired.values()).allMatch(times -> times.size() == 1);
        var worst = fired.entrySet().stream()
                .map(it -> lateness(dues.get(it.getKey()), it.getValue().getFirst()))
                .max(Duration::compareTo)
                .orElseThrow();
        System.out.printf(
                "%d deadlines, %d steps, each once; the latest %d ms after it could be%n",
                DEADLINES, all, worst.toMillis());
        if (MEASURED) {
            assertThat(worst).isLessThanOrEqualTo(LATEST);
        }
    }

    /** From when it was due, or from the end of the last outage before it was fired. */
    private Duration lateness(Instant due, Instant fired) {
        var since = outages.stream()
                .filter(it -> it.to().isAfter(due) && it.from().isBefore(fired))
                .map(Outage::to)
                .max(Instant::compareTo)
                .orElse(due);
        return since.isBefore(fired) ? Duration.between(since, fired) : Duration.ZERO;
    }

    private void start(int instance) {
        instances[instance] = ServiceProcess.start(properties, FOLDER.resolve("chaos-" + instance + ".log"));
    }

    /** The others go on, and so it is no outage; another takes its place. */
    private void kill(int instance) {
        instances[instance].kill9();
        start(instance);
    }

    private void freeze(int instance, Duration howLong) {
        var from = Instant.now();
        instances[instance].freeze();
        await().pollDelay(howLong).atMost(howLong.plusSeconds(5)).until(() -> true);
        instances[instance].thaw();
        outages.add(new Outage(from, Instant.now()));
    }

    private void killAll() throws SQLException {
        var from = Instant.now();
        for (var instance : instances) {
            instance.kill9();
        }
        var before = firedSoFar();
        IntStream.range(0, INSTANCES).forEach(this::start);
        await().atMost(Duration.ofMinutes(2)).until(() -> firedSoFar() > before);
        outages.add(new Outage(from, Instant.now()));
    }

    private void untilFired(long steps) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> firedSoFar() >= steps);
    }

    private Map<Step, Instant> lay(Instant start) throws SQLException {
        var dues = new HashMap<Step, Instant>();
        try (var connection = connect();
                var insert = connection.prepareStatement("""
                        insert into deadline (id, alliance_id, case_type, case_id, case_number, name, signature, plan,
                                              started_at, counted_ms, next_step, steps, due_at, paused, acknowledged,
                                              ends_with_acknowledgement)
                        values (?, ?, 'note', ?, 'N-1', 'answer', '', ?, ?, 0, 0, 2, ?, false, false, false)""")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < DEADLINES; i++) {
                var id = UUID.randomUUID();
                var due = start.plusMillis(random.nextLong(SPREAD.toMillis()));
                var plan = plan(due);
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "county-" + i % 3);
                insert.setObject(3, id);
                insert.setString(4, JSON.writeValueAsString(plan));
                insert.setTimestamp(5, Timestamp.from(start));
                insert.setTimestamp(6, Timestamp.from(due));
                insert.addBatch();
                for (int step = 0; step < STEPS; step++) {
                    dues.put(new Step(id, step + 1), plan.dues().get(step));
                }
            }
            insert.executeBatch();
            connection.commit();
        }
        return dues;
    }

    private static Plan plan(Instant due) {
        var limit = new DeadlinePolicy.Limit(
                "answer",
                Set.of("WRITTEN"),
                Set.of(),
                Map.of(),
                DeadlinePolicy.Counting.ALWAYS,
                null,
                null,
                List.of(NoteDeadlines.tell("PT0S"), NoteDeadlines.tell("PT5S")),
                null,
                false,
                null);
        return new Plan(limit, Map.of("READER", "clinic"), List.of(due, due.plus(BETWEEN_STEPS)));
    }

    private Map<Step, List<Instant>> fired() throws SQLException {
        var fired = new HashMap<Step, List<Instant>>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select data from outbox where type = 'org.medalliance.attention.raised.v1'")) {
            while (rows.next()) {
                JsonNode item = JSON.readTree(rows.getString(1));
                var step = new Step(
                        UUID.fromString(item.path("caseId").asString()),
                        item.path("step").asInt());
                fired.computeIfAbsent(step, _ -> new ArrayList<>())
                        .add(Instant.parse(item.path("changedAt").asString()));
            }
        }
        return fired;
    }

    private long firedSoFar() throws SQLException {
        return count("select count(*) from outbox where type = 'org.medalliance.attention.raised.v1'");
    }

    /** Each instance has a worker's session at least. */
    private long sessions() throws SQLException {
        return count("select count(*) from pg_stat_activity where datname = 'chaos' and usename = 'chaos_worker'");
    }

    private boolean hasTable() throws SQLException {
        return count("select count(*) from pg_tables where tablename = 'deadline'") == 1;
    }

    private static long count(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl(DATABASE));
    }
}
