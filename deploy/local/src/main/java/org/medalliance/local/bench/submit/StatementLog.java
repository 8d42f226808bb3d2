package org.medalliance.local.bench.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.medalliance.local.engine.ServiceDatabase;
import org.medalliance.local.process.LocalFailure;

/** What the server itself writes down of a submit. */
record StatementLog(ServiceDatabase database, Superuser superuser, Path log) {

    /** A patient's sixteen departments come one after the other, and two submits shall be of two patients. */
    private static final int SUBMITS = 40;

    /** Lets the server write down what it executes for a few submits, with values: the people are made up. */
    PlainSubmit ofOneSubmit(Submitting submitting) {
        var role = database.appName();
        submitting.prepare(2 * Submitting.TO_SETTLE + SUBMITS, 1);
        for (var setting : List.of(
                "log_min_duration_statement = 0", "log_error_verbosity = 'default'", "log_parameter_max_length = -1")) {
            superuser.execute("alter role %s set %s".formatted(role, setting));
        }
        renewSessions(role);
        submitting.untilItGoesWell();
        var marks = new ArrayList<Long>();
        submitting.oneByOne(SUBMITS, () -> marks.add(size()));
        superuser.execute("alter role %s reset all".formatted(role));
        renewSessions(role);
        submitting.untilItGoesWell();
        // Some also fetch a block of numbers or look a policy up: what most send is what a submit is.
        var usual = IntStream.range(1, marks.size())
                .mapToObj(i -> SentStatement.in(between(marks.get(i - 1), marks.get(i)), role))
                .collect(Collectors.groupingBy(PlainSubmit::texts))
                .values()
                .stream()
                .max(Comparator.comparing(List::size))
                .orElseThrow();
        return plain(usual.getFirst(), usual.getLast());
    }

    private PlainSubmit plain(List<SentStatement> one, List<SentStatement> other) {
        var patient = one.stream()
                .filter(it -> it.sql().contains("insert into referral"))
                .flatMap(it -> it.values().stream())
                .filter(Objects::nonNull)
                .filter(this::isPatient)
                .findFirst()
                .orElseThrow(() -> new LocalFailure("日志中没有提交 | the log shows no submit"));
        try (var connection =
                DriverManager.getConnection(database.jdbcUrl(), database.appName(), database.appPassword())) {
            return PlainSubmit.of(connection, patient, one, other);
        } catch (SQLException e) {
            throw Superuser.refused(e);
        }
    }

    private boolean isPatient(String value) {
        return superuser.ask(connection -> {
            try (var asking = connection.prepareStatement("select from patient where cast(id as text) = ?")) {
                asking.setString(1, value);
                return asking.executeQuery().next();
            }
        });
    }

    private void renewSessions(String role) {
        superuser.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + role + "'");
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String between(long from, long until) {
        try {
            var whole = Files.readAllBytes(log);
            return new String(whole, (int) from, (int) (until - from), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
