package org.medalliance.local.county;

import java.lang.reflect.RecordComponent;
import java.time.DayOfWeek;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records, maps and lists as JSON that reads well in a diff: what fits on a line stays on one. */
final class Json {

    private static final int LINE = 240;

    private Json() {}

    static String write(Object document) {
        return pretty(document, "") + "\n";
    }

    /** The value's JSON, broken over lines where it is long; continuation lines start with the margin. */
    static String pretty(@Nullable Object value, String margin) {
        String flat = flat(value);
        if (!margin.isEmpty() && margin.length() + flat.length() <= LINE) {
            return flat;
        }
        String inner = margin + "  ";
        return switch (value) {
            case Record record -> pretty(fields(record), margin);
            case Map<?, ?> map
            when !map.isEmpty() ->
                block(
                        "{",
                        map.entrySet().stream()
                                .map(field ->
                                        quoted(String.valueOf(field.getKey())) + ": " + pretty(field.getValue(), inner))
                                .toList(),
                        margin,
                        "}");
            case List<?> list
            when !list.isEmpty() ->
                block("[", list.stream().map(element -> pretty(element, inner)).toList(), margin, "]");
            case null, default -> flat;
        };
    }

    private static String block(String open, List<String> lines, String margin, String close) {
        String inner = margin + "  ";
        return open + "\n" + inner + String.join(",\n" + inner, lines) + "\n" + margin + close;
    }

    private static String flat(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case DayOfWeek day -> quoted(day.name().substring(0, 3));
            case Enum<?> constant -> quoted(constant.name());
            case TemporalAccessor time -> quoted(time.toString());
            case Record record -> flat(fields(record));
            case List<?> list ->
                "[" + String.join(", ", list.stream().map(Json::flat).toList()) + "]";
            case Map<?, ?> map ->
                "{"
                        + String.join(
                                ", ",
                                map.entrySet().stream()
                                        .map(field ->
                                                quoted(String.valueOf(field.getKey())) + ": " + flat(field.getValue()))
                                        .toList())
                        + "}";
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        };
    }

    private static Map<String, @Nullable Object> fields(Record record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                fields.put(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException unreadable) {
                throw new IllegalStateException("Cannot read " + component, unreadable);
            }
        }
        return fields;
    }

    private static String quoted(String text) {
        List<String> characters = new ArrayList<>();
        text.codePoints()
                .forEach(point -> characters.add(
                        switch (point) {
                            case '"' -> "\\\"";
                            case '\\' -> "\\\\";
                            default -> point < 0x20 ? String.format("\\u%04x", point) : Character.toString(point);
                        }));
        return '"' + String.join("", characters) + '"';
    }
}
