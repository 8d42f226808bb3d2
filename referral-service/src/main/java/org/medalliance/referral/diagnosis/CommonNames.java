package org.medalliance.referral.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** What an illness is called where nobody says its name of the classification. */
@Component
class CommonNames {

    private static final String FILE = "catalogue/common-names.csv";

    /** One letter would begin too many. */
    private static final int SHORTEST = 2;

    private final List<CommonName> names = read();

    private record CommonName(String name, String pinyinInitials, List<String> categories) {
        private boolean beginsWith(String text) {
            return name.startsWith(text) || pinyinInitials.startsWith(text);
        }
    }

    /** The ICD-10 categories that names beginning with this stand for, each once. */
    List<String> categories(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.length() < SHORTEST
                ? List.of()
                : names.stream()
                        .filter(it -> it.beginsWith(lower))
                        .flatMap(it -> it.categories().stream())
                        .distinct()
                        .toList();
    }

    private static List<CommonName> read() {
        try {
            return new ClassPathResource(FILE)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .map(cells -> new CommonName(
                            cells[0], cells[1], Stream.of(cells[2].split(" ")).toList()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
