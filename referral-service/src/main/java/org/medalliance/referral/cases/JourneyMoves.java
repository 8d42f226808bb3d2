package org.medalliance.referral.cases;

import static org.medalliance.referral.cases.Lists.plus;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.content.Transport;

/** What happens from the sending to the end: on the way, at the destination, and when it ends otherwise. */
final class JourneyMoves {

    private JourneyMoves() {}

    /** Care was found nearer: nobody travels. What it was needed for counts as a transfer avoided. */
    static Referral optionTaken(Referral it, TakenOption option, String specialty, Instant at) {
        return it.moved(State.CLOSED, Place.UNDECIDED, at, edit -> {
                    edit.option = option;
                    edit.closing = Closing.KEPT_LOCAL;
                })
                .with(it.priority(), it.pathway(), specialty, it.submittedAt());
    }

    /** A draft that is complete goes out. */
    static Referral sent(Referral it, State next, Instant at) {
        return it.moved(next, at, _ -> {}).with(it.priority(), it.pathway(), it.specialty(), at);
    }

    /** @throws Refusal.Invalid as {@link TriageMoves#accepted} */
    static Referral reservationChanged(
            Referral it,
            Reservation reservation,
            Set<String> departments,
            String reason,
            @Nullable String comment,
            Instant at) {
        TriageMoves.check(reservation, departments, at);
        return it.moved(it.state(), at, edit -> {
            edit.reserve(reservation, at);
            edit.remarks = plus(edit.remarks, it.remark(Action.CHANGE_RESERVATION, reason, comment));
            edit.notices = plus(edit.notices, it.noticeToSender(Action.CHANGE_RESERVATION, at));
        });
    }

    /** @throws Refusal.Invalid when the arrival is expected before now or far ahead, or the departure cannot be right */
    static Referral departed(Referral it, Transport transport, Instant at) {
        if (transport.eta() != null && transport.eta().isBefore(at)) {
            throw new Refusal.Invalid("eta-in-past", "/transport/eta");
        }
        CaseTimes.refuseFarArrival(transport.eta(), at);
        var left = transport.departedAt() == null ? at : transport.departedAt();
        if (left.isAfter(at)) {
            throw new Refusal.Invalid("departure-in-future", "/transport/departedAt");
        }
        CaseTimes.refuseBefore(it, left, "/transport/departedAt");
        var known = new Transport(transport.means(), transport.vehicle(), transport.escort(), left, transport.eta());
        return it.moved(State.IN_TRANSIT, at, edit -> edit.transport = known);
    }

    /**
     * To another hospital, on the way or before. An emergency keeps its state and rings there, beside those that ring
     * already; else the new destination decides.
     *
     * @throws Refusal.Invalid as {@link TriageMoves#forwarded}
     */
    static Referral diverted(Referral it, Place to, String reason, @Nullable String comment, Instant at) {
        TriageMoves.refusePingPong(it, to, "/destination/institution");
        var next = it.isEmergency() ? it.state() : State.SUBMITTED;
        return it.moved(next, to, at, edit -> {
            edit.hops = plus(edit.hops, TriageMoves.hop(it, at));
            edit.reserveNothing();
            edit.ring = it.isEmergency() ? ringAt(it, to, at) : null;
            edit.remarks = plus(edit.remarks, it.remark(Action.DIVERT, reason, comment));
            edit.notices = plus(
                    edit.notices,
                    it.noticeToSender(Action.DIVERT, at),
                    it.notice(Action.DIVERT, Party.DESTINATION, to.institution(), at));
        });
    }

    private static Ring ringAt(Referral it, Place to, Instant at) {
        var ring = it.details().ring();
        return ring == null || !ring.ringsOn() ? Ring.at(to, at) : EmergencyMoves.ringingAt(it, ring, to, at);
    }

    /** @throws Refusal.Invalid when the arrival lies in the future or before the case */
    static Referral arrived(Referral it, Instant arrival, Instant at) {
        refuseOutside(it, arrival, at, "arrival-in-future");
        var next = it.direction() == Direction.DOWN ? State.FOLLOWING_UP : State.ARRIVED;
        return it.moved(next, at, edit -> {
            edit.arrivedAt = arrival;
            edit.ring = heard(edit.ring, it.destination().institution(), at);
        });
    }

    /** Who sees the patient needs no call any more. */
    private static @Nullable Ring heard(@Nullable Ring ring, String institution, Instant at) {
        return ring == null || !ring.ringsOn() ? ring : ring.heard(institution, at);
    }

    private static void refuseOutside(Referral it, Instant time, Instant at, String code) {
        if (time.isAfter(at)) {
            throw new Refusal.Invalid(code, "/at");
        }
        CaseTimes.refuseBefore(it, time, "/at");
    }

    /** @throws Refusal.Conflict while it rings: nobody has said yet where the patient is awaited */
    static Referral notArrived(Referral it, Instant at) {
        if (it.ringingSince() != null) {
            throw new Refusal.Conflict("ring-down-unanswered");
        }
        return it.moved(State.NOT_ARRIVED, at, _ -> {});
    }

    /** @throws Refusal.Invalid when the new time has passed or is too far ahead */
    static Referral reinstated(Referral it, Instant expected, Instant at) {
        if (expected.isBefore(at)) {
            throw new Refusal.Invalid("reservation-in-past", "/at");
        }
        CaseTimes.refuseFarAhead(expected, at, "/at");
        return it.moved(State.ACCEPTED, at, edit -> {
            edit.reserve(expectedAgain(it, expected), at);
            edit.transport = null;
            edit.notices = plus(
                    edit.notices,
                    it.notice(
                            Action.REINSTATE,
                            Party.DESTINATION,
                            it.destination().institution(),
                            at));
        });
    }

    private static Reservation expectedAgain(Referral it, Instant expected) {
        var was = it.details().reservation();
        return was == null
                ? new Reservation(
                        Reservation.Kind.VISIT,
                        String.valueOf(it.destination().department()),
                        null,
                        null,
                        expected,
                        null)
                : new Reservation(was.kind(), was.department(), was.doctor(), was.bed(), expected, was.bring());
    }

    /** Up and across the sender ends it; down the clinic does, and the hospital acknowledges. */
    static Referral givenUp(Referral it, String reason, @Nullable String comment, Instant at) {
        var down = it.direction() == Direction.DOWN;
        return it.moved(down ? State.GIVEN_UP_PENDING_ACK : State.CLOSED, at, edit -> {
            edit.closing = Closing.NOT_ARRIVED;
            edit.remarks = plus(edit.remarks, it.remark(Action.GIVE_UP, reason, comment));
            if (!down) {
                edit.notices = plus(edit.notices, noticeToDestination(it, Action.GIVE_UP, at));
            }
        });
    }

    private static Notice noticeToDestination(Referral it, Action of, Instant at) {
        return it.notice(of, Party.DESTINATION, it.destination().institution(), at);
    }

    static Referral admitted(Referral it, Admission admission, Instant at) {
        refuseOutside(it, admission.at(), at, "admission-in-future");
        return it.moved(State.ADMITTED, at, edit -> edit.admission = admission);
    }

    static Referral treated(Referral it, Outcome outcome, Instant at) {
        return it.moved(State.TREATED, at, edit -> edit.outcome = outcome);
    }

    /** The name stays as it was on that day, whatever the catalogue says later. */
    static Referral leftNetwork(
            Referral it, String code, String name, String reason, @Nullable String comment, Instant at) {
        return it.moved(State.TREATED, at, edit -> {
            edit.outside = name;
            edit.outsideCode = code;
            edit.closing = Closing.OUT_OF_NETWORK;
            edit.remarks = plus(edit.remarks, it.remark(Action.LEAVE_NETWORK, reason, comment));
        });
    }

    static Referral withdrawn(Referral it, String reason, @Nullable String comment, Instant at) {
        // Where a draft would have gone never hears of it.
        var to = it.state() == State.DRAFT ? Place.UNDECIDED : it.destination();
        return it.moved(State.WITHDRAWN, to, at, edit -> {
            edit.withdrawal = reason;
            edit.ring = heard(edit.ring, it.origin().institution(), at);
            edit.remarks = plus(edit.remarks, it.remark(Action.WITHDRAW, reason, comment));
            if (it.wasAccepted()) {
                edit.notices = plus(edit.notices, noticeToDestination(it, Action.WITHDRAW, at));
            }
        });
    }

    /**
     * @param bySender then it is the end, and a destination that had accepted is told; else the sender acknowledges
     * @throws Refusal.Invalid when the death lies in the future or before the case
     */
    static Referral died(Referral it, Instant death, boolean bySender, Instant at) {
        refuseOutside(it, death, at, "death-in-future");
        return it.moved(bySender ? State.CLOSED : State.TREATED, at, edit -> {
            edit.diedAt = death;
            edit.closing = Closing.DIED;
            edit.ring = heard(
                    edit.ring,
                    bySender ? it.origin().institution() : it.destination().institution(),
                    at);
            if (bySender && it.wasAccepted()) {
                edit.notices = plus(edit.notices, noticeToDestination(it, Action.RECORD_DEATH, at));
            }
        });
    }
}
