package org.medalliance.platform.messaging;

import java.util.List;
import java.util.Objects;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Lifecycle;
import org.medalliance.platform.lifecycle.Rule;
import reactor.core.publisher.Mono;

/**
 * What a part of a service announces, by the kinds that webhooks choose: see {@link Event#kinds}. A bean of this kind is
 * part of what webhooks may choose by being there; each kind has a name in the texts, {@code webhook-kind.<kind>}.
 */
public interface Announced {

    /** As this alliance's policies have it. */
    Mono<List<String>> kinds(Scope scope);

    static Announced of(String... kinds) {
        var all = List.of(kinds);
        return _ -> Mono.just(all);
    }

    /** Every event of the table. */
    static Announced by(Lifecycle<?, ?> table) {
        var types = table.rules().stream()
                .map(Rule::announces)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        return of(types);
    }
}
