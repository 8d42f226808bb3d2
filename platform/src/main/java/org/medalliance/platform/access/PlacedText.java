package org.medalliance.platform.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement with PostgreSQL's own places {@code $1}, {@code $2} … where it had names, and one blank where it had
 * lines: the driver reads the text letter by letter at each execution.
 *
 * @param names of the places, in order; in one that was joined a name may stand more than once
 * @param places by name
 */
record PlacedText(String sql, List<String> names, Map<String, Integer> places) {

    /** What may hold a colon and is no name (quotes, casts), what is no part of the statement, or else a name. */
    private static final Pattern NAME = Pattern.compile(
            "'(?:[^']|'')*+'|\"[^\"]*+\"|::|(?<blank>(?:\\s|--[^\\n]*+|/\\*(?s:.*?)\\*/)++)|(?<!\\w):(?<name>[A-Za-z]\\w*+)");

    private static final Pattern PLACE = Pattern.compile("'(?:[^']|'')*+'|\"[^\"]*+\"|\\$(?<place>\\d+)");

    private PlacedText(String sql, List<String> names) {
        this(
                sql,
                List.copyOf(names),
                IntStream.range(0, names.size())
                        .boxed()
                        .collect(Collectors.toUnmodifiableMap(names::get, it -> it, (first, _) -> first)));
    }

    static PlacedText of(String named) {
        var names = new ArrayList<String>();
        var text = new StringBuilder();
        var found = NAME.matcher(named.strip());
        while (found.find()) {
            var name = found.group("name");
            if (name == null) {
                found.appendReplacement(text, found.group("blank") == null ? "$0" : " ");
                continue;
            }
            if (!names.contains(name)) {
                names.add(name);
            }
            found.appendReplacement(text, "\\$" + (names.indexOf(name) + 1));
        }
        return new PlacedText(found.appendTail(text).toString(), names);
    }

    /** Several as one, the places of each after those of the ones before it; each keeps its own names. */
    static PlacedText joined(String before, List<PlacedText> parts, String after) {
        var names = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (var part : parts) {
            var earlier = names.size();
            texts.add(PLACE.matcher(part.sql())
                    .replaceAll(found -> found.group("place") == null
                            ? "$0"
                            : "\\$" + (Integer.parseInt(found.group("place")) + earlier)));
            names.addAll(part.names());
        }
        return new PlacedText(before + String.join(", ", texts) + after, names);
    }

    /** @throws IllegalArgumentException when the statement does not have it */
    int place(String name) {
        var place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("No :%s in: %s".formatted(name, sql));
        }
        return place;
    }
}
