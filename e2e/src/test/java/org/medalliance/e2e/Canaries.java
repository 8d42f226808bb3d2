package org.medalliance.e2e;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Invented people whose names, numbers and phones occur nowhere else, and who can be found wherever they turn up. */
final class Canaries {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    /**
     * What each kind looks like, as it is and as hexadecimal of its bytes (a database's dump of binary data), percent
     * encoding (an address) or JSON's escapes.
     */
    private static final Pattern TRACE = Pattern.compile("龘[\\u4e00-\\u9fff]{3}"
            + "|(?<!\\d)9999991970010[1-9]\\d{3}[0-9X]"
            + "|(?<!\\d)1770[0-9]{7}(?!\\d)"
            + "|(?i:e9be98(?:[0-9a-f]{18}))"
            + "|(?i:%e9%be%98(?:%[0-9a-f]{2}){9})"
            + "|(?i:\\\\u9f98(?:\\\\u[0-9a-f]{4}){3})"
            + "|(?:39){6}31393730303130(?:3[0-9]){4}(?:3[0-9]|58)"
            + "|31373730(?:3[0-9]){7}");

    private final List<Person> people;
    private final Map<String, String> known = new HashMap<>();

    record Person(String name, String number, String phone) {}

    Canaries(int count) {
        people = IntStream.range(0, count).mapToObj(Canaries::person).toList();
        for (var person : people) {
            for (var value : List.of(person.name(), person.number(), person.phone())) {
                known.put(value, value);
                known.put(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)), value);
            }
            known.put(percent(person.name()), person.name());
            known.put(escaped(person.name()), person.name());
        }
    }

    List<Person> people() {
        return people;
    }

    /** Every canary in the text, in whatever form it stands there. */
    List<String> in(String text) {
        var found = new ArrayList<String>();
        var trace = TRACE.matcher(text);
        while (trace.find()) {
            var value = known.get(trace.group());
            if (value == null) {
                value = known.get(trace.group().toLowerCase(Locale.ROOT));
            }
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    /** Born on the first days of 1970, a thousand a day; who has an odd number is a man. */
    private static Person person(int place) {
        var name = "龘" + Character.toString(0x4e00 + place) + Character.toString(0x5e00 + place / 7) + "佚";
        var day = 1 + place / 1000;
        var body = "999999197001%02d%03d".formatted(day, place % 1000);
        return new Person(name, body + check(body), "1770%07d".formatted(place));
    }

    static char check(String body) {
        var sum = 0;
        for (var i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return "10X98765432".charAt(sum % 11);
    }

    private static String percent(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }

    private static String escaped(String name) {
        var text = new StringBuilder();
        name.chars().forEach(it -> text.append("\\u%04x".formatted(it)));
        return text.toString();
    }
}
