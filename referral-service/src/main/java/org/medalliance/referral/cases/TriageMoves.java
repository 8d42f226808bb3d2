package org.medalliance.referral.cases;

import static org.medalliance.referral.cases.Lists.plus;
import static org.medalliance.referral.cases.Lists.replaced;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralDetails.Undo;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Claim;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Conclusion;
import org.medalliance.referral.content.ConsultRequest;
import org.medalliance.referral.content.Decline;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Question;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.Who;

/** What the receiving side decides before a patient travels, and how the sender answers. */
final class TriageMoves {

    /** How long an officer has a case alone. */
    static final Duration CLAIM = Duration.ofMinutes(15);

    /** How long a decision can be taken back, if nobody acted since. */
    static final Duration UNDO = Duration.ofMinutes(2);

    /** How often a case may be sent on. */
    static final int HOPS = 3;

    static final int QUESTIONS = 2;

    private TriageMoves() {}

    static Referral claimed(Referral it, Who actor, Instant at) {
        return it.moved(
                it.state(), at, edit -> edit.claim = new Claim(actor.subject(), actor.practitioner(), at.plus(CLAIM)));
    }

    static Referral released(Referral it, Instant at) {
        return it.moved(it.state(), at, edit -> edit.claim = null);
    }

    /**
     * @param departments codes of the destination's departments
     * @throws Refusal.Invalid when the reservation is for none of them, or for a time that has passed or is too far ahead
     */
    static Referral accepted(Referral it, Reservation reservation, Set<String> departments, Who actor, Instant at) {
        check(reservation, departments, at);
        return undoable(it, it.moved(State.ACCEPTED, at, edit -> edit.reserve(reservation, at)), actor, at);
    }

    static void check(Reservation reservation, Set<String> departments, Instant at) {
        if (!departments.contains(reservation.department())) {
            throw new Refusal.Invalid("department-unknown", "/reservation/department");
        }
        if (reservation.at().isBefore(at)) {
            throw new Refusal.Invalid("reservation-in-past", "/reservation/at");
        }
        CaseTimes.refuseFarAhead(reservation.at(), at, "/reservation/at");
    }

    private static Referral undoable(Referral before, Referral after, Who actor, Instant at) {
        var kept = before.details().edited(edit -> edit.undo = null);
        var undo =
                new Undo(actor.subject(), at.plus(UNDO), after.version(), before.state(), before.destination(), kept);
        return after.withDetails(after.details().edited(edit -> edit.undo = undo));
    }

    /** As it was before; words that were said meanwhile stay. */
    static Referral undone(Referral it, Instant at) {
        var undo = it.details().undo();
        if (undo == null) {
            throw new Refusal.Conflict("undo-over");
        }
        var before = it.withDetails(undo.details());
        return before.moved(
                undo.state(),
                undo.destination(),
                at,
                edit -> edit.remarks = plus(edit.remarks, it.remark(Action.UNDO, null, null)));
    }

    static Referral asked(Referral it, String question, Instant at) {
        return it.moved(
                State.INFO_REQUESTED,
                at,
                edit -> edit.questions = plus(edit.questions, new Question(question, at, null, null)));
    }

    static Referral answered(Referral it, String answer, Instant at) {
        var questions = it.details().questions();
        var last = questions.size() - 1;
        var open = questions.get(last);
        var back = it.direction() == Direction.DOWN ? State.PROPOSED : State.SUBMITTED;
        return it.moved(
                back,
                at,
                edit -> edit.questions =
                        replaced(questions, last, new Question(open.text(), open.askedAt(), answer, at)));
    }

    /**
     * @param to already known to have such a department
     * @throws Refusal.Invalid when it has been there before: nobody is sent to and fro
     */
    static Referral forwarded(
            Referral it, Place to, @Nullable String reason, @Nullable String comment, @Nullable Who actor, Instant at) {
        refusePingPong(it, to, "/destination/institution");
        var action = actor == null ? Action.PASS_ON : Action.FORWARD;
        var after = it.moved(State.SUBMITTED, to, at, edit -> {
            edit.hops = plus(edit.hops, hop(it, at));
            edit.remarks = plus(edit.remarks, it.remark(action, reason, comment));
        });
        return actor == null ? after : undoable(it, after, actor, at);
    }

    static Hop hop(Referral it, Instant at) {
        return new Hop(
                it.destination().institution(), String.valueOf(it.destination().department()), at);
    }

    /** @throws Refusal.Invalid when the place is the origin, the present destination or one that sent the case on */
    static void refusePingPong(Referral it, Place to, String pointer) {
        if (to.institution().equals(it.origin().institution())) {
            throw new Refusal.Invalid("destination-is-origin", pointer);
        }
        if (to.institution().equals(it.destination().institution())
                || it.details().hops().stream()
                        .anyMatch(hop -> hop.institution().equals(to.institution()))) {
            throw new Refusal.Invalid("destination-had-it", pointer);
        }
    }

    static Referral declined(Referral it, String reason, String comment, Who actor, Instant at) {
        var decline = new Decline(reason, comment, actor.subject(), actor.institution());
        return undoable(
                it,
                it.moved(State.DECLINED_PENDING_ACK, at, edit -> {
                    edit.decline = decline;
                    edit.remarks = plus(edit.remarks, it.remark(Action.DECLINE, reason, comment));
                }),
                actor,
                at);
    }

    static Referral appealed(Referral it, String comment, Instant at) {
        return it.moved(State.SUBMITTED, at, edit -> {
            edit.appeal = comment;
            edit.remarks = plus(edit.remarks, it.remark(Action.APPEAL, null, comment));
        });
    }

    static Referral consultingFirst(Referral it, String question, Instant at) {
        return it.moved(
                State.CONSULTING,
                at,
                edit -> edit.consult = new ConsultRequest(question, it.version() + 1, null, null, null));
    }

    /**
     * Telemedicine has opened the consult that we asked for.
     *
     * @param asked the version of this referral that the consult answers; null where telemedicine does not say it yet
     * @throws Refusal.Conflict when it answers an earlier request than the last
     */
    static Referral consultOpened(Referral it, UUID consult, String number, @Nullable Long asked, Instant at) {
        var request = it.details().consult();
        if (request == null || !answers(request, asked)) {
            throw new Refusal.Conflict("other-consult");
        }
        var opened = new ConsultRequest(request.question(), request.asked(), consult, number, null);
        return it.moved(it.state(), at, edit -> edit.consult = opened);
    }

    private static boolean answers(ConsultRequest request, @Nullable Long asked) {
        return asked == null || request.asked() == null || request.asked().equals(asked);
    }

    /**
     * {@code REFER_EMERGENCY} raises the priority; {@code REVIEW_AGAIN} keeps the referral waiting.
     *
     * @throws Refusal.Conflict when it is not the consult for which the referral waits: an opinion that comes late moves
     *     nothing
     */
    static Referral concluded(Referral it, UUID from, Conclusion conclusion, Instant at) {
        var consult = awaited(it, from);
        var informed = new ConsultRequest(
                consult.question(), consult.asked(), consult.consult(), consult.number(), conclusion);
        var next =
                switch (conclusion) {
                    case TREAT_LOCALLY -> State.KEPT_LOCAL_PENDING_ACK;
                    case REFER_UP, REFER_EMERGENCY -> State.SUBMITTED;
                    case REVIEW_AGAIN -> State.CONSULTING;
                };
        var after = it.moved(next, at, edit -> edit.consult = informed);
        return conclusion == Conclusion.REFER_EMERGENCY ? after.with(Priority.EMERGENCY) : after;
    }

    /** @throws Refusal.Conflict as {@link #concluded} */
    static Referral consultEnded(Referral it, UUID from, Instant at) {
        awaited(it, from);
        return resumed(it, at);
    }

    private static ConsultRequest awaited(Referral it, UUID from) {
        var consult = it.details().consult();
        if (consult == null || !from.equals(consult.consult())) {
            throw new Refusal.Conflict("other-consult");
        }
        return consult;
    }

    static Referral resumed(Referral it, Instant at) {
        return it.moved(State.SUBMITTED, at, _ -> {});
    }

    /** The sender has taken note of what became of it. */
    static Referral acknowledged(Referral it, Instant at) {
        var closing =
                switch (it.state()) {
                    case KEPT_LOCAL_PENDING_ACK -> Closing.KEPT_LOCAL;
                    case DECLINED_PENDING_ACK -> Closing.DECLINED;
                    case GIVEN_UP_PENDING_ACK -> Closing.NOT_ARRIVED;
                    case TREATED ->
                        it.details().closing() == null
                                ? Closing.TREATED
                                : it.details().closing();
                    default ->
                        throw new IllegalStateException("A referral that is %s has no outcome.".formatted(it.state()));
                };
        return it.moved(State.CLOSED, at, edit -> edit.closing = closing);
    }

    static Referral objected(Referral it, String comment, Instant at) {
        return it.moved(State.SUBMITTED, at, edit -> {
            edit.objection = comment;
            edit.remarks = plus(edit.remarks, it.remark(Action.OBJECT, null, comment));
        });
    }

    /** @throws Refusal.Invalid when it is not higher than now */
    static Referral raised(Referral it, Priority to, String reason, @Nullable String comment, Instant at) {
        if (to.compareTo(it.priority()) <= 0) {
            throw new Refusal.Invalid("priority-not-higher", "/priority");
        }
        var rings = to == Priority.EMERGENCY && (it.state() == State.ACCEPTED || it.state() == State.IN_TRANSIT);
        return it.moved(it.state(), at, edit -> {
                    edit.remarks = plus(edit.remarks, it.remark(Action.RAISE_PRIORITY, reason, comment));
                    edit.ring = rings ? Ring.at(it.destination(), at) : edit.ring;
                })
                .with(to);
    }

    /** Whoever is owed word of a move has it now; all that is owed to that institution in that part. */
    static Referral noticed(Referral it, Set<Party> parties, Who actor, Instant at) {
        var notices = it.details().notices();
        var heard = notices.stream()
                .map(notice -> isFor(notice, parties, actor.institution())
                        ? new Notice(
                                notice.of(), notice.party(), notice.institution(), notice.at(), actor.subject(), at)
                        : notice)
                .toList();
        return it.moved(it.state(), at, edit -> edit.notices = heard);
    }

    static boolean isFor(Notice notice, Set<Party> parties, String institution) {
        return notice.awaitsAnswer() && notice.institution().equals(institution) && !parties.isEmpty();
    }
}
