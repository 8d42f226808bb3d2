package org.medalliance.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a head, in columns that stay straight with Chinese in them. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> numbers;

    /**
     * @param numbers per column, whether it stands to the right
     */
    Table(List<String> head, List<Boolean> numbers) {
        this.numbers = numbers;
        rows.add(head);
    }

    Table row(String... cells) {
        if (cells.length != numbers.size()) {
            throw new IllegalArgumentException(
                    "A row of %d cells in %d columns".formatted(cells.length, numbers.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines() {
        var widths = IntStream.range(0, numbers.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        var lines = rows.stream().map(row -> line(row, widths)).collect(Collectors.toCollection(ArrayList::new));
        lines.add(1, "-".repeat(IntStream.of(widths).sum() + GAP.length() * (widths.length - 1)));
        return lines;
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> numbers.get(column)
                        ? right(row.get(column), widths[column])
                        : left(row.get(column), widths[column]))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** Columns on a terminal. */
    static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    /** Two for the wide and full-width characters of Unicode's East Asian Width (UAX #11), as far as Chinese needs. */
    private static int width(int character) {
        var wide = character >= 0x2E80 && character <= 0xA4CF
                || character >= 0xAC00 && character <= 0xD7A3
                || character >= 0xF900 && character <= 0xFAFF
                || character >= 0xFE30 && character <= 0xFE4F
                || character >= 0xFF01 && character <= 0xFF60
                || character >= 0xFFE0 && character <= 0xFFE6
                || character >= 0x20000 && character <= 0x3FFFD;
        return wide ? 2 : 1;
    }
}
