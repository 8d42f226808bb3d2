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
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Direction;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Where referrals are moved. Each command finds the case as a party sees it, asks the table, makes the transition,
 * and writes state, time line and event together; the caller holds the transaction.
 */
@Service
class ReferralDesk {

    private final Referrals referrals;
    private final Standings standings;
    private final ReferralEvents events;
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final RingDown ringDown;
    private final HeldBeds beds;
    private final ReferralMetrics metrics;
    private final Clock clock;

    ReferralDesk(
            Referrals referrals,
            Standings standings,
            ReferralEvents events,
            Outbox outbox,
            Deadlines deadlines,
            RingDown ringDown,
            HeldBeds beds,
            ReferralMetrics metrics,
            Clock clock) {
        this.referrals = referrals;
        this.standings = standings;
        this.events = events;
        this.outbox = outbox;
        this.deadlines = deadlines;
        this.ringDown = ringDown;
        this.beds = beds;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Refuses those who may not open such a case at all, before anything else is looked at. */
    Rule<State, Action> permitOpening(Actor actor, Direction direction, Action action) {
        return ReferralLifecycle.of(direction).permit(action, null, actor.standing(Set.of(Party.ORIGIN)));
    }

    Mono<Seen> open(Actor actor, Referral referral, Action action) {
        var rule = permitOpening(actor, referral.direction(), action);
        return open(rule, referral, actor).thenReturn(new Seen(referral, Set.of(Party.ORIGIN)));
    }

    private Mono<Void> open(Rule<State, Action> rule, Referral referral, Actor actor) {
        return referrals
                .add(referral, moveOf(rule, null, referral, actor))
                .then(Mono.defer(
                        () -> deadlines.opened(new Scope(referral.alliance()), ReferralDeadlines.situation(referral))))
                .then(Mono.defer(() -> ringDown.ring(null, referral)))
                .then(Mono.defer(() -> beds.follow(null, referral)))
                .then(Mono.defer(() -> tell(rule, null, referral)));
    }

    /**
     * @param transition makes the next state from the present one and the time
     */
    Mono<Seen> act(Command command, UUID id, Action action, BiFunction<Referral, Instant, Referral> transition) {
        return actLookingUp(
                command, id, action, (seen, at) -> Mono.fromSupplier(() -> transition.apply(seen.referral(), at)));
    }

    /** A transition that has to look something up first. */
    interface Transition extends BiFunction<Seen, Instant, Mono<Referral>> {}

    Mono<Seen> actLookingUp(Command command, UUID id, Action action, Transition transition) {
        return referrals
                .find(command.actor(), id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(seen -> act(command, seen, action, transition));
    }

    private Mono<Seen> act(Command command, Seen seen, Action action, Transition transition) {
        var actor = command.actor();
        var before = seen.referral();
        var now = clock.instant();
        return standings.of(actor, seen).flatMap(standing -> {
            var rule = ReferralLifecycle.of(before.direction()).permit(action, before.state(), standing);
            command.requireVersion(before.version());
            new Conditions(before, seen.parties(), actor, now).require(rule);
            return transition
                    .apply(seen, now)
                    .flatMap(next -> move(rule, before, next, actor).thenReturn(next))
                    .map(next -> new Seen(next, Referrals.partiesOf(next, actor, seen.parties())));
        });
    }

    /** A move by the platform itself, upon an event, a deadline or another case. */
    Mono<Referral> actForPlatform(
            Scope scope, UUID id, Action action, BiFunction<Referral, Instant, Referral> transition) {
        return actForPlatformLookingUp(
                scope, id, action, (seen, at) -> Mono.fromSupplier(() -> transition.apply(seen.referral(), at)));
    }

    Mono<Referral> actForPlatformLookingUp(Scope scope, UUID id, Action action, Transition transition) {
        return referrals
                .find(scope, id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(before -> {
                    var rule = ReferralLifecycle.of(before.direction()).permitPlatform(action, before.state());
                    return transition
                            .apply(new Seen(before, Set.of()), clock.instant())
                            .flatMap(next -> move(rule, before, next, null).thenReturn(next));
                });
    }

    private Mono<Void> move(Rule<State, Action> rule, Referral before, Referral next, @Nullable Actor actor) {
        rule.verifyArrival(before.state(), next.state());
        return referrals
                .save(before, next, moveOf(rule, before, next, actor))
                .then(Mono.defer(() -> deadlines.moved(new Scope(next.alliance()), ReferralDeadlines.situation(next))))
                .then(Mono.defer(() -> ringDown.ring(before, next)))
                .then(Mono.defer(() -> beds.follow(before, next)))
                .then(Mono.defer(() -> tell(rule, before, next)))
                .then(Mono.defer(() -> followRecall(next)));
    }

    /** The case that brings a recalled patient back decides what becomes of the one that waits for it. */
    private Mono<Void> followRecall(Referral next) {
        var home = next.details().continues();
        if (home == null || next.direction() == Direction.DOWN) {
            return Mono.empty();
        }
        var scope = new Scope(next.alliance());
        return referrals
                .find(scope, home)
                .filter(it -> it.state() == State.RECALLED
                        && next.id().equals(it.details().recalledBy()))
                .flatMap(it -> next.details().closing() == Closing.DIED
                        ? actForPlatform(
                                scope, home, Action.RECORD_DEATH, (down, at) -> DownMoves.diedRecalled(down, next, at))
                        : recallMoved(scope, home, next))
                .then();
    }

    /** What was accepted may still be undone, diverted and declined: only who is there has been taken in. */
    private Mono<Referral> recallMoved(Scope scope, UUID home, Referral next) {
        return switch (next.state()) {
            case ARRIVED ->
                actForPlatform(
                        scope,
                        home,
                        Action.RECALL_ACCEPTED,
                        (down, at) -> DownMoves.recallAccepted(
                                down, next.destination().institution(), at));
            case CLOSED, WITHDRAWN -> actForPlatform(scope, home, Action.RECALL_ENDED, DownMoves::recallEnded);
            default -> Mono.empty();
        };
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
                reason(next),
                next.movedAt());
    }

    /** Codes are no secret, and numbers count by them. */
    private static @Nullable String reason(Referral next) {
        return next.details().remarks().stream()
                .filter(it -> it.version() == next.version())
                .findFirst()
                .map(it -> it.reason())
                .orElse(null);
    }

    private Mono<Void> tell(Rule<State, Action> rule, @Nullable Referral before, Referral next) {
        return announce(rule, next).then(metrics.countAfterCommit(rule.action(), before, next));
    }

    private Mono<Void> announce(Rule<State, Action> rule, Referral next) {
        return rule.announces() == null ? Mono.empty() : events.of(rule, next).flatMap(outbox::append);
    }
}
