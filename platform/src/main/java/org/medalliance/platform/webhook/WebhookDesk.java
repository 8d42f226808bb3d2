package org.medalliance.platform.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.outbound.Forbidden;
import org.medalliance.platform.outbound.Outbound;
import org.medalliance.platform.web.Command;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What an alliance's administrator does to its webhooks. */
@Component
class WebhookDesk {

    /** How long a secret is good beside its successor. */
    static final Duration CHANGING = Duration.ofHours(24);

    private final Webhooks webhooks;
    private final SentDeliveries sent;
    private final WebhookSecrets secrets;
    private final WebhookKinds known;
    private final Outbound outbound;
    private final Clock clock;

    WebhookDesk(
            Webhooks webhooks,
            SentDeliveries sent,
            WebhookSecrets secrets,
            WebhookKinds known,
            Outbound outbound,
            Clock clock) {
        this.webhooks = webhooks;
        this.sent = sent;
        this.secrets = secrets;
        this.known = known;
        this.outbound = outbound;
        this.clock = clock;
    }

    /**
     * @param secret in clear, to be shown this once
     */
    record Issued(Webhook webhook, String secret) {}

    Mono<Issued> create(Command command, String name, String url, List<String> kinds, Algorithm algorithm) {
        var id = Ids.next();
        var secret = secrets.fresh();
        var now = clock.instant();
        var webhook = new Webhook(
                id,
                1,
                name,
                url,
                distinct(kinds),
                algorithm,
                secrets.seal(id, List.of(secret)),
                null,
                true,
                command.actor().subject(),
                now,
                now);
        return known.require(command.actor().scope(), kinds)
                .then(callable(url))
                .then(webhooks.add(command.actor().scope(), webhook))
                .map(added -> new Issued(added, secret));
    }

    Mono<Webhook> change(Command command, UUID id, String name, String url, List<String> kinds, Algorithm algorithm) {
        return current(command, id)
                .delayUntil(_ -> known.require(command.actor().scope(), kinds).then(callable(url)))
                .flatMap(it -> webhooks.save(
                        command.actor().scope(), it.changed(name, url, distinct(kinds), algorithm, clock.instant())));
    }

    Mono<Webhook> switchTo(Command command, UUID id, boolean active) {
        return change(command, id, it -> it.switched(active, clock.instant()));
    }

    Mono<Issued> rotate(Command command, UUID id) {
        var secret = secrets.fresh();
        var now = clock.instant();
        return change(command, id, it -> it.rotated(bothSecrets(it, secret), now.plus(CHANGING), now))
                .map(it -> new Issued(it, secret));
    }

    private String bothSecrets(Webhook webhook, String newOne) {
        var newest = secrets.open(webhook.id(), webhook.secret()).getFirst();
        return secrets.seal(webhook.id(), List.of(newOne, newest));
    }

    /** What it still had to deliver is given up with it. */
    Mono<Webhook> delete(Command command, UUID id) {
        var scope = command.actor().scope();
        var now = clock.instant();
        return current(command, id)
                .delayUntil(it -> webhooks.delete(scope, it, now))
                .delayUntil(it -> sent.giveUp(scope, it.id(), now))
                .map(it -> it.switched(false, now));
    }

    /** A delivery without an event, which only {@link Courier#deliverFirst} sends, and only once. */
    Mono<UUID> ping(Command command, UUID id) {
        var ping = Ids.next();
        return current(command, id)
                .flatMap(it -> sent.addPing(command.actor().scope(), it.id(), ping, clock.instant()))
                .thenReturn(ping);
    }

    /** @return fails with a refusal when the delivery is not dead, or not this webhook's */
    Mono<Webhook> redeliver(Command command, UUID id, UUID delivery) {
        var scope = command.actor().scope();
        return current(command, id).delayUntil(it -> sent.redeliver(scope, it.id(), delivery, clock.instant()));
    }

    Mono<Long> redeliverDead(Command command, UUID id) {
        var scope = command.actor().scope();
        return current(command, id).flatMap(it -> sent.redeliverDead(scope, it.id(), clock.instant()));
    }

    private Mono<Webhook> change(Command command, UUID id, UnaryOperator<Webhook> change) {
        return current(command, id).flatMap(it -> webhooks.save(command.actor().scope(), change.apply(it)));
    }

    /** The version that the caller has read, or a refusal. */
    private Mono<Webhook> current(Command command, UUID id) {
        Scope scope = command.actor().scope();
        return webhooks.find(scope, id).doOnNext(it -> command.requireVersion(it.version()));
    }

    private static List<String> distinct(List<String> kinds) {
        return kinds.stream().distinct().toList();
    }

    private Mono<Void> callable(String url) {
        return outbound.check(url).onErrorMap(Forbidden.class, WebhookDesk::refusal);
    }

    private static Refusal refusal(Forbidden forbidden) {
        return switch (forbidden.why()) {
            case MALFORMED -> new Refusal.Invalid("webhook-url-malformed", "/url");
            case WITH_CREDENTIALS -> new Refusal.Invalid("webhook-url-with-credentials", "/url");
            case NOT_HTTPS -> new Refusal.Invalid("webhook-url-not-https", "/url");
            case UNUSUAL_PORT -> new Refusal.Invalid("webhook-url-unusual-port", "/url");
            case UNKNOWN_HOST -> new Refusal.Invalid("webhook-host-unknown", "/url");
            case NOT_PUBLIC -> new Refusal.Invalid("webhook-host-not-public", "/url");
        };
    }
}
