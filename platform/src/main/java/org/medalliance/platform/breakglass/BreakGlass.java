package org.medalliance.platform.breakglass;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.attention.Alert;
import org.medalliance.platform.attention.Attention;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.breakglass.GlassDeadlines.Party;
import org.medalliance.platform.breakglass.GlassDeadlines.State;
import org.medalliance.platform.breakglass.GuardedCases.Guarded;
import org.medalliance.platform.deadline.Deadlines;
import org.medalliance.platform.deadline.Situation;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the glass is broken and looked after. The access, the parties' alerts and the limit of the review are written in
 * one transaction; what is read under it is audited as such.
 */
@Component
public class BreakGlass {

    /** As long as an emergency lasts before somebody responsible is there. */
    static final Duration LASTS = Duration.ofMinutes(60);

    private final Glasses glasses;
    private final Attention attention;
    private final Deadlines deadlines;
    private final Clock clock;
    private final Map<String, GuardedCases> cases;

    BreakGlass(
            Glasses glasses,
            Attention attention,
            Deadlines deadlines,
            Clock clock,
            ObjectProvider<GuardedCases> guarded) {
        this.glasses = glasses;
        this.attention = attention;
        this.deadlines = deadlines;
        this.clock = clock;
        this.cases = guarded.orderedStream().collect(Collectors.toMap(GuardedCases::caseType, Function.identity()));
    }

    /** Whether the actor has broken the glass of this case within the last hour. */
    public Mono<Boolean> isHeld(Actor actor, UUID caseId) {
        return glasses.isHeld(actor, caseId, clock.instant());
    }

    /**
     * @throws Refusal.Unknown when the actor's alliance has no such case
     * @throws Refusal.Conflict when the actor's institution is a party, and needs no emergency
     */
    Mono<Glass> open(Actor actor, String caseType, String number, Glass.Reason reason, String explanation) {
        return Mono.justOrEmpty(cases.get(caseType))
                .flatMap(kind -> kind.find(actor.scope(), number))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(guarded -> guarded.isOf(actor.institution())
                        ? Mono.error(new Refusal.Conflict("glass-not-needed"))
                        : open(actor, guarded, reason, explanation));
    }

    private Mono<Glass> open(Actor actor, Guarded guarded, Glass.Reason reason, String explanation) {
        var now = clock.instant();
        var glass = new Glass(
                Ids.next(),
                guarded.about(),
                actor.subject(),
                actor.practitioner(),
                actor.institution(),
                reason,
                explanation,
                now,
                now.plus(LASTS),
                null,
                null,
                null,
                null);
        return glasses.add(actor.scope(), glass)
                .thenMany(Flux.fromIterable(guarded.parties()))
                .concatMap(party -> attention.raise(actor.scope(), alert(guarded, party)))
                .then(Mono.defer(() -> deadlines.opened(actor.scope(), situation(glass, false))))
                .thenReturn(glass);
    }

    private static Alert alert(Guarded guarded, Audience party) {
        return new Alert(GlassDeadlines.OPENED, Urgency.HIGH, 1, guarded.about(), party);
    }

    /**
     * By a second person, who is neither the one who broke it nor of the same institution unless an auditor.
     *
     * @throws Refusal.Conflict when it is the actor's own, or reviewed already
     */
    Mono<Glass> review(Actor actor, UUID id, Glass.Verdict verdict, String comment) {
        return glasses.find(actor.scope(), id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(glass -> glass.subject().equals(actor.subject())
                        ? Mono.error(new Refusal.Conflict("own-glass"))
                        : judged(actor, glass, verdict, comment));
    }

    private Mono<Glass> judged(Actor actor, Glass glass, Glass.Verdict verdict, String comment) {
        return glasses.review(actor.scope(), glass.id(), verdict, comment, actor.subject(), clock.instant())
                .filter(first -> first)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("glass-reviewed")))
                .then(Mono.defer(() -> deadlines.moved(actor.scope(), situation(glass, true))))
                .then(Mono.defer(() -> glasses.find(actor.scope(), glass.id())));
    }

    /** The review's own case, so that its ladder climbs whatever becomes of the case that was opened. */
    private static Situation situation(Glass glass, boolean reviewed) {
        return new Situation(
                new CaseRef(GlassDeadlines.CASE_TYPE, glass.id(), glass.about().number()),
                (reviewed ? State.REVIEWED : State.TO_REVIEW).name(),
                Map.of(),
                Map.<String, Instant>of(),
                Map.of(Party.AUDITOR.name(), Audience.ANYWHERE, Party.INSTITUTION.name(), glass.institution()));
    }
}
