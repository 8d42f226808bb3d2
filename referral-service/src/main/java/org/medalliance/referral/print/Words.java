package org.medalliance.referral.print;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Codes as people read them on paper: {@code print/words.properties} has a word for each constant. */
public final class Words {

    private static final Properties WORDS = load();

    private Words() {}

    /** Empty for null; the code itself where there is no word for it, since a form must not lose anything. */
    public static String of(@Nullable Enum<?> code) {
        return code == null ? "" : of(code.getDeclaringClass().getSimpleName(), code.name());
    }

    public static String of(String kind, String code) {
        return WORDS.getProperty(kind + "." + code, code);
    }

    private static Properties load() {
        var words = new Properties();
        try (var file = Words.class.getResourceAsStream("/print/words.properties")) {
            if (file == null) {
                throw new IllegalStateException("print/words.properties is missing.");
            }
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
