package org.medalliance.local.bench.worklist;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medalliance.local.process.LocalFailure;

/**
 * A hospital's cases of many years: copies of one referral, a minute apart, each fortieth still open. The copies cannot
 * be opened, since what is sealed is sealed for one case; the pages that are read consist of referrals that were really
 * submitted, put where the page is.
 */
final class LongWorklist {

    private static final int EACH_OPEN = 40;

    private final String superuser;

    LongWorklist(String superuser) {
        this.superuser = superuser;
    }

    /** @param like id of a referral that was submitted */
    void fill(UUID like, int rows) {
        run(connection -> {
            var columns = columns(connection);
            var values = new LinkedHashMap<String, String>();
            columns.forEach(column -> values.put(column, "r." + column));
            values.put("id", "uuidv7()");
            values.put("number", "'W' || n");
            values.put("person", "'w' || n");
            values.put("state", "case when n %% %d = 0 then 'SUBMITTED' else 'CLOSED' end".formatted(EACH_OPEN));
            for (var time : List.of("submitted_at", "since", "moved_at")) {
                values.put(time, "r.submitted_at - n * interval '1 minute'");
            }
            // No look at each row's patient and case again: they are copies of one that was looked at.
            execute(connection, "set session_replication_role = replica");
            execute(connection, """
                    insert into referral (%s)
                    select %s from referral r, generate_series(1, %d) n where r.id = '%s'""".formatted(
                            String.join(", ", columns),
                            columns.stream().map(values::get).collect(Collectors.joining(", ")),
                            rows,
                            like));
            execute(connection, "analyze referral");
            execute(connection, """
                    insert into case_party (case_id, alliance_id, institution_id, party, submitted_at)
                    select r.id, p.alliance_id, p.institution_id, p.party, r.submitted_at
                      from referral r, case_party p where p.case_id = '%s' and r.number like 'W%%'""".formatted(like));
            execute(connection, "vacuum analyze referral, case_party, deadline, patient");
        });
    }

    /** Puts these cases behind so many others, in their order, and answers the cursor of the page that they are. */
    String putAt(List<UUID> cases, int depth, Instant newest) {
        var first = newest.minus(Duration.ofMinutes(depth)).minusSeconds(30);
        run(connection -> {
            for (int i = 0; i < cases.size(); i++) {
                var at = OffsetDateTime.ofInstant(first.minusMillis(i), ZoneOffset.UTC);
                move(connection, "update referral set submitted_at = ? where id = ?", at, cases.get(i));
                move(connection, "update case_party set submitted_at = ? where case_id = ?", at, cases.get(i));
            }
        });
        var before = first.plusMillis(1) + "|" + new UUID(-1, -1);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(before.getBytes(StandardCharsets.UTF_8));
    }

    Instant submittedAt(UUID id) {
        var found = new ArrayList<Instant>();
        run(connection -> {
            try (var asking = connection.prepareStatement("select submitted_at from referral where id = ?")) {
                asking.setObject(1, id);
                try (var rows = asking.executeQuery()) {
                    rows.next();
                    found.add(rows.getObject(1, OffsetDateTime.class).toInstant());
                }
            }
        });
        return found.getFirst();
    }

    void forgetStatements() {
        run(connection -> execute(connection, "select pg_stat_statements_reset()"));
    }

    /** How often each statement ran since, by the role that answers requests. */
    Map<String, Long> statements(String role) {
        var counts = new LinkedHashMap<String, Long>();
        run(connection -> {
            try (var asking = connection.prepareStatement("""
                    select s.query, s.calls from pg_stat_statements s join pg_roles r on r.oid = s.userid
                     where r.rolname = ? order by s.calls desc""")) {
                asking.setString(1, role);
                try (var rows = asking.executeQuery()) {
                    while (rows.next()) {
                        counts.put(rows.getString(1).replaceAll("\\s+", " ").strip(), rows.getLong(2));
                    }
                }
            }
        });
        return counts;
    }

    private static List<String> columns(Connection connection) throws SQLException {
        var columns = new ArrayList<String>();
        try (var asking = connection.createStatement();
                var rows = asking.executeQuery("""
                        select column_name from information_schema.columns
                         where table_name = 'referral' and table_schema = 'public' and is_generated = 'NEVER'
                         order by ordinal_position""")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static void move(Connection connection, String sql, OffsetDateTime at, UUID id) throws SQLException {
        try (var moving = connection.prepareStatement(sql)) {
            moving.setObject(1, at);
            moving.setObject(2, id);
            moving.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Work {
        void with(Connection connection) throws SQLException;
    }

    private void run(Work work) {
        try (var connection = DriverManager.getConnection(superuser)) {
            work.with(connection);
        } catch (SQLException e) {
            throw new LocalFailure("数据库 | database: " + e.getMessage(), e);
        }
    }
}
