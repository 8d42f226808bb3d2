package org.medalliance.referral.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.deadline.Deadlines;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.cases.Referrals.Seen;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Where referrals are moved. Each command finds the case as a party sees it, asks the table, makes the transition,
 * and writes state, time line and event together; the caller holds the transaction.
 */
@Service
class ReferralDesk {

    private final Referrals referrals;
    private final ReferralEvents events;
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final ReferralMetrics metrics;
    private final Clock clock;

    ReferralDesk(
            Referrals referrals,
            ReferralEvents events,
            Outbox outbox,
            Deadlines deadlines,
            ReferralMetrics metrics,
            Clock clock) {
        this.referrals = referrals;
        this.events = events;
        this.outbox = outbox;
        this.deadlines = deadlines;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Refuses those who may not send patients at all, before anything else is looked at. */
    Rule<State, Action> permitSubmit(Actor actor) {
        return ReferralLifecycle.TABLE.permit(Action.SUBMIT, null, actor.standing(Set.of(Party.ORIGIN)));
    }

    Mono<Seen> submit(Actor actor, Referral referral) {
        var rule = permitSubmit(actor);
        return referrals
                .add(referral, moveOf(rule, null, referral, actor))
                .then(Mono.defer(
                        () -> deadlines.opened(new Scope(referral.alliance()), ReferralDeadlines.situation(referral))))
                .then(Mono.defer(() -> tell(rule, null, referral)))
                .thenReturn(new Seen(referral, Set.of(Party.ORIGIN)));
    }

    /**
     * @param transition makes the next state from the present one and the time
     */
    Mono<Seen> act(Command command, UUID id, Action action, BiFunction<Referral, Instant, Referral> transition) {
        return referrals
                .find(command.actor(), id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(seen -> act(command, seen, action, transition));
    }

    private Mono<Seen> act(
            Command command, Seen seen, Action action, BiFunction<Referral, Instant, Referral> transition) {
        var before = seen.referral();
        var rule = ReferralLifecycle.TABLE.permit(
                action, before.state(), command.actor().standing(seen.parties()));
        command.requireVersion(before.version());
        var next = transition.apply(before, clock.instant());
        return move(rule, before, next, command.actor()).thenReturn(new Seen(next, seen.parties()));
    }

    /** A move by the platform itself, upon an event. */
    Mono<Referral> actForPlatform(
            Scope scope, UUID id, Action action, BiFunction<Referral, Instant, Referral> transition) {
        return referrals
                .find(scope, id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(before -> {
                    var rule = ReferralLifecycle.TABLE.permitPlatform(action, before.state());
                    var next = transition.apply(before, clock.instant());
                    return move(rule, before, next, null).thenReturn(next);
                });
    }

    private Mono<Void> move(Rule<State, Action> rule, Referral before, Referral next, @Nullable Actor actor) {
        rule.verifyArrival(before.state(), next.state());
        return referrals
                .save(next, moveOf(rule, before, next, actor))
                .then(Mono.defer(() -> deadlines.moved(new Scope(next.alliance()), ReferralDeadlines.situation(next))))
                .then(Mono.defer(() -> tell(rule, before, next)));
    }

    private static Referrals.Move moveOf(
            Rule<State, Action> rule, @Nullable Referral before, Referral next, @Nullable Actor actor) {
        return new Referrals.Move(
                next.version(),
                rule.action().name(),
                before == null ? null : before.state().name(),
                next.state().name(),
                actor == null ? null : actor.institution(),
                actor == null ? null : actor.practitioner(),
                next.movedAt());
    }

    private Mono<Void> tell(Rule<State, Action> rule, @Nullable Referral before, Referral next) {
        return announce(rule, next).then(metrics.countAfterCommit(rule.action(), before, next));
    }

    private Mono<Void> announce(Rule<State, Action> rule, Referral next) {
        return rule.announces() == null ? Mono.empty() : events.of(rule, next).flatMap(outbox::append);
    }
}
