package org.medalliance.platform.access;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement with PostgreSQL's own places {@code $1}, {@code $2} … where it had names.
 *
 * @param names of the places, in order
 */
record PlacedText(String sql, List<String> names) {

    /** What may hold a colon and is no name (quotes, comments, casts), or else a name. */
    private static final Pattern NAME =
            Pattern.compile("'(?:[^']|'')*+'|\"[^\"]*+\"|--[^\\n]*+|/\\*(?s:.*?)\\*/|::|(?<!\\w):([A-Za-z]\\w*+)");

    PlacedText {
        names = List.copyOf(names);
    }

    static PlacedText of(String named) {
        var names = new ArrayList<String>();
        var text = new StringBuilder();
        var found = NAME.matcher(named);
        while (found.find()) {
            var name = found.group(1);
            if (name == null) {
                found.appendReplacement(text, "$0");
                continue;
            }
            if (!names.contains(name)) {
                names.add(name);
            }
            found.appendReplacement(text, "\\$" + (names.indexOf(name) + 1));
        }
        return new PlacedText(found.appendTail(text).toString(), names);
    }

    /** @throws IllegalArgumentException when the statement does not have it */
    int place(String name) {
        var place = names.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("No :%s in: %s".formatted(name, sql.strip()));
        }
        return place;
    }
}
