package org.medalliance.local.bench.submit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.process.LocalFailure;

/**
 * The statements of one submit as a pgbench script. Whatever differed between two submits and names something (ids, the
 * case's number) is made anew for each transaction from its number {@code :n}; all else is sent as it was.
 *
 * @param variables for pgbench's {@code -D}
 * @param fresh what is named anew
 * @param patient of the submit that is written down
 */
record PlainSubmit(String script, Map<String, String> variables, int statements, Fresh fresh, String patient) {

    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    /** Ids and the numbers of cases. */
    private static final Pattern NAME = Pattern.compile(UUID + "|[A-Z]\\d{8}-\\d+");

    private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"[^\"]*\"\\s*:");

    /** All of a name but what changes from one to the next. */
    private static final int KEPT = 24;

    private static final String COUNT = "\\set n :n + 1\n\\set id (:turn * 64 + :client_id) * 10000000 + :n\n";

    /**
     * @param connection of the role that submits, to ask which type each place has
     * @param one the submit that is written down
     * @param other another one, of another patient
     */
    static PlainSubmit of(Connection connection, String patient, List<SentStatement> one, List<SentStatement> other)
            throws SQLException {
        if (!texts(one).equals(texts(other))) {
            throw new LocalFailure("两次提交的语句不同 | two submits sent different statements");
        }
        var names = names(one);
        names.removeAll(names(other));
        var fresh = new Fresh(names);
        var variables = new LinkedHashMap<String, String>();
        var script = new StringBuilder(COUNT);
        for (var statement : one) {
            var types = types(connection, statement);
            script.append(statement
                            .with(place -> expression(
                                    statement.values().get(place - 1), types.get(place - 1), fresh, variables))
                            .replace('\n', ' '))
                    .append(";\n");
        }
        return new PlainSubmit(script.toString(), variables, one.size(), fresh, patient);
    }

    /** Names that each transaction makes anew; those that begin alike stay apart. */
    record Fresh(Set<String> names) {

        /** More than one submit has names that begin alike. */
        private static final int APART = 16;

        Fresh {
            names = new TreeSet<>(names);
        }

        /** @param number of the transaction, an SQL expression */
        String of(String like, String number) {
            var before = names.stream()
                    .takeWhile(it -> !it.equals(like))
                    .filter(it -> kept(it).equals(kept(like)))
                    .count();
            var own = "cast(%s as bigint) * %d + %d".formatted(number, APART, before);
            return like.length() > 30
                    ? "'%s' || lpad(to_hex(%s), 12, '0')".formatted(kept(like), own)
                    : "'%s' || (%s)".formatted(kept(like), own);
        }

        private static String kept(String name) {
            return name.length() > 30 ? name.substring(0, KEPT) : name.substring(0, name.indexOf('-') + 1);
        }
    }

    static List<String> texts(List<SentStatement> statements) {
        return statements.stream().map(SentStatement::sql).toList();
    }

    private static Set<String> names(List<SentStatement> statements) {
        return statements.stream()
                .flatMap(it -> it.values().stream())
                .filter(Objects::nonNull)
                .flatMap(it -> NAME.matcher(it).results())
                .map(it -> it.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String expression(@Nullable String value, String type, Fresh fresh, Map<String, String> variables) {
        if (value == null) {
            return "cast(null as %s)".formatted(type);
        }
        var parts = new ArrayList<String>();
        var done = 0;
        var names = NAME.matcher(value);
        while (names.find()) {
            if (fresh.names().contains(names.group())) {
                if (names.start() > done) {
                    parts.add("cast(%s as text)".formatted(variable(value.substring(done, names.start()), variables)));
                }
                parts.add(fresh.of(names.group(), ":id"));
                done = names.end();
            }
        }
        if (parts.isEmpty()) {
            return "cast(%s as %s)".formatted(variable(value, variables), type);
        }
        if (done < value.length()) {
            parts.add("cast(%s as text)".formatted(variable(value.substring(done), variables)));
        }
        return "cast(%s as %s)".formatted(String.join(" || ", parts), type);
    }

    private static String variable(String value, Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(it -> it.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(name -> ":" + name)
                .orElseGet(() -> {
                    var name = "v" + variables.size();
                    variables.put(name, value);
                    return ":" + name;
                });
    }

    /** As the server itself infers them; where it cannot, text. */
    private static List<String> types(Connection connection, SentStatement statement) throws SQLException {
        if (statement.values().isEmpty()) {
            return List.of();
        }
        var untyped = new LinkedHashSet<Integer>();
        var lists = IntStream.rangeClosed(1, statement.values().size())
                .filter(place -> isList(statement.values().get(place - 1)))
                .boxed()
                .collect(Collectors.toSet());
        for (int attempts = 0; attempts < statement.values().size() + 1; attempts++) {
            try (var asking = connection.createStatement()) {
                asking.execute("prepare asked as "
                        + statement.with(place -> untyped.contains(place)
                                ? "cast($%d as %s)"
                                        .formatted(
                                                place,
                                                lists.contains(place)
                                                        ? listType(statement
                                                                .values()
                                                                .get(place - 1))
                                                        : "text")
                                : "$" + place));
                try (var answer = asking.executeQuery(
                        "select unnest(parameter_types)::text from pg_prepared_statements where name = 'asked'")) {
                    return all(answer);
                } finally {
                    asking.execute("deallocate asked");
                }
            } catch (SQLException e) {
                var place = Pattern.compile("parameter \\$(\\d+)")
                        .matcher(String.valueOf(e.getMessage()))
                        .results()
                        .map(it -> Integer.valueOf(it.group(1)))
                        .findFirst();
                var more = place.map(Set::of).orElse(lists);
                if (!untyped.addAll(more)) {
                    throw new LocalFailure(
                            "语句无法准备 | a statement could not be prepared: %s: %s"
                                    .formatted(e.getMessage(), statement.sql()),
                            e);
                }
            }
        }
        throw new LocalFailure("语句无法准备 | a statement could not be prepared: " + statement.sql());
    }

    /** In the server's own notation, which after a quoted element has no colon as a JSON object has. */
    static boolean isList(@Nullable String value) {
        return value != null && value.startsWith("{") && !OBJECT.matcher(value).lookingAt();
    }

    /** What a list in the server's own notation holds; times travel as texts. */
    static String listType(@Nullable String list) {
        var first = String.valueOf(list).replaceAll("^[{\"]+|[}\",].*$", "");
        if (UUID.matcher(first).matches()) {
            return "uuid[]";
        }
        if (first.matches("-?\\d+")) {
            return "bigint[]";
        }
        return first.matches("[tf]") ? "boolean[]" : "text[]";
    }

    private static List<String> all(ResultSet answer) throws SQLException {
        var types = new ArrayList<String>();
        while (answer.next()) {
            types.add(answer.getString(1));
        }
        return types;
    }
}
