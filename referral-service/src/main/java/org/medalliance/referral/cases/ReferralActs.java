package org.medalliance.referral.cases;

import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.numbering.CaseNumbers;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.referral.cases.ReferralDesk.Transition;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Who;
import org.medalliance.referral.reason.Reason.Kind;
import org.medalliance.referral.reason.Reasons;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the controllers of referrals share: a command is carried out once, and answers the case as it is then. */
@Component
class ReferralActs {

    private static final String ROOT = "/api/referral/v1/referrals/";

    private final ReferralDesk desk;
    private final ReferralBoard board;
    private final Reasons reasons;
    private final CaseNumbers numbers;
    private final Commands commands;

    ReferralActs(ReferralDesk desk, ReferralBoard board, Reasons reasons, CaseNumbers numbers, Commands commands) {
        this.desk = desk;
        this.board = board;
        this.reasons = reasons;
        this.numbers = numbers;
        this.commands = commands;
    }

    static Who who(Command command) {
        var actor = command.actor();
        return new Who(actor.subject(), actor.practitioner(), actor.institution());
    }

    Mono<ResponseEntity<ReferralView>> act(
            Command command, UUID id, Action action, BiFunction<Referral, Instant, Referral> transition) {
        return commands.once(command, ReferralView.class, () -> desk.act(command, id, action, transition)
                .flatMap(seen -> answer(command, seen)));
    }

    Mono<ResponseEntity<ReferralView>> actLookingUp(Command command, UUID id, Action action, Transition transition) {
        return commands.once(command, ReferralView.class, () -> desk.actLookingUp(command, id, action, transition)
                .flatMap(seen -> answer(command, seen)));
    }

    /** With a coded reason, which is checked once it is sure that the actor may make the move. */
    Mono<ResponseEntity<ReferralView>> actFor(
            Reasoned why, Command command, UUID id, Action action, Transition transition) {
        return actLookingUp(command, id, action, (seen, at) -> reasons.check(
                        command.actor(), why.kindFor(seen.referral()), why.code(), why.comment())
                .then(Mono.defer(() -> transition.apply(seen, at))));
    }

    /** @param kind depends on the case's direction where up and down have reasons of their own */
    record Reasoned(
            Function<Referral, Kind> kind,
            String code,
            @Nullable String comment) {
        static Reasoned of(Kind kind, String code, @Nullable String comment) {
            return new Reasoned(_ -> kind, code, comment);
        }

        private Kind kindFor(Referral referral) {
            return kind.apply(referral);
        }
    }

    private Mono<Answer<ReferralView>> answer(Command command, Referrals.Seen seen) {
        return board.view(command.actor(), seen).map(view -> Answer.ok(view.version(), view));
    }

    /** @param made puts the new case together, given its number */
    Mono<ResponseEntity<ReferralView>> open(
            Command command, Direction direction, Action action, Function<String, Mono<Opening>> made) {
        var actor = command.actor();
        desk.permitOpening(actor, direction, action);
        return numbers.next(actor.scope(), "R")
                .flatMap(number -> commands.once(command, ReferralView.class, () -> made.apply(number)
                        .flatMap(opening -> desk.open(actor, opening.referral(), action)
                                .map(seen -> opened(actor, seen, opening)))));
    }

    private Answer<ReferralView> opened(Actor actor, Referrals.Seen seen, Opening opening) {
        var view = board.viewOfNew(actor, seen, opening.patient());
        return Answer.created(ROOT + view.id(), view.version(), view);
    }

    /** A second case that a move of the first one opens, in the same command. */
    Mono<Referral> alsoOpen(Actor actor, Referral second, Action action) {
        return desk.open(actor, second, action).map(Referrals.Seen::referral);
    }

    Mono<String> number(Actor actor) {
        return numbers.next(actor.scope(), "R");
    }
}
