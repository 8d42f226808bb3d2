package org.medalliance.referral.cases;

import static org.medalliance.referral.cases.ReferralLifecycle.Action.ACCEPT;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.ACKNOWLEDGE;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.ACKNOWLEDGE_OUTCOME;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.ARRIVE;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.CONSULT_ENDED;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.CONSULT_FIRST;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.CONSULT_OPENED;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.CONSULT_OVERDUE;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.DECLINE;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.OBJECT;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.OPINION_SIGNED;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.RESUME;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.SUBMIT;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.TREAT;
import static org.medalliance.referral.cases.ReferralLifecycle.Action.WITHDRAW;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.CLINICAL;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.COMMENT;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.CONSENT;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.PATIENT;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.QUESTION;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.REASON;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.RESERVATION;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.SUMMARY;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.TIME;
import static org.medalliance.referral.cases.ReferralLifecycle.Party.DESTINATION;
import static org.medalliance.referral.cases.ReferralLifecycle.Party.ORIGIN;
import static org.medalliance.referral.cases.ReferralLifecycle.Role.CLINIC_DOCTOR;
import static org.medalliance.referral.cases.ReferralLifecycle.Role.DUTY_OFFICER;
import static org.medalliance.referral.cases.ReferralLifecycle.Role.REFERRAL_OFFICER;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ACCEPTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ARRIVED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.CLOSED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.CONSULTING;
import static org.medalliance.referral.cases.ReferralLifecycle.State.DECLINED_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.KEPT_LOCAL_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.SUBMITTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.TREATED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.WITHDRAWN;

import java.util.List;
import org.medalliance.platform.lifecycle.Lifecycle;
import org.medalliance.platform.lifecycle.Rule;

/**
 * Who may do what when with a referral. Nothing reaches {@code CLOSED} unless the sender has acknowledged the outcome
 * or made it.
 */
public final class ReferralLifecycle {

    public enum State {
        SUBMITTED,
        CONSULTING,
        KEPT_LOCAL_PENDING_ACK,
        DECLINED_PENDING_ACK,
        ACCEPTED,
        ARRIVED,
        TREATED,
        CLOSED,
        WITHDRAWN
    }

    public enum Action {
        SUBMIT,
        ACCEPT,
        DECLINE,
        CONSULT_FIRST,
        CONSULT_OPENED,
        OPINION_SIGNED,
        CONSULT_ENDED,
        RESUME,
        CONSULT_OVERDUE,
        ACKNOWLEDGE,
        OBJECT,
        ARRIVE,
        TREAT,
        ACKNOWLEDGE_OUTCOME,
        WITHDRAW
    }

    public enum Party implements org.medalliance.platform.lifecycle.Party {
        ORIGIN,
        DESTINATION
    }

    public enum Role implements org.medalliance.platform.lifecycle.Role {
        CLINIC_DOCTOR,
        REFERRAL_OFFICER,
        DUTY_OFFICER
    }

    public enum Need implements org.medalliance.platform.lifecycle.Need {
        PATIENT,
        CLINICAL,
        CONSENT,
        RESERVATION,
        REASON,
        COMMENT,
        QUESTION,
        TIME,
        SUMMARY
    }

    // spotless:off (a table reads by rows)
    static final Lifecycle<State, Action> TABLE = Lifecycle.<State, Action>table()
            .on(SUBMIT).by(ORIGIN, CLINIC_DOCTOR).to(SUBMITTED).needs(PATIENT, CLINICAL, CONSENT)
            .announces("org.medalliance.referral.submitted.v1")
            .on(ACCEPT).from(SUBMITTED).by(DESTINATION, REFERRAL_OFFICER, DUTY_OFFICER).to(ACCEPTED).needs(RESERVATION)
            .announces("org.medalliance.referral.accepted.v1")
            .on(DECLINE).from(SUBMITTED).by(DESTINATION, REFERRAL_OFFICER, DUTY_OFFICER).to(DECLINED_PENDING_ACK).needs(REASON, COMMENT)
            .announces("org.medalliance.referral.declined.v1")
            .on(CONSULT_FIRST).from(SUBMITTED).by(DESTINATION, REFERRAL_OFFICER, DUTY_OFFICER).to(CONSULTING).needs(QUESTION)
            .announces("org.medalliance.referral.consult-requested.v1")
            .on(CONSULT_OPENED).from(CONSULTING)
            .on(OPINION_SIGNED).from(CONSULTING).to(SUBMITTED, KEPT_LOCAL_PENDING_ACK, CONSULTING)
            .announces("org.medalliance.referral.opinion-received.v1")
            .on(CONSULT_ENDED).from(CONSULTING).to(SUBMITTED)
            .announces("org.medalliance.referral.resumed.v1")
            .on(RESUME).from(CONSULTING).by(DESTINATION, REFERRAL_OFFICER, DUTY_OFFICER).to(SUBMITTED)
            .announces("org.medalliance.referral.resumed.v1")
            .on(CONSULT_OVERDUE).from(CONSULTING).to(SUBMITTED)
            .announces("org.medalliance.referral.resumed.v1")
            .on(ACKNOWLEDGE).from(KEPT_LOCAL_PENDING_ACK, DECLINED_PENDING_ACK).by(ORIGIN, CLINIC_DOCTOR).to(CLOSED)
            .announces("org.medalliance.referral.closed.v1")
            .on(OBJECT).from(KEPT_LOCAL_PENDING_ACK).by(ORIGIN, CLINIC_DOCTOR).to(SUBMITTED).needs(COMMENT)
            .announces("org.medalliance.referral.resumed.v1")
            .on(ARRIVE).from(ACCEPTED).by(DESTINATION, REFERRAL_OFFICER, DUTY_OFFICER).to(ARRIVED).needs(TIME)
            .announces("org.medalliance.referral.arrived.v1")
            .on(TREAT).from(ARRIVED).by(DESTINATION, REFERRAL_OFFICER, DUTY_OFFICER).to(TREATED).needs(SUMMARY)
            .announces("org.medalliance.referral.treated.v1")
            .on(ACKNOWLEDGE_OUTCOME).from(TREATED).by(ORIGIN, CLINIC_DOCTOR).to(CLOSED)
            .announces("org.medalliance.referral.closed.v1")
            .on(WITHDRAW).from(SUBMITTED, CONSULTING, ACCEPTED).by(ORIGIN, CLINIC_DOCTOR).to(WITHDRAWN).needs(REASON)
            .announces("org.medalliance.referral.withdrawn.v1")
            .build();
    // spotless:on

    private ReferralLifecycle() {}

    /** The table's rows, for those who read it: documentation, contracts, tests. */
    public static List<Rule<State, Action>> rules() {
        return TABLE.rules();
    }
}
