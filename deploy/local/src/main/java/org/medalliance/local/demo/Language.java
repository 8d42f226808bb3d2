package org.medalliance.local.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.medalliance.local.process.LocalFailure;

/** In which language the story is told. */
public enum Language {
    CHINESE,
    ENGLISH;

    /** As {@code --lang zh|en} says, else as LANG does; Chinese where neither speaks. */
    static Language of(List<String> words, Map<String, String> environment) {
        if (words.isEmpty()) {
            return environment.getOrDefault("LANG", "").toLowerCase(Locale.ROOT).startsWith("en") ? ENGLISH : CHINESE;
        }
        if (words.size() == 2 && words.getFirst().equals("--lang")) {
            switch (words.getLast()) {
                case "zh":
                    return CHINESE;
                case "en":
                    return ENGLISH;
                default:
            }
        }
        throw new LocalFailure("用法 usage: ./alliance demo [--lang zh|en]");
    }
}
