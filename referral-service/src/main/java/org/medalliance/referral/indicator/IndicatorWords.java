package org.medalliance.referral.indicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What each indicator is called and means, as it stands in the catalogue. */
@Component
class IndicatorWords {

    private static final String CATALOGUE = "catalogue/indicators.json";

    private final Map<Indicator, Meaning> meanings;

    IndicatorWords(JsonMapper json) {
        this.meanings = new EnumMap<>(read(json));
        for (var it : Indicator.values()) {
            if (!meanings.containsKey(it)) {
                throw new IllegalStateException("%s does not say what %s means.".formatted(CATALOGUE, it));
            }
        }
    }

    record Words(String zh, String en) {}

    record Meaning(Words name, Words definition) {}

    Meaning of(Indicator it) {
        var meaning = meanings.get(it);
        if (meaning == null) {
            throw new IllegalStateException("Nothing is said of %s.".formatted(it));
        }
        return meaning;
    }

    private static Map<Indicator, Meaning> read(JsonMapper json) {
        try (var in = new ClassPathResource(CATALOGUE).getInputStream()) {
            return json.readValue(in, new TypeReference<Map<Indicator, Meaning>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
