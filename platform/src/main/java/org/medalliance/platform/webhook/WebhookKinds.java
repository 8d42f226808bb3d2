package org.medalliance.platform.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.messaging.Announced;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What webhooks may choose: a kind with a slip of the pen would never ring. */
@Component
class WebhookKinds {

    private static final String EVERY_ITEM = "attention:*";

    private final ObjectProvider<Announced> announced;
    private final MessageSource texts;

    WebhookKinds(ObjectProvider<Announced> announced, MessageSource texts) {
        this.announced = announced;
        this.texts = texts;
    }

    /**
     * A kind with its names; one that the alliance has made up itself, by a limit of its own, is its own name.
     *
     * @param zh Chinese
     * @param en English
     */
    record NamedKind(String kind, String zh, String en) {}

    Mono<List<NamedKind>> all(Scope scope) {
        return kinds(scope).map(kinds -> kinds.stream()
                .map(kind -> new NamedKind(kind, name(kind, Locale.SIMPLIFIED_CHINESE), name(kind, Locale.ENGLISH)))
                .toList());
    }

    /**
     * @return fails with a refusal that names each place of a kind that nobody announces
     */
    Mono<Void> require(Scope scope, List<String> chosen) {
        return kinds(scope).flatMap(known -> {
            var faults = new ArrayList<Refusal.Invalid.Fault>();
            for (int i = 0; i < chosen.size(); i++) {
                if (!known.contains(chosen.get(i))) {
                    faults.add(new Refusal.Invalid.Fault("/kinds/" + i, "webhook-kind-unknown"));
                }
            }
            return faults.isEmpty() ? Mono.empty() : Mono.error(new Refusal.Invalid(faults));
        });
    }

    private Mono<TreeSet<String>> kinds(Scope scope) {
        return Flux.fromStream(announced::orderedStream)
                .concatMap(it -> it.kinds(scope))
                .flatMapIterable(it -> it)
                .startWith(EVERY_ITEM)
                .collect(TreeSet::new, TreeSet::add);
    }

    private String name(String kind, Locale locale) {
        var name = texts.getMessage("webhook-kind." + kind, null, null, locale);
        return name == null ? kind : name;
    }
}
