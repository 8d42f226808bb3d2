package org.medalliance.platform.attention;

import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.messaging.Outbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where items are raised and settled; each change is an event, in the transaction of the change. */
@Component
public class Attention {

    static final String TOPIC = "attention.events.v1";

    private static final String PREFIX = "org.medalliance.attention.";

    private final AttentionItems items;
    private final Outbox outbox;
    private final ObjectProvider<AcknowledgementListener> listeners;

    Attention(AttentionItems items, Outbox outbox, ObjectProvider<AcknowledgementListener> listeners) {
        this.items = items;
        this.outbox = outbox;
        this.listeners = listeners;
    }

    /** Rings for the alert's audience; again, when an item of the same kind and case is open for it. */
    public Mono<AttentionItem> raise(Scope scope, Alert alert) {
        return items.raise(scope, alert).flatMap(item -> announce(scope, "raised", item));
    }

    /**
     * As {@link #raise}, for many at once, each of another case or kind; for whom two of them rang, neither could say
     * which came first.
     */
    public Mono<Void> raiseAll(Scope scope, List<Alert> alerts) {
        return alerts.isEmpty()
                ? Mono.empty()
                : items.raiseAll(scope, alerts)
                        .flatMap(raised -> outbox.appendAll(
                                scope,
                                raised.stream()
                                        .map(item -> event(scope, "raised", item))
                                        .toList()));
    }

    /** Takes back what is open of these kinds, since the case has moved on. */
    public Mono<Void> clear(Scope scope, UUID caseId, List<String> kinds) {
        return items.clear(scope, caseId, kinds)
                .flatMapMany(Flux::fromIterable)
                .concatMap(item -> announce(scope, "cleared", item))
                .then();
    }

    /**
     * @throws Refusal.Unknown when it does not concern the actor
     * @throws Refusal.Conflict when it is settled already
     */
    Mono<AttentionItem> acknowledge(Actor actor, UUID id) {
        var by = actor.practitioner() == null ? actor.subject() : actor.practitioner();
        return concerning(actor, id)
                .flatMap(item ->
                        tell(actor.scope(), item).then(Mono.defer(() -> items.acknowledge(actor.scope(), id, by))))
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("attention-settled")))
                .flatMap(item -> announce(actor.scope(), "acknowledged", item));
    }

    /** Deadlines first, items after them: the order in which a deadline's step locks them, too. */
    private Mono<Void> tell(Scope scope, AttentionItem item) {
        return Flux.fromStream(listeners::orderedStream)
                .concatMap(listener -> listener.acknowledged(scope, item))
                .then();
    }

    /**
     * To a colleague or another role of the same institution.
     *
     * @throws Refusal.Unknown when it does not concern the actor
     * @throws Refusal.Conflict when it is settled already, or the new audience has it already
     */
    Mono<AttentionItem> handOver(Actor actor, UUID id, Audience to) {
        return concerning(actor, id)
                .flatMap(_ -> items.handOver(actor.scope(), id, to))
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("attention-settled")))
                .flatMap(item -> announce(actor.scope(), "handed-over", item));
    }

    private Mono<AttentionItem> concerning(Actor actor, UUID id) {
        return items.find(actor, id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .filter(item -> item.state() == AttentionItem.State.OPEN)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("attention-settled")));
    }

    private Mono<AttentionItem> announce(Scope scope, String what, AttentionItem item) {
        return outbox.append(event(scope, what, item)).thenReturn(item);
    }

    private static Event event(Scope scope, String what, AttentionItem item) {
        return new Event(
                        scope,
                        TOPIC,
                        PREFIX + what + ".v1",
                        item.itemId().toString(),
                        item.version(),
                        item.changedAt(),
                        item)
                .ofKind("attention", item.kind());
    }
}
