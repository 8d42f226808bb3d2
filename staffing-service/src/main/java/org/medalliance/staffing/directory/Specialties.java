package org.medalliance.staffing.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/** The national catalogue of clinical departments (诊疗科目名录). */
final class Specialties {

    /**
     * @param code such as {@code 03.04}
     */
    record Specialty(String code, String name) {}

    static final List<Specialty> ALL = read();

    private static final Set<String> CODES = ALL.stream().map(Specialty::code).collect(Collectors.toUnmodifiableSet());

    private Specialties() {}

    static boolean knows(String code) {
        return CODES.contains(code);
    }

    private static List<Specialty> read() {
        try {
            var text = new ClassPathResource("directory/specialties.txt").getContentAsString(StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            new Specialty(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
