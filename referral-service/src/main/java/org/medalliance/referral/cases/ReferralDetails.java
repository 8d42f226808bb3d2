package org.medalliance.referral.cases;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.Claim;
import org.medalliance.referral.content.Clinical;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Consent;
import org.medalliance.referral.content.ConsultRequest;
import org.medalliance.referral.content.Decline;
import org.medalliance.referral.content.Diagnosis;
import org.medalliance.referral.content.FirstReport;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.NodeStamp;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Question;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.content.Transport;

/**
 * What a referral gathers on its way, sealed as a whole where it is stored; null or empty where it has not come to it.
 *
 * @param questions and their answers, in order
 * @param hops institutions that sent it on, in order
 * @param decline the last one
 * @param appeal against a decline; once
 * @param objection to an opinion to treat locally; once
 * @param reservedAt when the reservation was made; null in cases from before this was kept
 * @param outside the institution outside the network that took the patient, by name
 * @param outsideCode of the catalogue; null in cases from before there was one
 * @param continues the case that this one continues, such as a stay that a down-referral follows
 * @param recalledBy the up-referral that brings a patient back
 * @param undo how to take the last move back
 */
public record ReferralDetails(
        @Nullable String reason,
        @Nullable Clinical clinical,
        @Nullable Consent consent,
        @Nullable Claim claim,
        List<Question> questions,
        List<Hop> hops,
        @Nullable Decline decline,
        @Nullable String appeal,
        @Nullable ConsultRequest consult,
        @Nullable String objection,
        @Nullable Reservation reservation,
        @Nullable Instant reservedAt,
        @Nullable Transport transport,
        @Nullable Instant arrivedAt,
        @Nullable Admission admission,
        @Nullable Outcome outcome,
        @Nullable String outside,
        @Nullable String outsideCode,
        @Nullable Instant diedAt,
        @Nullable FirstReport firstReport,
        @Nullable Ring ring,
        List<NodeStamp> nodes,
        @Nullable CarePlan carePlan,
        @Nullable TakenOption option,
        @Nullable String withdrawal,
        @Nullable Closing closing,
        List<Notice> notices,
        List<Remark> remarks,
        @Nullable UUID continues,
        @Nullable UUID recalledBy,
        @Nullable Undo undo) {

    static final ReferralDetails NONE = new Edit().done();

    @SuppressWarnings("NullAway") // What was stored before a list was thought of has none.
    public ReferralDetails {
        questions = questions == null ? List.of() : List.copyOf(questions);
        hops = hops == null ? List.of() : List.copyOf(hops);
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        notices = notices == null ? List.of() : List.copyOf(notices);
        remarks = remarks == null ? List.of() : List.copyOf(remarks);
    }

    /**
     * What stood before a move that can be taken back.
     *
     * @param by subject who made it, and alone takes it back
     * @param until not longer than two minutes
     * @param version of the case after the move: any later one ends it
     */
    record Undo(String by, Instant until, long version, State state, Place destination, ReferralDetails details) {}

    List<Diagnosis> diagnoses() {
        return clinical == null ? List.of() : clinical.diagnoses();
    }

    ReferralDetails edited(Consumer<Edit> change) {
        var edit = new Edit();
        edit.reason = reason;
        edit.clinical = clinical;
        edit.consent = consent;
        edit.claim = claim;
        edit.questions = questions;
        edit.hops = hops;
        edit.decline = decline;
        edit.appeal = appeal;
        edit.consult = consult;
        edit.objection = objection;
        edit.reservation = reservation;
        edit.reservedAt = reservedAt;
        edit.transport = transport;
        edit.arrivedAt = arrivedAt;
        edit.admission = admission;
        edit.outcome = outcome;
        edit.outside = outside;
        edit.outsideCode = outsideCode;
        edit.diedAt = diedAt;
        edit.firstReport = firstReport;
        edit.ring = ring;
        edit.nodes = nodes;
        edit.carePlan = carePlan;
        edit.option = option;
        edit.withdrawal = withdrawal;
        edit.closing = closing;
        edit.notices = notices;
        edit.remarks = remarks;
        edit.continues = continues;
        edit.recalledBy = recalledBy;
        edit.undo = undo;
        change.accept(edit);
        return edit.done();
    }

    /** The same, to be changed. */
    static final class Edit {
        @Nullable
        String reason;

        @Nullable
        Clinical clinical;

        @Nullable
        Consent consent;

        @Nullable
        Claim claim;

        List<Question> questions = List.of();
        List<Hop> hops = List.of();

        @Nullable
        Decline decline;

        @Nullable
        String appeal;

        @Nullable
        ConsultRequest consult;

        @Nullable
        String objection;

        @Nullable
        Reservation reservation;

        @Nullable
        Instant reservedAt;

        @Nullable
        Transport transport;

        @Nullable
        Instant arrivedAt;

        @Nullable
        Admission admission;

        @Nullable
        Outcome outcome;

        @Nullable
        String outside;

        @Nullable
        String outsideCode;

        @Nullable
        Instant diedAt;

        @Nullable
        FirstReport firstReport;

        @Nullable
        Ring ring;

        List<NodeStamp> nodes = List.of();

        @Nullable
        CarePlan carePlan;

        @Nullable
        TakenOption option;

        @Nullable
        String withdrawal;

        @Nullable
        Closing closing;

        List<Notice> notices = List.of();
        List<Remark> remarks = List.of();

        @Nullable
        UUID continues;

        @Nullable
        UUID recalledBy;

        @Nullable
        Undo undo;

        void reserve(Reservation made, Instant at) {
            reservation = made;
            reservedAt = at;
        }

        void reserveNothing() {
            reservation = null;
            reservedAt = null;
        }

        private ReferralDetails done() {
            return new ReferralDetails(
                    reason,
                    clinical,
                    consent,
                    claim,
                    questions,
                    hops,
                    decline,
                    appeal,
                    consult,
                    objection,
                    reservation,
                    reservedAt,
                    transport,
                    arrivedAt,
                    admission,
                    outcome,
                    outside,
                    outsideCode,
                    diedAt,
                    firstReport,
                    ring,
                    nodes,
                    carePlan,
                    option,
                    withdrawal,
                    closing,
                    notices,
                    remarks,
                    continues,
                    recalledBy,
                    undo);
        }
    }
}
