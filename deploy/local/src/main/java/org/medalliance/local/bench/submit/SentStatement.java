package org.medalliance.local.bench.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement as PostgreSQL executed it.
 *
 * @param sql with places {@code $1}, {@code $2} …
 * @param values of the places, as PostgreSQL writes them; null is NULL
 */
record SentStatement(String sql, List<@Nullable String> values) {

    private static final Pattern LINE =
            Pattern.compile("^\\S+ \\S+ \\S+ \\[\\d+] (\\S+)@\\S+ (LOG|DETAIL):  (.*)$", Pattern.DOTALL);

    private static final Pattern EXECUTED =
            Pattern.compile("^duration: [\\d.]+ ms  (?:execute [^:]+|statement): (.*)$", Pattern.DOTALL);

    private static final Pattern PLACE = Pattern.compile("\\$(\\d+) = (NULL|'([^']*+(?:''[^']*+)*+)')");

    SentStatement {
        values = new ArrayList<>(values);
    }

    /** What this role executed, in order, of a server's log written with {@code log_min_duration_statement = 0}. */
    static List<SentStatement> in(String log, String role) {
        var found = new ArrayList<SentStatement>();
        var fits = false;
        for (var entry : log.split("\n(?!\t)")) {
            var line = LINE.matcher(entry.strip());
            if (!line.matches() || !line.group(1).equals(role)) {
                continue;
            }
            var text = line.group(3).replace("\n\t", "\n");
            if (line.group(2).equals("LOG")) {
                var sql = executed(text);
                fits = sql.isPresent();
                sql.map(it -> new SentStatement(it, List.of())).ifPresent(found::add);
            } else if (fits && text.startsWith("Parameters:")) {
                found.add(new SentStatement(found.removeLast().sql(), values(text)));
            }
        }
        return found;
    }

    private static Optional<String> executed(String text) {
        return EXECUTED.matcher(text).results().map(it -> it.group(1).strip()).findFirst();
    }

    private static List<@Nullable String> values(String text) {
        return new ArrayList<>(PLACE.matcher(text)
                .results()
                .map(it -> it.group(2).equals("NULL") ? null : it.group(3).replace("''", "'"))
                .toList());
    }

    /** The same text with something else in its places. */
    String with(IntFunction<String> place) {
        return Pattern.compile("\\$(\\d+)")
                .matcher(sql)
                .replaceAll(it -> Matcher.quoteReplacement(place.apply(Integer.parseInt(it.group(1)))));
    }
}
