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
 */
record PlainSubmit(String script, Map<String, String> variables, int statements) {

    /** Ids and the numbers of cases. */
    private static final Pattern NAME = Pattern.compile(
            "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}|[A-Z]\\d{8}-\\d+");

    /** All of a name but what changes from one to the next. */
    private static final int KEPT = 24;

    private static final String COUNT = "\\set n :n + 1\n\\set id (:level * 64 + :client_id) * 10000000 + :n\n";

    /**
     * @param connection of the role that submits, to ask which type each place has
     * @param one the submit that is written down
     * @param other another one, of another patient
     */
    static PlainSubmit of(Connection connection, List<SentStatement> one, List<SentStatement> other)
            throws SQLException {
        if (!texts(one).equals(texts(other))) {
            throw new LocalFailure("两次提交的语句不同 | two submits sent different statements");
        }
        var fresh = names(one);
        fresh.removeAll(names(other));
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
        return new PlainSubmit(script.toString(), variables, one.size());
    }

    /** For the names that are made of it: where the number stands in it. */
    static String freshName(String like, String number) {
        return like.length() > 30
                ? "'%s' || lpad(to_hex(cast(%s as bigint)), 12, '0')".formatted(like.substring(0, KEPT), number)
                : "'%s' || cast(%s as bigint)".formatted(like.substring(0, like.indexOf('-') + 1), number);
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

    private static String expression(
            @Nullable String value, String type, Set<String> fresh, Map<String, String> variables) {
        if (value == null) {
            return "cast(null as %s)".formatted(type);
        }
        var parts = new ArrayList<String>();
        var done = 0;
        var names = NAME.matcher(value);
        while (names.find()) {
            if (fresh.contains(names.group())) {
                if (names.start() > done) {
                    parts.add("cast(%s as text)".formatted(variable(value.substring(done, names.start()), variables)));
                }
                parts.add(freshName(names.group(), ":id"));
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
                .filter(place ->
                        String.valueOf(statement.values().get(place - 1)).startsWith("{"))
                .boxed()
                .collect(Collectors.toSet());
        for (int attempts = 0; attempts < statement.values().size() + 1; attempts++) {
            try (var asking = connection.createStatement()) {
                asking.execute("prepare asked as "
                        + statement.with(place -> untyped.contains(place)
                                ? "cast($%d as text%s)".formatted(place, lists.contains(place) ? "[]" : "")
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
                    throw new LocalFailure("语句无法准备 | a statement could not be prepared: " + e.getMessage(), e);
                }
            }
        }
        throw new LocalFailure("语句无法准备 | a statement could not be prepared: " + statement.sql());
    }

    private static List<String> all(ResultSet answer) throws SQLException {
        var types = new ArrayList<String>();
        while (answer.next()) {
            types.add(answer.getString(1));
        }
        return types;
    }
}
