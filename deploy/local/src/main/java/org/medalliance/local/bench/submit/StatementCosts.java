package org.medalliance.local.bench.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.engine.ServiceDatabase;
import org.medalliance.local.process.LocalFailure;

/** What the database knows of a submit: which statements, how often, and what each takes. */
final class StatementCosts {

    /** A patient's sixteen departments come one after the other, and two submits shall be of two patients. */
    private static final int SUBMITS = 40;

    private static final String COSTS = """
            select r.rolname, s.query, s.calls, s.total_exec_time
              from pg_stat_statements s join pg_roles r on r.oid = s.userid
              join pg_database d on d.oid = s.dbid and d.datname = current_database()
             order by s.total_exec_time desc limit 40
            """;

    /** Copies of the patient of the submit that is written down, one for each transaction to come. */
    private static final String PATIENTS = """
            insert into patient
            select (jsonb_populate_record(p, jsonb_build_object(
                       'id', %s, 'identity_index', 'bench' || c.id, 'person', 'bench' || c.id))).*
              from patient p,
                   (select (cast(? as bigint) * 64 + client) * 10000000 + n as id
                      from generate_series(0, ? - 1) client, generate_series(1, ?) n) c
             where p.id = cast(? as uuid)
            """;

    private final ServiceDatabase database;
    private final String superuser;
    private @Nullable String patient;

    StatementCosts(ServiceDatabase database, String superuser) {
        this.database = database;
        this.superuser = superuser;
    }

    /**
     * @param calls for each submit
     * @param milliseconds of the server's for each submit
     */
    record Cost(String role, String statement, double calls, double milliseconds) {}

    void forget() {
        asSuperuser(connection -> execute(connection, "select pg_stat_statements_reset()"));
    }

    List<Cost> perSubmit(int submits) {
        return asSuperuser(connection -> {
            var costs = new ArrayList<Cost>();
            try (var asking = connection.createStatement();
                    var rows = asking.executeQuery(COSTS)) {
                while (rows.next()) {
                    var cost = new Cost(
                            rows.getString(1),
                            rows.getString(2).replaceAll("\\s+", " ").strip(),
                            rounded(rows.getDouble(3) / submits),
                            rounded(rows.getDouble(4) / submits));
                    if (cost.calls() >= 0.01 || cost.milliseconds() >= 0.01) {
                        costs.add(cost);
                    }
                }
            }
            return costs;
        });
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** Lets the server write down what it executes for a few submits, with values: the people are made up. */
    PlainSubmit ofOneSubmit(Path log, Submitting submitting) {
        var role = database.appName();
        for (var setting : List.of(
                "log_min_duration_statement = 0", "log_error_verbosity = 'default'", "log_parameter_max_length = -1")) {
            asSuperuser(connection -> execute(connection, "alter role %s set %s".formatted(role, setting)));
        }
        renewSessions(role);
        submitting.prepare(2 * SUBMITS + 2 * Submitting.SETTLED, 1);
        submitting.untilItGoesWell();
        var marks = new ArrayList<Long>();
        submitting.oneByOne(SUBMITS, () -> marks.add(size(log)));
        asSuperuser(connection -> execute(connection, "alter role %s reset all".formatted(role)));
        renewSessions(role);
        // Some also fetch a block of numbers or look a policy up: what most send is what a submit is.
        var usual = IntStream.range(1, marks.size())
                .mapToObj(i -> SentStatement.in(between(log, marks.get(i - 1), marks.get(i)), role))
                .collect(Collectors.groupingBy(PlainSubmit::texts))
                .values()
                .stream()
                .max(Comparator.comparing(List::size))
                .orElseThrow();
        var one = usual.getFirst();
        var other = usual.getLast();
        patient = one.stream()
                .filter(it -> it.sql().contains("insert into referral"))
                .flatMap(it -> it.values().stream())
                .filter(Objects::nonNull)
                .filter(this::isPatient)
                .findFirst()
                .orElseThrow(() -> new LocalFailure("日志中没有提交 | the log shows no submit"));
        try (var connection =
                DriverManager.getConnection(database.jdbcUrl(), database.appName(), database.appPassword())) {
            return PlainSubmit.of(connection, one, other);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private boolean isPatient(String value) {
        return asSuperuser(connection -> {
            try (var asking = connection.prepareStatement("select from patient where cast(id as text) = ?")) {
                asking.setString(1, value);
                return asking.executeQuery().next();
            }
        });
    }

    /** The patients whom pgbench's transactions will send. */
    void makePatients(PlainSubmit.Fresh fresh, int level, int clients, int each) {
        var like = Objects.requireNonNull(patient);
        asSuperuser(connection -> {
            try (var copying = connection.prepareStatement(PATIENTS.formatted(fresh.of(like, "c.id")))) {
                copying.setInt(1, level);
                copying.setInt(2, clients);
                copying.setInt(3, each);
                copying.setString(4, like);
                return copying.executeUpdate();
            }
        });
        asSuperuser(connection -> execute(connection, "vacuum analyze patient"));
    }

    /** Of the submit that is written down: its sessions are held to it. */
    String alliance() {
        return asSuperuser(connection -> {
            try (var asking =
                    connection.prepareStatement("select alliance_id from patient where id = cast(? as uuid)")) {
                asking.setString(1, Objects.requireNonNull(patient));
                try (var rows = asking.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            }
        });
    }

    long referrals() {
        return asSuperuser(connection -> {
            try (var asking = connection.createStatement();
                    var rows = asking.executeQuery("select count(*) from referral")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private void renewSessions(String role) {
        asSuperuser(connection -> execute(
                connection, "select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + role + "'"));
    }

    private static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String between(Path log, long from, long until) {
        try {
            var whole = Files.readAllBytes(log);
            return new String(whole, (int) from, (int) (until - from), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T asSuperuser(Work<T> work) {
        try (var connection = DriverManager.getConnection(superuser)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static LocalFailure refused(SQLException e) {
        return new LocalFailure("数据库 | database: " + e.getMessage(), e);
    }
}
