package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.medalliance.e2e.Wanderings.Acknowledged;
import org.medalliance.local.engine.House;

/** Whatever people do in whatever order, while processes are killed: the promises of the lifecycle tables hold. */
class WanderingsIT {

    /** {@code -Dwanderings=200} for more than each build has time for. */
    private static final int WALKS = Integer.getInteger("wanderings", 60);

    private static final int STEPS = 9;

    private static final Pattern ARROW = Pattern.compile("^  (\\S+) --> (\\S+): (\\S+)$", Pattern.MULTILINE);

    @Test
    void noRandomWalkWithKillsLeavesTheTablesOrLosesWhatWasAcknowledged() throws SQLException, IOException {
        assertThat(Platform.demoExit()).isZero();
        var wanderings = new Wanderings(Platform.door());
        var ids = walkAll(wanderings);
        var cases = "'" + String.join("', '", ids) + "'";

        assertThat(wanderings.acknowledged()).hasSizeGreaterThan(WALKS * 3);
        assertThat(moves(cases)).containsAll(committed(wanderings.acknowledged()));
        assertThat(rows("""
                select m.case_id || ' ' || m.version from case_move m join referral r on r.id = m.case_id
                 where r.id in (%s) group by r.id, m.case_id, m.version, r.version
                having m.version > r.version""".formatted(cases))).isEmpty();
        assertThat(rows("""
                select r.number from referral r
                 where r.id in (%s) and r.version <> (select count(*) from case_move m where m.case_id = r.id)""".formatted(cases))).isEmpty();
        assertThat(arrows(cases)).isSubsetOf(table());
        assertThat(rows("""
                select coalesce(person, patient_id::text) || direction || specialty from referral
                 where state not in ('DRAFT', 'CLOSED', 'WITHDRAWN')
                 group by alliance_id, coalesce(person, patient_id::text), direction, specialty having count(*) > 1""")).isEmpty();
        assertThat(rows("""
                select r.number || ' ' || m.action from referral r join case_move m on m.case_id = r.id
                 where r.id in (%s) and m.to_state = 'CLOSED' and m.from_state is distinct from 'CLOSED'
                   and m.institution is distinct from r.origin_institution""".formatted(cases)))
                .as("closed by somebody who did not send it")
                .isEmpty();
        assertThat(rows("""
                select r.number || ' ' || r.state from referral r
                 where r.id in (%s) and r.state not in ('DRAFT', 'CLOSED', 'WITHDRAWN', 'RECALLED')
                   and not exists (select from deadline d where d.case_id = r.id and (d.due_at is not null or d.acknowledged))""".formatted(cases))).as("open and nobody is reminded").isEmpty();
    }

    private static Set<String> walkAll(Wanderings wanderings) {
        var walkers = Executors.newFixedThreadPool(6);
        try {
            var walks = IntStream.range(0, WALKS)
                    .mapToObj(seed -> CompletableFuture.supplyAsync(() -> wanderings.walk(seed, STEPS), walkers))
                    .toList();
            for (var victim : List.of("referral-service", "postgres", "referral-service", "kafka")) {
                var enough = wanderings.acknowledged().size() + WALKS;
                Awaitility.await("some more moves")
                        .atMost(Duration.ofMinutes(5))
                        .until(() -> wanderings.acknowledged().size() >= enough
                                || walks.stream().allMatch(CompletableFuture::isDone));
                var process = Platform.machine().process(victim);
                process.awaitReady(Duration.ofMinutes(2));
                process.kill9();
            }
            return walks.stream().map(CompletableFuture::join).collect(Collectors.toCollection(HashSet::new));
        } finally {
            walkers.shutdownNow();
        }
    }

    private static List<String> committed(List<Acknowledged> acknowledged) {
        return acknowledged.stream()
                .map(it -> it.id() + " " + it.version())
                .distinct()
                .toList();
    }

    private static List<String> moves(String cases) throws SQLException {
        return rows("select case_id || ' ' || version from case_move where case_id in (%s)".formatted(cases));
    }

    private static Set<String> arrows(String cases) throws SQLException {
        return Set.copyOf(rows("""
                select coalesce(from_state, '[*]') || ' ' || to_state || ' ' || action from case_move
                 where case_id in (%s)""".formatted(cases)));
    }

    /** The arrows of the three tables, as the document generated from them has them. */
    private static Set<String> table() throws IOException {
        var document = Files.readString(House.root().resolve("docs/referral-lifecycle.md"));
        return ARROW.matcher(document)
                .results()
                .map(it -> it.group(1) + " " + it.group(2) + " "
                        + it.group(3).toUpperCase(Locale.ROOT).replace('-', '_'))
                .collect(Collectors.toSet());
    }

    private static List<String> rows(String sql) throws SQLException {
        var database = Platform.machine().database("referral-service");
        try (var connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.workerName(), database.workerPassword());
                var rows = connection.createStatement().executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
