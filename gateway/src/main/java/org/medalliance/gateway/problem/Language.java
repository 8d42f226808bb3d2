package org.medalliance.gateway.problem;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** What the platform speaks; Chinese unless the caller prefers English. */
enum Language {
    CHINESE(Locale.SIMPLIFIED_CHINESE),
    ENGLISH(Locale.ENGLISH);

    final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    static Language of(HttpHeaders request) {
        var wanted = wanted(request);
        var best = Locale.lookup(wanted, List.of(Locale.CHINESE, Locale.ENGLISH));
        return Locale.ENGLISH.equals(best) ? ENGLISH : CHINESE;
    }

    private static List<Locale.LanguageRange> wanted(HttpHeaders request) {
        try {
            return request.getAcceptLanguage();
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }
}
