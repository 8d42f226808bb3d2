package org.medalliance.staffing.visit;

import java.time.Clock;
import java.time.Instant;
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
import org.medalliance.staffing.visit.VisitCommands.PlanVisit;
import org.medalliance.staffing.visit.VisitLifecycle.Action;
import org.medalliance.staffing.visit.VisitLifecycle.Party;
import org.medalliance.staffing.visit.VisitLifecycle.Role;
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.medalliance.staffing.visit.VisitingDays.Seen;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Where visiting days are moved: sight, the table, the version, the transition; then state, time line and event
 * together. The caller holds the transaction.
 */
@Service
class VisitDesk {

    private final VisitingDays days;
    private final VisitIntake intake;
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final VisitPulse pulse;
    private final Clock clock;

    VisitDesk(
            VisitingDays days, VisitIntake intake, Outbox outbox, Deadlines deadlines, VisitPulse pulse, Clock clock) {
        this.days = days;
        this.intake = intake;
        this.outbox = outbox;
        this.deadlines = deadlines;
        this.pulse = pulse;
        this.clock = clock;
    }

    /** Medical affairs plan for the doctors of their own hospital; those of the lead hospital for the whole alliance. */
    Mono<Seen> plan(Command command, PlanVisit plan) {
        var actor = command.actor().require(Role.STAFFING_MANAGER);
        return intake.look(actor.scope(), plan).flatMap(planned -> open(actor, planned));
    }

    private Mono<Seen> open(Actor actor, VisitIntake.Planned planned) {
        var held = planned.heldBy(actor);
        if (!held.contains(Party.EMPLOYER) && !held.contains(Party.LEAD)) {
            throw new Refusal.Forbidden("not-your-doctor");
        }
        var rule = VisitLifecycle.TABLE.permit(Action.PLAN, null, actor.standing(held));
        var day = planned.day();
        rule.verifyArrival(null, day.state());
        return days.add(day, planned.parties(), moveOf(rule, null, day, actor))
                .then(Mono.defer(() -> tell(rule, day)))
                .thenReturn(new Seen(day, held));
    }

    /**
     * @param transition makes the next state from the present one and the time
     */
    Mono<Seen> act(Command command, UUID id, Action action, BiFunction<VisitingDay, Instant, VisitingDay> transition) {
        return days.find(command.actor(), id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(seen -> act(command, seen, action, transition));
    }

    private Mono<Seen> act(
            Command command, Seen seen, Action action, BiFunction<VisitingDay, Instant, VisitingDay> transition) {
        var before = seen.day();
        var rule = VisitLifecycle.TABLE.permit(
                action, before.state(), command.actor().standing(seen.parties()));
        command.requireVersion(before.version());
        var next = transition.apply(before, clock.instant());
        rule.verifyArrival(before.state(), next.state());
        return days.save(next, moveOf(rule, before.state(), next, command.actor()))
                .then(Mono.defer(() -> tell(rule, next)))
                .thenReturn(new Seen(next, seen.parties()));
    }

    private static VisitingDays.Move moveOf(
            Rule<State, Action> rule, @Nullable State before, VisitingDay next, Actor actor) {
        return new VisitingDays.Move(
                next.version(),
                rule.action().name(),
                before == null ? null : before.name(),
                next.state().name(),
                actor.institution(),
                actor.practitioner(),
                next.movedAt());
    }

    private Mono<Void> tell(Rule<State, Action> rule, VisitingDay next) {
        return deadlines
                .moved(new Scope(next.alliance()), VisitDeadlines.situation(next))
                .then(Mono.defer(() -> announce(rule, next)))
                .then(Mono.defer(() -> pulse.movedAfterCommit(rule.action(), next.state())));
    }

    private Mono<Void> announce(Rule<State, Action> rule, VisitingDay next) {
        return rule.announces() == null ? Mono.empty() : outbox.append(VisitEvents.of(rule, next));
    }
}
