package org.medalliance.telemedicine.consult;

import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.ACKNOWLEDGE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.AGREE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.ARRANGE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.CANCEL;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.DECLINE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.DRAFT_OPINION;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.EXPERT_UNAVAILABLE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.REFERRAL_ASKED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.REFERRAL_WITHDRAWN;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.REFUSE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.REQUEST;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.SIGN;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.START;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Action.TAKE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.ADVICE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.CHIEF;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.CONCLUSION;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.CONSENT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.DONE;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.EXPERTS;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.FINDINGS;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.PATIENT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.QUESTION;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.REASON;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Need.SLOT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.CHIEF_EXPERT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.EXPERT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.PROVIDER;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.REQUESTER;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Role.CLINIC_DOCTOR;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Role.REFERRAL_OFFICER;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Role.SPECIALIST;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.CANCELLED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.CLOSED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.DECLINED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.IN_PROGRESS;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.OFFERED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.OPINION_DRAFT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.REQUESTED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.SCHEDULED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.SIGNED;

import java.util.Locale;
import java.util.stream.Stream;
import org.medalliance.platform.lifecycle.Lifecycle;
import org.medalliance.platform.lifecycle.Offer;

/**
 * Who may do what when with a consult. The decision on treatment stays with the requesting institution, so a consult
 * ends only when that institution has said what it did.
 */
public final class ConsultLifecycle {

    public enum State {
        REQUESTED,
        OFFERED,
        SCHEDULED,
        IN_PROGRESS,
        OPINION_DRAFT,
        SIGNED,
        CLOSED,
        DECLINED,
        CANCELLED
    }

    public enum Action {
        REQUEST,
        REFERRAL_ASKED,
        ARRANGE,
        TAKE,
        AGREE,
        REFUSE,
        EXPERT_UNAVAILABLE,
        START,
        DRAFT_OPINION,
        SIGN,
        ACKNOWLEDGE,
        DECLINE,
        CANCEL,
        REFERRAL_WITHDRAWN;

        static Action of(Offer offer) {
            return valueOf(offer.action().toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** An expert is a party as a person: the provider's doctor who is invited; the chief is one of them. */
    public enum Party implements org.medalliance.platform.lifecycle.Party {
        REQUESTER,
        PROVIDER,
        EXPERT,
        CHIEF_EXPERT
    }

    public enum Role implements org.medalliance.platform.lifecycle.Role {
        CLINIC_DOCTOR,
        REFERRAL_OFFICER,
        SPECIALIST
    }

    public enum Need implements org.medalliance.platform.lifecycle.Need {
        PATIENT,
        QUESTION,
        CONSENT,
        EXPERTS,
        CHIEF,
        SLOT,
        REASON,
        FINDINGS,
        ADVICE,
        CONCLUSION,
        DONE
    }

    // spotless:off (a table reads by rows)
    public static final Lifecycle<State, Action> TABLE = Lifecycle.<State, Action>table()
            .on(REQUEST).by(REQUESTER, CLINIC_DOCTOR, SPECIALIST).to(REQUESTED).needs(PATIENT, QUESTION, CONSENT)
            .announces("org.medalliance.telemedicine.consult-opened.v1")
            .on(REFERRAL_ASKED).to(REQUESTED)
            .announces("org.medalliance.telemedicine.consult-opened.v1")
            .on(ARRANGE).from(REQUESTED).by(PROVIDER, REFERRAL_OFFICER).to(OFFERED).needs(EXPERTS, CHIEF, SLOT)
            .on(TAKE).from(REQUESTED).by(PROVIDER, SPECIALIST).to(IN_PROGRESS)
            .on(AGREE).from(OFFERED).by(EXPERT, SPECIALIST).to(OFFERED, SCHEDULED)
            .announces("org.medalliance.telemedicine.consult-scheduled.v1")
            .on(REFUSE).from(OFFERED).by(EXPERT, SPECIALIST).to(REQUESTED).needs(REASON)
            .on(EXPERT_UNAVAILABLE).from(OFFERED, SCHEDULED).to(REQUESTED)
            .on(START).from(SCHEDULED).by(REQUESTER, CLINIC_DOCTOR, SPECIALIST).by(EXPERT, SPECIALIST).to(IN_PROGRESS)
            .on(DRAFT_OPINION).from(IN_PROGRESS, OPINION_DRAFT).by(CHIEF_EXPERT, SPECIALIST).to(OPINION_DRAFT).needs(FINDINGS, ADVICE, CONCLUSION)
            .on(SIGN).from(OPINION_DRAFT).by(CHIEF_EXPERT, SPECIALIST).to(SIGNED)
            .announces("org.medalliance.telemedicine.opinion-signed.v1")
            .on(ACKNOWLEDGE).from(SIGNED).by(REQUESTER, CLINIC_DOCTOR, SPECIALIST).to(CLOSED).needs(DONE)
            .announces("org.medalliance.telemedicine.consult-closed.v1")
            .on(DECLINE).from(REQUESTED, OFFERED, SCHEDULED).by(PROVIDER, REFERRAL_OFFICER).to(DECLINED).needs(REASON)
            .announces("org.medalliance.telemedicine.consult-ended.v1")
            .on(CANCEL).from(REQUESTED, OFFERED, SCHEDULED).by(REQUESTER, CLINIC_DOCTOR, SPECIALIST).to(CANCELLED).needs(REASON)
            .announces("org.medalliance.telemedicine.consult-ended.v1")
            .on(REFERRAL_WITHDRAWN).from(REQUESTED, OFFERED, SCHEDULED).to(CANCELLED)
            .announces("org.medalliance.telemedicine.consult-ended.v1")
            .build();
    // spotless:on

    private ConsultLifecycle() {}

    /** Those from which some move still leads on. */
    static Stream<State> openStates() {
        return Stream.of(State.values()).filter(state -> TABLE.finalStates().noneMatch(state::equals));
    }
}
