package org.medalliance.platform.lifecycle;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An action that the server offers with a representation.
 *
 * @param action as it stands in the path, such as {@code consult-first}
 * @param party the party for which it is offered
 * @param needs what the command has to bring
 * @param schema name of the body's schema in the API's document, under {@code components/schemas}; null without a body
 */
public record Offer(
        String action,
        String party,
        List<String> needs,
        @Nullable String schema) {

    static Offer of(Rule<?, ?> rule, Party party) {
        return new Offer(
                kebab(rule.action().name()),
                party.name(),
                rule.needs().stream().map(it -> kebab(it.name())).toList(),
                rule.body());
    }

    static String kebab(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
