package org.medalliance.telemedicine.consult;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.deadline.Deadlines;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.platform.numbering.CaseNumbers;
import org.medalliance.platform.web.Command;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Action;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Party;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.medalliance.telemedicine.consult.Consults.Seen;
import org.medalliance.telemedicine.directory.Directory;
import org.medalliance.telemedicine.directory.Practitioner;
import org.medalliance.telemedicine.schedule.ExpertCalendar;
import org.medalliance.telemedicine.schedule.ExpertCalendar.Wish;
import org.medalliance.telemedicine.schedule.SlotBoards;
import org.medalliance.telemedicine.schedule.Span;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Where consults are moved. Each command finds the case as a party sees it, asks the table, makes the transition, and
 * writes state, time line, bookings and event together; the caller holds the transaction.
 */
@Service
class ConsultDesk {

    private final Consults consults;
    private final Directory directory;
    private final ExpertCalendar calendar;
    private final SlotBoards boards;
    private final OpinionDocument documents;
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final CaseNumbers numbers;
    private final ConsultMetrics metrics;
    private final Clock clock;

    ConsultDesk(
            Consults consults,
            Directory directory,
            ExpertCalendar calendar,
            SlotBoards boards,
            OpinionDocument documents,
            Outbox outbox,
            Deadlines deadlines,
            CaseNumbers numbers,
            ConsultMetrics metrics,
            Clock clock) {
        this.consults = consults;
        this.directory = directory;
        this.calendar = calendar;
        this.boards = boards;
        this.documents = documents;
        this.outbox = outbox;
        this.deadlines = deadlines;
        this.numbers = numbers;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Where a consult is asked for, and of what sort. */
    record Wanted(String requester, String provider, String specialty, Consult.Kind kind, Consult.Priority priority) {}

    /** What a coordinator arranges; {@code startsAt} null is at once, for what is pressing. */
    record Plan(
            List<String> experts,
            @Nullable String chief,
            @Nullable Instant startsAt) {

        /** The only expert is the chief. */
        String chiefOrOnly() {
            if (chief == null && experts.size() == 1) {
                return experts.getFirst();
            }
            if (chief == null || !experts.contains(chief)) {
                throw new Refusal.Invalid("chief-not-among-experts", "/chief");
            }
            return chief;
        }
    }

    Mono<Seen> request(Actor actor, Wanted wanted, Consult.Ask ask) {
        var held = Set.of(Party.REQUESTER);
        var rule = ConsultLifecycle.TABLE.permit(Action.REQUEST, null, actor.standing(held));
        return checkProvider(actor.scope(), wanted)
                .then(Mono.defer(() -> open(actor.scope(), null, wanted, ask)))
                .flatMap(consult -> consults.add(consult, Moves.Move.of(rule.action(), null, consult, actor, null))
                        .filter(added -> added)
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException(
                                "The consult's number %s is taken.".formatted(consult.number()))))
                        .then(Mono.defer(() -> opened(rule, consult)))
                        .thenReturn(new Seen(consult, held)));
    }

    /**
     * Opens the consult that a referral asks for. Told again, or while the referral's last one is under way, it only
     * says once more which consult that is.
     */
    Mono<Void> requestForReferral(Scope scope, Consult.Origin origin, Wanted wanted, Consult.Ask ask) {
        var rule = ConsultLifecycle.TABLE.permitPlatform(Action.REFERRAL_ASKED, null);
        return open(scope, origin, wanted, ask)
                .flatMap(consult -> consults.add(consult, Moves.Move.of(rule.action(), null, consult, null, null))
                        .flatMap(added -> added ? opened(rule, consult) : sayAgain(rule, scope, origin)));
    }

    private Mono<Void> opened(Rule<State, Action> rule, Consult consult) {
        return deadlines
                .opened(new Scope(consult.alliance()), ConsultDeadlines.situation(consult))
                .then(Mono.defer(() -> tell(rule, null, consult)));
    }

    private Mono<Void> sayAgain(Rule<State, Action> rule, Scope scope, Consult.Origin origin) {
        return consults.lockUnderWay(scope, origin.referral())
                .flatMap(consult -> announce(rule, consult.answering(origin)));
    }

    private Mono<Consult> open(Scope scope, Consult.@Nullable Origin origin, Wanted wanted, Consult.Ask ask) {
        return numbers.next(scope, "C").map(number -> {
            var now = clock.instant();
            return new Consult(
                    Ids.next(),
                    1,
                    scope.alliance(),
                    number,
                    origin,
                    wanted.requester(),
                    wanted.provider(),
                    wanted.specialty(),
                    wanted.kind(),
                    wanted.priority(),
                    State.REQUESTED,
                    Consult.Details.of(ask),
                    now,
                    now);
        });
    }

    private Mono<Void> checkProvider(Scope scope, Wanted wanted) {
        if (wanted.provider().equals(wanted.requester())) {
            return Mono.error(new Refusal.Invalid("provider-is-requester", "/provider"));
        }
        return directory
                .institution(scope, wanted.provider())
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("unknown-provider", "/provider")))
                .flatMap(provider -> provider.offers(wanted.specialty())
                        ? Mono.empty()
                        : Mono.error(new Refusal.Invalid("specialty-not-offered", "/specialty")));
    }

    Mono<Seen> arrange(Command command, UUID id, Plan plan) {
        return act(command, id, Action.ARRANGE, null, (consult, now) -> {
            var scope = new Scope(consult.alliance());
            var chief = plan.chiefOrOnly();
            var wish = new Wish(plan.experts(), chief, consult.specialty(), plan.startsAt(), consult.isPressing());
            return directory
                    .practitioners(scope, plan.experts())
                    .doOnNext(known -> checkExperts(consult, plan.experts(), chief, known))
                    .then(Mono.defer(() -> calendar.find(scope, wish, now)))
                    .map(span -> consult.offered(plan.experts(), chief, span, now));
        });
    }

    private static void checkExperts(
            Consult consult, List<String> experts, String chief, Map<String, Practitioner> known) {
        for (int place = 0; place < experts.size(); place++) {
            var expert = known.get(experts.get(place));
            if (expert == null || !expert.institution().equals(consult.provider())) {
                throw new Refusal.Invalid("unknown-expert", "/experts/" + place);
            }
            if (expert.id().equals(chief) && !expert.practises(consult.specialty())) {
                throw new Refusal.Invalid("specialty-unfit", "/experts/" + place);
            }
        }
    }

    /** An expert of the specialty takes up what needs no slot. */
    Mono<Seen> take(Command command, UUID id) {
        return act(command, id, Action.TAKE, null, (consult, now) -> {
            var expert = practitioner(command.actor());
            return directory
                    .practitioners(new Scope(consult.alliance()), List.of(expert))
                    .map(known -> {
                        var taker = known.get(expert);
                        if (taker == null || !taker.practises(consult.specialty())) {
                            throw new Refusal.Conflict("other-specialty", consult.specialty());
                        }
                        return consult.taken(expert, now);
                    });
        });
    }

    Mono<Seen> agree(Command command, UUID id) {
        return act(
                command,
                id,
                Action.AGREE,
                null,
                (consult, now) -> Mono.just(consult.agreed(practitioner(command.actor()), now)));
    }

    Mono<Seen> refuse(Command command, UUID id, Consult.RefuseReason reason) {
        return act(
                command, id, Action.REFUSE, reason.name(), (consult, now) -> Mono.just(consult.backToRequested(now)));
    }

    Mono<Seen> start(Command command, UUID id) {
        return act(command, id, Action.START, null, (consult, now) -> Mono.just(consult.started(now)));
    }

    Mono<Seen> draft(Command command, UUID id, String findings, String advice, Opinion.Conclusion conclusion) {
        return act(command, id, Action.DRAFT_OPINION, null, (consult, now) -> {
            var opinion = new Opinion(findings, advice, conclusion, practitioner(command.actor()), now);
            return Mono.just(consult.drafted(opinion, now));
        });
    }

    Mono<Seen> sign(Command command, UUID id) {
        return act(
                command,
                id,
                Action.SIGN,
                null,
                (consult, now) ->
                        Mono.just(consult.signed(documents.sign(consult, practitioner(command.actor()), now), now)));
    }

    Mono<Seen> acknowledge(Command command, UUID id, String done) {
        return act(command, id, Action.ACKNOWLEDGE, null, (consult, now) -> {
            var acknowledgement =
                    new Consult.Acknowledgement(done, command.actor().practitioner(), now);
            return Mono.just(consult.acknowledged(acknowledgement, now));
        });
    }

    Mono<Seen> decline(Command command, UUID id, Consult.DeclineReason reason, @Nullable String comment) {
        return act(
                command,
                id,
                Action.DECLINE,
                reason.name(),
                (consult, now) -> Mono.just(
                        consult.ended(new Consult.Ending(Consult.How.DECLINED, reason.name(), comment, now), now)));
    }

    Mono<Seen> cancel(Command command, UUID id, Consult.CancelReason reason, @Nullable String comment) {
        return act(
                command,
                id,
                Action.CANCEL,
                reason.name(),
                (consult, now) -> Mono.just(
                        consult.ended(new Consult.Ending(Consult.How.CANCELLED, reason.name(), comment, now), now)));
    }

    /** The referral's consult, unless an expert is at it already: then its opinion is still worth having. */
    Mono<Void> cancelForReferral(Scope scope, UUID referral) {
        var reason = Action.REFERRAL_WITHDRAWN;
        return consults.lockUnderWay(scope, referral).flatMap(consult -> {
            var rule = ConsultLifecycle.TABLE.permitPlatform(reason, consult.state());
            var now = clock.instant();
            var ending = new Consult.Ending(Consult.How.CANCELLED, reason.name(), null, now);
            return move(rule, consult, consult.ended(ending, now), null, reason.name());
        });
    }

    /** Gives back to the coordinator whatever the expert was booked for and has not begun. */
    Mono<Void> expertAway(Scope scope, UUID visitingDay, long sequence, String expert, Span away) {
        return calendar.takeAway(scope, visitingDay, sequence, expert, away)
                .flatMapIterable(ids -> ids)
                .concatMap(id -> consults.lock(scope, id))
                // All are held before the first is moved: everybody locks consults first, and desks after them.
                .collectList()
                .flatMapIterable(held -> held)
                .concatMap(this::giveBack)
                .then(Mono.defer(() -> boards.refresh(scope, List.of(expert))));
    }

    private Mono<Void> giveBack(Consult consult) {
        var action = Action.EXPERT_UNAVAILABLE;
        if (consult.state() != State.OFFERED && consult.state() != State.SCHEDULED) {
            return Mono.empty();
        }
        var rule = ConsultLifecycle.TABLE.permitPlatform(action, consult.state());
        return move(rule, consult, consult.backToRequested(clock.instant()), null, "VISITING_DAY");
    }

    Mono<Void> expertBack(Scope scope, UUID visitingDay, long sequence, String expert) {
        return calendar.giveBack(scope, visitingDay, sequence)
                .flatMap(news -> news ? boards.refresh(scope, List.of(expert)) : Mono.empty());
    }

    /**
     * @param transition makes the next state from the present one and the time
     */
    private Mono<Seen> act(
            Command command,
            UUID id,
            Action action,
            @Nullable String reason,
            BiFunction<Consult, Instant, Mono<Consult>> transition) {
        return consults.find(command.actor(), id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(seen -> {
                    var before = seen.consult();
                    var rule = permit(command, seen, action);
                    return transition.apply(before, clock.instant()).flatMap(next -> move(
                                    rule, before, next, command.actor(), reason)
                            .thenReturn(seen.moved(next)));
                });
    }

    private static Rule<State, Action> permit(Command command, Seen seen, Action action) {
        var consult = seen.consult();
        var rule = ConsultLifecycle.TABLE.permit(action, consult.state(), seen.standing(command.actor()));
        command.requireVersion(consult.version());
        if (!consult.admits(action)) {
            throw new Refusal.Conflict("not-for-this-kind", consult.kind(), consult.priority());
        }
        return rule;
    }

    private Mono<Void> move(
            Rule<State, Action> rule, Consult before, Consult next, @Nullable Actor actor, @Nullable String reason) {
        rule.verifyArrival(before.state(), next.state());
        return consults.save(next, Moves.Move.of(rule.action(), before, next, actor, reason))
                .then(Mono.defer(() -> keepTime(before, next)))
                .then(Mono.defer(() -> deadlines.moved(new Scope(next.alliance()), ConsultDeadlines.situation(next))))
                .then(Mono.defer(() -> tell(rule, before, next)));
    }

    /** Books the time that the consult now has, or frees the time that it had, also what is left when it is over. */
    private Mono<Void> keepTime(Consult before, Consult next) {
        var scope = new Scope(next.alliance());
        var had = before.span();
        var has = next.span();
        if (had == null && has != null) {
            return calendar.book(
                            scope,
                            next.id(),
                            next.experts(),
                            next.details().ask().patientKey(),
                            has)
                    .then(Mono.defer(() -> boards.refresh(scope, next.experts())));
        }
        if (had != null && (has == null || next.state() == State.SIGNED)) {
            return calendar.release(scope, next.id()).then(Mono.defer(() -> boards.refresh(scope, before.experts())));
        }
        return Mono.empty();
    }

    private Mono<Void> tell(Rule<State, Action> rule, @Nullable Consult before, Consult next) {
        return metrics.moved(rule.action(), before, next).then(Mono.defer(() -> announce(rule, next)));
    }

    private Mono<Void> announce(Rule<State, Action> rule, Consult consult) {
        return Mono.justOrEmpty(ConsultEvents.of(rule, consult)).flatMap(outbox::append);
    }

    /** Whoever acts as an expert is one of the directory's practitioners. */
    private static String practitioner(Actor actor) {
        if (actor.practitioner() == null || actor.practitioner().isBlank()) {
            throw new Refusal.Forbidden("no-practitioner");
        }
        return actor.practitioner();
    }
}
