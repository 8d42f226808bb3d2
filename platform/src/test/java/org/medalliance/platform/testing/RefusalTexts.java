package org.medalliance.platform.testing;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for what a caller would be told in no language, in one only, or with different places in each. */
public final class RefusalTexts {

    private static final Pattern CODE =
            Pattern.compile("new (?:Refusal\\.)?(?:Forbidden|Conflict|Malformed|Invalid)\\(\\s*\"([a-z0-9-]+)\"");

    private static final Pattern FAULT =
            Pattern.compile("new (?:[A-Za-z.]*\\.)?Fault\\([^;]*?,\\s*\"([a-zA-Z0-9-]+)\"\\)");

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");

    private RefusalTexts() {}

    /**
     * What is missing, one line each; empty when all is said.
     *
     * @param sources a module's {@code src/main/java}
     * @param bundles base names on the class path, such as {@code problems/platform}
     * @param further codes that stand in no constructor call
     */
    public static List<String> missing(Path sources, List<String> bundles, Collection<String> further) {
        var chinese = load(bundles, "");
        var english = load(bundles, "_en");
        var codes = new TreeSet<>(further);
        codes.addAll(found(sources, CODE));
        var wanted = codes.stream().flatMap(it -> Stream.of(it + ".title", it + ".detail"));
        var faults = found(sources, FAULT).stream().map(it -> "field." + it);
        var untold = Stream.concat(wanted, faults)
                .filter(it -> !chinese.containsKey(it) || !english.containsKey(it))
                .map(it -> "no text in both languages: " + it);
        var uneven = Stream.concat(chinese.stringPropertyNames().stream(), english.stringPropertyNames().stream())
                .distinct()
                .filter(it -> !places(chinese.getProperty(it, "")).equals(places(english.getProperty(it, ""))))
                .map(it -> "different places: " + it);
        return Stream.concat(untold, uneven).toList();
    }

    private static Set<String> found(Path sources, Pattern pattern) {
        try (var files = Files.walk(sources)) {
            return files.filter(it -> it.toString().endsWith(".java"))
                    .flatMap(it -> pattern.matcher(read(it)).results().map(found -> found.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    private static Properties load(List<String> bundles, String suffix) {
        var all = new Properties();
        for (var bundle : bundles) {
            var name = "/" + bundle + suffix + ".properties";
            try (var text = RefusalTexts.class.getResourceAsStream(name)) {
                if (text == null) {
                    throw new IllegalArgumentException("No " + name + " on the class path.");
                }
                all.load(new InputStreamReader(text, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
