package org.medalliance.platform.privacy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.medalliance.platform.crypto.Purpose;

/**
 * A table of a service with a sealed column, and what is to be made anew when keys change. Its key is {@code id}, a
 * UUID; its rows have an {@code alliance_id}. A row whose sealed column is null was erased, and no change of keys touches
 * it.
 *
 * @param column the sealed one; preferably one per table, since opening has a price per value
 * @param indexes columns with keyed hashes
 * @param hashing alliance and clear text to the value of each index that is made of the text: a text or a list of texts
 */
public record SealedTable(
        String name, String column, List<Index> indexes, BiFunction<String, String, Map<String, Object>> hashing) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z_]{0,50}");

    /**
     * @param many a {@code text[]}, whose elements share a version
     * @param copied SQL that makes the value from other rows of which {@code t} is one, empty where it is made of the
     *     row's own text
     */
    public record Index(String column, Purpose purpose, boolean many, String copied) {

        public static Index of(String column, Purpose purpose) {
            return new Index(column, purpose, false, "");
        }

        public static Index ofMany(String column, Purpose purpose) {
            return new Index(column, purpose, true, "");
        }

        public static Index copied(String column, Purpose purpose, String sql) {
            return new Index(column, purpose, false, sql);
        }

        /** One of the hashes: they are made anew together. */
        String sample() {
            return many ? "t.%s[1]".formatted(column) : "t." + column;
        }
    }

    public SealedTable {
        identifier(name);
        identifier(column);
        indexes.forEach(it -> identifier(it.column()));
        indexes = List.copyOf(indexes);
    }

    /** Without any index. */
    public SealedTable(String name, String column) {
        this(name, column, List.of(), (_, _) -> Map.of());
    }

    private static void identifier(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("\"%s\" is no plain name.".formatted(name));
        }
    }

    /** Table and column: a table with two sealed columns is registered twice. */
    String label() {
        return name + "." + column;
    }

    /** Where a row's value stands: it opens there and nowhere else. */
    public String context(UUID id) {
        return context(label(), id.toString());
    }

    /** The same for tables with other keys. */
    public static String context(String column, String... key) {
        return column + "|" + String.join("|", key);
    }
}
