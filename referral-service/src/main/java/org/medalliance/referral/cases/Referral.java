package org.medalliance.referral.cases;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.State;

/**
 * A request to move a patient's care to another institution. Immutable; who may call which transition when is the
 * {@link ReferralLifecycle}'s to say.
 *
 * @param alliance the alliance to which the case belongs
 * @param number for people, such as {@code R20261122-0001}
 * @param specialty code of the national catalogue of clinical departments (诊疗科目名录), such as {@code 03.04}
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
        Instant submittedAt,
        Instant movedAt) {

    public enum Direction {
        UP
    }

    public enum Priority {
        ROUTINE,
        URGENT,
        EMERGENCY
    }

    public enum Pathway {
        GENERAL,
        CHEST_PAIN,
        STROKE,
        TRAUMA,
        MATERNAL,
        NEWBORN
    }

    /** Why the sender cannot go on alone. */
    public enum Reason {
        BEYOND_CAPABILITY,
        NEEDS_EXAMINATION,
        NEEDS_PROCEDURE,
        UNCLEAR_DIAGNOSIS,
        PATIENT_WISH
    }

    /** Why a hospital does not take a patient: clinical reasons only. The comment is mandatory with each. */
    public enum DeclineReason {
        NO_INDICATION,
        OTHER_SPECIALTY,
        BEYOND_CAPABILITY,
        NO_CAPACITY
    }

    public enum WithdrawReason {
        IMPROVED,
        PATIENT_REFUSES,
        WENT_ELSEWHERE,
        ENTERED_IN_ERROR
    }

    /** What an opinion concludes; the names are telemedicine's contract. */
    public enum Conclusion {
        TREAT_LOCALLY,
        REFER_UP,
        REFER_EMERGENCY,
        REVIEW_AGAIN
    }

    public enum Closing {
        TREATED,
        KEPT_LOCAL,
        DECLINED
    }

    /**
     * @param institution the directory's id
     * @param department code within the institution
     * @param practitioner the directory's id of the doctor, where one is named
     */
    public record Place(
            String institution,
            @Nullable String department,
            @Nullable String practitioner) {}

    public record Diagnosis(String code, String name) {}

    public record Clinical(
            List<Diagnosis> diagnoses,
            String summary,
            @Nullable String allergies,
            @Nullable String medication,
            @Nullable String examinations) {}

    public record Consent(Giver givenBy, Form form, Instant at) {
        public enum Giver {
            PATIENT,
            GUARDIAN,
            RELATIVE
        }

        public enum Form {
            SIGNED,
            VERBAL
        }
    }

    /**
     * @param at when the patient is expected
     * @param bring what to bring along
     */
    public record Reservation(
            Kind kind,
            String department,
            @Nullable String doctor,
            @Nullable String bed,
            Instant at,
            @Nullable String bring) {
        public enum Kind {
            BED,
            VISIT
        }
    }

    public record Decline(DeclineReason reason, String comment, String by) {}

    /**
     * @param asked the referral's version as which it asked, since it may ask more than once; null where that was not
     *     noted yet
     * @param consult telemedicine's id, null until it has opened the consult
     */
    public record Consult(
            String question,
            @Nullable Long asked,
            @Nullable UUID consult,
            @Nullable String number,
            @Nullable Conclusion conclusion) {}

    public record Treatment(String summary) {}

    /**
     * @param departments codes of the destination's departments
     * @throws Refusal.Invalid when the reservation is for none of them, or for a time that has passed
     */
    public Referral accepted(Reservation reservation, Set<String> departments, Instant at) {
        if (!departments.contains(reservation.department())) {
            throw new Refusal.Invalid("department-unknown", "/reservation/department");
        }
        if (reservation.at().isBefore(at)) {
            throw new Refusal.Invalid("reservation-in-past", "/reservation/at");
        }
        return moved(State.ACCEPTED, details.withReservation(reservation), at);
    }

    public Referral declined(Decline decline, Instant at) {
        return moved(State.DECLINED_PENDING_ACK, details.withDecline(decline), at);
    }

    public Referral consultingFirst(String question, Instant at) {
        return moved(State.CONSULTING, details.withConsult(new Consult(question, version + 1, null, null, null)), at);
    }

    /** Every state but the two ends. */
    static boolean isOpen(State state) {
        return state != State.CLOSED && state != State.WITHDRAWN;
    }

    /**
     * Telemedicine has opened the consult that we asked for.
     *
     * @param asked the version of this referral that the consult answers; null where telemedicine does not say it yet
     * @throws Refusal.Conflict when it answers an earlier request than the last
     */
    public Referral consultOpened(UUID consult, String consultNumber, @Nullable Long asked, Instant at) {
        var request = details.consult();
        if (request == null || !answers(request, asked)) {
            throw new Refusal.Conflict("other-consult");
        }
        var opened = new Consult(request.question(), request.asked(), consult, consultNumber, null);
        return moved(state, details.withConsult(opened), at);
    }

    private static boolean answers(Consult request, @Nullable Long asked) {
        return asked == null || request.asked() == null || request.asked().equals(asked);
    }

    /** Whether this is the consult for which the referral waits: an opinion that comes late moves nothing. */
    public boolean awaits(UUID consult) {
        return details.consult() != null && consult.equals(details.consult().consult());
    }

    /** {@code REFER_EMERGENCY} raises the priority; {@code REVIEW_AGAIN} keeps the referral waiting. */
    public Referral concluded(Conclusion conclusion, Instant at) {
        var consult = details.consult();
        if (consult == null) {
            throw new IllegalStateException("Referral %s asked for no consult.".formatted(id));
        }
        var informed = details.withConsult(
                new Consult(consult.question(), consult.asked(), consult.consult(), consult.number(), conclusion));
        return switch (conclusion) {
            case TREAT_LOCALLY -> moved(State.KEPT_LOCAL_PENDING_ACK, informed, at);
            case REFER_UP -> moved(State.SUBMITTED, informed, at);
            case REFER_EMERGENCY -> moved(State.SUBMITTED, informed, at).withPriority(Priority.EMERGENCY);
            case REVIEW_AGAIN -> moved(State.CONSULTING, informed, at);
        };
    }

    public Referral resumed(Instant at) {
        return moved(State.SUBMITTED, details, at);
    }

    /** The sender has taken note of what became of it. */
    public Referral acknowledged(Instant at) {
        var closing =
                switch (state) {
                    case KEPT_LOCAL_PENDING_ACK -> Closing.KEPT_LOCAL;
                    case DECLINED_PENDING_ACK -> Closing.DECLINED;
                    case TREATED -> Closing.TREATED;
                    case SUBMITTED, CONSULTING, ACCEPTED, ARRIVED, CLOSED, WITHDRAWN ->
                        throw new IllegalStateException("A referral that is %s has no outcome.".formatted(state));
                };
        return moved(State.CLOSED, details.withClosing(closing), at);
    }

    /**
     * @throws Refusal.Conflict on the second objection
     */
    public Referral objected(String comment, Instant at) {
        if (details.objection() != null) {
            throw new Refusal.Conflict("objected-before");
        }
        return moved(State.SUBMITTED, details.withObjection(comment), at);
    }

    /**
     * @throws Refusal.Invalid when the arrival lies in the future
     */
    public Referral arrived(Instant arrival, Instant at) {
        if (arrival.isAfter(at)) {
            throw new Refusal.Invalid("arrival-in-future", "/at");
        }
        return moved(State.ARRIVED, details.withArrival(arrival), at);
    }

    public Referral treated(Treatment treatment, Instant at) {
        return moved(State.TREATED, details.withTreatment(treatment), at);
    }

    public Referral withdrawn(WithdrawReason reason, Instant at) {
        return moved(State.WITHDRAWN, details.withWithdrawal(reason), at);
    }

    private Referral moved(State next, ReferralDetails gathered, Instant at) {
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
                destination,
                next,
                gathered,
                submittedAt,
                at);
    }

    private Referral withPriority(Priority raised) {
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
                submittedAt,
                movedAt);
    }
}
