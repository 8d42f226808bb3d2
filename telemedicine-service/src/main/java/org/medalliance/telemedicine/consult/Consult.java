package org.medalliance.telemedicine.consult;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Action;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.medalliance.telemedicine.schedule.Span;

/**
 * A clinic's question to a hospital's experts. Immutable; who may call which transition when is the
 * {@link ConsultLifecycle}'s to say.
 *
 * @param alliance the alliance to which the case belongs
 * @param number for people, such as {@code C20261122-0001}
 * @param origin the referral that asked, null when a clinic asked by itself
 * @param specialty code of the national catalogue of clinical departments, such as {@code 03.04}
 */
public record Consult(
        UUID id,
        long version,
        String alliance,
        String number,
        @Nullable Origin origin,
        String requester,
        String provider,
        String specialty,
        Kind kind,
        Priority priority,
        State state,
        Details details,
        Instant requestedAt,
        Instant movedAt) {

    /** A room is open a little before its time. */
    static final Duration EARLY = Duration.ofMinutes(15);

    public enum Kind {
        /** By video, at an agreed time. */
        LIVE,
        /** Store and forward: an expert takes it up when there is time. */
        ADVICE,
        /** Several experts at one time, one of them in the chair. */
        MDT
    }

    public enum Priority {
        ROUTINE,
        URGENT,
        EMERGENCY
    }

    public enum RefuseReason {
        NOT_AVAILABLE,
        OTHER_SPECIALTY,
        OTHER
    }

    public enum DeclineReason {
        OTHER_SPECIALTY,
        NO_EXPERT_AVAILABLE,
        QUESTION_UNCLEAR,
        NEEDS_REFERRAL,
        OTHER
    }

    public enum CancelReason {
        IMPROVED,
        PATIENT_REFUSES,
        WENT_ELSEWHERE,
        ENTERED_IN_ERROR,
        OTHER
    }

    /** The request of a referral; its version tells one request of the same referral from the next. */
    public record Origin(UUID referral, long version) {}

    public enum Sex {
        MALE,
        FEMALE
    }

    public record Patient(String name, Sex sex, LocalDate birthDate) {

        /** What tells this person from others where no document is asked for; stored only as a keyed hash. */
        String described() {
            return "DESCRIBED:%s|%s|%s".formatted(name, sex, birthDate);
        }
    }

    public record Diagnosis(String code, String name) {}

    /** Given to the clinic, or with the referral that asked. */
    public enum Consent {
        GIVEN,
        WITH_REFERRAL
    }

    /**
     * @param patientKey the same for the same person; keeps a patient from two consults at once
     * @param requestedBy the directory's id of the doctor, null when a referral asked
     */
    public record Ask(
            Patient patient,
            String patientKey,
            String question,
            @Nullable String summary,
            List<Diagnosis> diagnoses,
            Consent consent,
            @Nullable String requestedBy) {}

    /**
     * @param chief one of the experts
     * @param agreed those of the experts who have agreed
     * @param slot null when an expert took it up without one
     */
    public record Appointment(
            List<String> experts,
            String chief,
            Set<String> agreed,
            @Nullable Span slot) {}

    public record Acknowledgement(String done, @Nullable String by, Instant at) {}

    /** How a consult ended before it began. */
    public enum How {
        DECLINED,
        CANCELLED
    }

    /**
     * @param reason a code of the side that ended it, or {@code REFERRAL_WITHDRAWN}
     */
    public record Ending(How how, String reason, @Nullable String comment, Instant at) {}

    /** What has come together on the way; each part appears when the move that brings it is made. */
    public record Details(
            Ask ask,
            @Nullable Appointment appointment,
            @Nullable Opinion opinion,
            @Nullable Signature signature,
            @Nullable Acknowledgement acknowledgement,
            @Nullable Ending ending) {

        /** Nothing is known any more: no part of it is shown. */
        @SuppressWarnings("NullAway")
        static final Details ERASED = of(new Ask(new Patient("", null, null), "", "", null, List.of(), null, null));

        static Details of(Ask ask) {
            return new Details(ask, null, null, null, null, null);
        }

        Details with(@Nullable Appointment next) {
            return new Details(ask, next, opinion, signature, acknowledgement, ending);
        }

        Details with(Opinion next) {
            return new Details(ask, appointment, next, signature, acknowledgement, ending);
        }

        Details with(Signature next) {
            return new Details(ask, appointment, opinion, next, acknowledgement, ending);
        }

        Details with(Acknowledgement next) {
            return new Details(ask, appointment, opinion, signature, next, ending);
        }

        Details with(Ending next) {
            return new Details(ask, appointment, opinion, signature, acknowledgement, next);
        }
    }

    /**
     * Whether this kind of consult knows the action at all: advice needs no slot, and only advice and an emergency are
     * taken up without one.
     */
    boolean admits(Action action) {
        return switch (action) {
            case ARRANGE -> kind != Kind.ADVICE;
            case TAKE -> kind == Kind.ADVICE || priority == Priority.EMERGENCY;
            case REQUEST,
                    REFERRAL_ASKED,
                    AGREE,
                    REFUSE,
                    EXPERT_UNAVAILABLE,
                    START,
                    DRAFT_OPINION,
                    SIGN,
                    ACKNOWLEDGE,
                    DECLINE,
                    CANCEL,
                    REFERRAL_WITHDRAWN -> true;
        };
    }

    /** May be arranged outside the experts' hours. */
    boolean isPressing() {
        return priority != Priority.ROUTINE;
    }

    List<String> experts() {
        return details.appointment() == null ? List.of() : details.appointment().experts();
    }

    /** The time for which experts and patient are booked; null without one. */
    @Nullable
    Span span() {
        var appointment = details.appointment();
        return appointment == null ? null : appointment.slot();
    }

    boolean isChief(@Nullable String practitioner) {
        return details.appointment() != null && details.appointment().chief().equals(practitioner);
    }

    Consult offered(List<String> experts, String chief, Span slot, Instant at) {
        if (kind == Kind.MDT && experts.size() < 2) {
            throw new Refusal.Invalid("several-experts-needed", "/experts");
        }
        return next(State.OFFERED, details.with(new Appointment(experts, chief, Set.of(), slot)), at);
    }

    Consult taken(String expert, Instant at) {
        return next(
                State.IN_PROGRESS, details.with(new Appointment(List.of(expert), expert, Set.of(expert), null)), at);
    }

    /** Scheduled when all have agreed; to agree twice changes nothing but the version. */
    Consult agreed(String expert, Instant at) {
        var appointment = appointment();
        var agreed = new TreeSet<>(appointment.agreed());
        agreed.add(expert);
        var all = agreed.containsAll(appointment.experts());
        var next = new Appointment(appointment.experts(), appointment.chief(), agreed, appointment.slot());
        return next(all ? State.SCHEDULED : State.OFFERED, details.with(next), at);
    }

    /** The same consult as the answer to a later request of its referral. */
    Consult answering(Origin asked) {
        return new Consult(
                id,
                version,
                alliance,
                number,
                asked,
                requester,
                provider,
                specialty,
                kind,
                priority,
                state,
                details,
                requestedAt,
                movedAt);
    }

    /** An expert said no, or cannot come: to be arranged anew. */
    Consult backToRequested(Instant at) {
        return next(State.REQUESTED, details.with((Appointment) null), at);
    }

    Consult started(Instant at) {
        var slot = appointment().slot();
        if (slot != null && at.isBefore(slot.startsAt().minus(EARLY))) {
            throw new Refusal.Conflict("too-early", EARLY.toMinutes());
        }
        return next(State.IN_PROGRESS, details, at);
    }

    Consult drafted(Opinion opinion, Instant at) {
        return next(State.OPINION_DRAFT, details.with(opinion), at);
    }

    Consult signed(Signature signature, Instant at) {
        return next(State.SIGNED, details.with(signature), at);
    }

    Consult acknowledged(Acknowledgement acknowledgement, Instant at) {
        return next(State.CLOSED, details.with(acknowledgement), at);
    }

    Consult ended(Ending ending, Instant at) {
        var state =
                switch (ending.how()) {
                    case DECLINED -> State.DECLINED;
                    case CANCELLED -> State.CANCELLED;
                };
        return next(state, details.with((Appointment) null).with(ending), at);
    }

    Opinion opinion() {
        return present(details.opinion());
    }

    Appointment appointment() {
        return present(details.appointment());
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The consult's state and what it holds do not fit.");
        }
        return part;
    }

    private Consult next(State next, Details details, Instant at) {
        return new Consult(
                id,
                version + 1,
                alliance,
                number,
                origin,
                requester,
                provider,
                specialty,
                kind,
                priority,
                next,
                details,
                requestedAt,
                at);
    }
}
