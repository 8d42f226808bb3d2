package org.medalliance.referral.cases;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Remark;

/**
 * A request to move a patient's care to another institution. Immutable; who may make which move when is the
 * {@link ReferralLifecycle}'s to say, what a move does is said in {@link TriageMoves}, {@link JourneyMoves},
 * {@link EmergencyMoves} and {@link DownMoves}.
 *
 * @param alliance the alliance to which the case belongs
 * @param number for people, such as {@code R20261122-0001}
 * @param specialty code of the national catalogue of clinical departments (诊疗科目名录), such as {@code 03.04}; empty in a
 *     draft that has none yet
 * @param synthetic whether it is a drill, which no list or number counts
 * @param submittedAt when it was sent; a draft's beginning
 * @param since when it came to its state, or to its destination
 * @param movedAt the last move of any kind
 */
public record Referral(
        UUID id,
        long version,
        String alliance,
        String number,
        Direction direction,
        Priority priority,
        Pathway pathway,
        String specialty,
        UUID patient,
        Place origin,
        Place destination,
        State state,
        ReferralDetails details,
        boolean synthetic,
        Instant submittedAt,
        Instant since,
        Instant movedAt) {

    public boolean isEmergency() {
        return priority == Priority.EMERGENCY;
    }

    /** When a hospital was called first, while none has answered and the patient is still awaited. */
    public @Nullable Instant ringingSince() {
        var ring = details.ring();
        var isAwaited = state == State.ACCEPTED || state == State.IN_TRANSIT;
        return ring != null && ring.ringsOn() && isAwaited ? ring.since() : null;
    }

    /** What was clinical is gone, as its time to be kept was over. */
    public boolean isErased() {
        return (state == State.CLOSED || state == State.WITHDRAWN) && details.equals(ReferralDetails.NONE);
    }

    /** Whether the destination has ever said that it takes the patient. */
    public boolean wasAccepted() {
        return details.reservation() != null || details.ring() != null;
    }

    /** What every move begins with: the next version, nothing to undo. */
    Referral moved(State next, Instant at, Consumer<ReferralDetails.Edit> change) {
        return moved(next, destination, at, change);
    }

    /** A change of destination begins the case's time there anew. */
    Referral moved(State next, Place to, Instant at, Consumer<ReferralDetails.Edit> change) {
        var elsewhere = !to.institution().equals(destination.institution());
        var gathered = details.edited(edit -> {
            edit.undo = null;
            if (elsewhere || next != State.SUBMITTED) {
                edit.claim = null;
            }
            change.accept(edit);
        });
        return new Referral(
                id,
                version + 1,
                alliance,
                number,
                direction,
                priority,
                pathway,
                specialty,
                patient,
                origin,
                to,
                next,
                gathered,
                synthetic,
                submittedAt,
                next != state || elsewhere ? at : since,
                at);
    }

    Referral with(Priority raised) {
        return new Referral(
                id,
                version,
                alliance,
                number,
                direction,
                raised,
                pathway,
                specialty,
                patient,
                origin,
                destination,
                state,
                details,
                synthetic,
                submittedAt,
                since,
                movedAt);
    }

    Referral withDetails(ReferralDetails others) {
        return new Referral(
                id,
                version,
                alliance,
                number,
                direction,
                priority,
                pathway,
                specialty,
                patient,
                origin,
                destination,
                state,
                others,
                synthetic,
                submittedAt,
                since,
                movedAt);
    }

    /** What a draft says of where and what, and when it was sent. */
    Referral with(Priority chosen, Pathway way, String wanted, Instant sentAt) {
        return new Referral(
                id,
                version,
                alliance,
                number,
                direction,
                chosen,
                way,
                wanted,
                patient,
                origin,
                destination,
                state,
                details,
                synthetic,
                sentAt,
                since,
                movedAt);
    }

    /** In the words of its time line. */
    Remark remark(Action action, @Nullable String reason, @Nullable String comment) {
        return new Remark(version + 1, action.name(), reason, comment);
    }

    /** Owed to the institution that holds this part. */
    Notice notice(Action of, Party party, String institution, Instant at) {
        return new Notice(of.name(), party.name(), institution, at, null, null);
    }

    Notice noticeToSender(Action of, Instant at) {
        return notice(of, Party.ORIGIN, origin.institution(), at);
    }
}
