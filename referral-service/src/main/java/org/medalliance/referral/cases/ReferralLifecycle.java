package org.medalliance.referral.cases;

import static org.medalliance.referral.cases.ReferralLifecycle.Action.*;
import static org.medalliance.referral.cases.ReferralLifecycle.Condition.*;
import static org.medalliance.referral.cases.ReferralLifecycle.Need.*;
import static org.medalliance.referral.cases.ReferralLifecycle.Party.*;
import static org.medalliance.referral.cases.ReferralLifecycle.Role.*;
import static org.medalliance.referral.cases.ReferralLifecycle.State.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.medalliance.platform.lifecycle.Guard;
import org.medalliance.platform.lifecycle.Lifecycle;
import org.medalliance.platform.lifecycle.Lifecycle.Row;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.referral.content.Direction;

/**
 * Who may do what when with a referral, one table for each direction. Nothing reaches {@code CLOSED} unless the sender
 * has acknowledged the outcome or made it; every move that the other side must hear of leaves a notice that it
 * acknowledges.
 */
public final class ReferralLifecycle {

    public enum State {
        DRAFT,
        SUBMITTED,
        PROPOSED,
        INFO_REQUESTED,
        CONSULTING,
        KEPT_LOCAL_PENDING_ACK,
        DECLINED_PENDING_ACK,
        ACCEPTED,
        IN_TRANSIT,
        NOT_ARRIVED,
        GIVEN_UP_PENDING_ACK,
        ARRIVED,
        ADMITTED,
        FOLLOWING_UP,
        RECALLED,
        TREATED,
        CLOSED,
        WITHDRAWN;

        /** Every state but a draft's and the two ends. */
        public boolean isOpen() {
            return this != DRAFT && this != CLOSED && this != WITHDRAWN;
        }
    }

    public enum Action {
        DRAFT_REFERRAL,
        CHANGE_DRAFT,
        TAKE_OPTION,
        SUBMIT,
        EMERGENCY_SUBMIT,
        CLAIM,
        TAKE_OVER,
        RELEASE,
        ACCEPT,
        ASK,
        ANSWER,
        FORWARD,
        CONSULT_FIRST,
        CONSULT_OPENED,
        OPINION_SIGNED,
        CONSULT_ENDED,
        RESUME,
        CONSULT_OVERDUE,
        ACKNOWLEDGE,
        OBJECT,
        DECLINE,
        APPEAL,
        PASS_ON,
        RAISE_PRIORITY,
        CHANGE_RESERVATION,
        DEPART,
        DIVERT,
        ARRIVE,
        ARRIVAL_OVERDUE,
        REINSTATE,
        GIVE_UP,
        ADMIT,
        TREAT,
        DISCHARGE,
        LEAVE_NETWORK,
        ACKNOWLEDGE_OUTCOME,
        WITHDRAW,
        RECORD_DEATH,
        UNDO,
        ACKNOWLEDGE_NOTICE,
        ACKNOWLEDGE_RING_DOWN,
        REDIRECT,
        RING_NEXT,
        STAMP_NODE,
        CORRECT_NODE,
        PROPOSE,
        RE_PROPOSE,
        RECORD_FOLLOW_UP,
        COMPLETE_TASK,
        RECALL,
        RECALL_ACCEPTED,
        RECALL_ENDED,
        FINISH
    }

    /**
     * {@code FORMER} forwarded the case, declined it into an appeal that went on, or was rung in vain: it keeps sight.
     * {@code STANDBY} is rung beside the destination until somebody answers.
     */
    public enum Party implements org.medalliance.platform.lifecycle.Party {
        ORIGIN,
        DESTINATION,
        STANDBY,
        FORMER
    }

    /** {@code ON_DUTY_DOCTOR} is no role of a token: who is on the roster of the pathway's centre at this moment. */
    public enum Role implements org.medalliance.platform.lifecycle.Role {
        CLINIC_DOCTOR,
        SPECIALIST,
        REFERRAL_OFFICER,
        DUTY_OFFICER,
        CENTRE_LEAD,
        ON_DUTY_DOCTOR
    }

    public enum Need implements org.medalliance.platform.lifecycle.Need {
        PATIENT,
        CLINICAL,
        CONSENT,
        DESTINATION_CHOSEN,
        OPTION,
        RESERVATION,
        REASON,
        COMMENT,
        QUESTION,
        ANSWERED,
        TIME,
        TRANSPORT,
        WARD,
        SUMMARY,
        PLACE,
        PRIORITY_CHOSEN,
        PATHWAY,
        FINDING,
        NODE,
        CHECKLIST,
        REHABILITATION,
        MEDICATION,
        FOLLOW_UP_DATES,
        CHANGE
    }

    /** What a case must fulfil beside its state; {@link Conditions} says when each holds. */
    public enum Condition implements Guard {
        NOT_CLAIMED,
        CLAIMED_BY_ANOTHER,
        CLAIMED_BY_ME,
        NOT_HELD_BY_ANOTHER,
        NOT_THE_DECLINER,
        ASKED_LESS_THAN_TWICE,
        HOPS_LEFT,
        NOT_APPEALED,
        NOT_OBJECTED,
        NOT_AN_EMERGENCY,
        UNDOABLE_BY_ME,
        NOTICE_FOR_ME,
        RINGING,
        HAS_TIME_NODES,
        STAMPED,
        TASKS_OPEN
    }

    private static final State[] OPEN = {
        SUBMITTED,
        INFO_REQUESTED,
        CONSULTING,
        KEPT_LOCAL_PENDING_ACK,
        DECLINED_PENDING_ACK,
        ACCEPTED,
        IN_TRANSIT,
        NOT_ARRIVED,
        ARRIVED,
        ADMITTED,
        TREATED
    };
    private static final State[] OPEN_DOWN = {
        PROPOSED,
        INFO_REQUESTED,
        DECLINED_PENDING_ACK,
        ACCEPTED,
        NOT_ARRIVED,
        GIVEN_UP_PENDING_ACK,
        FOLLOWING_UP,
        RECALLED,
        TREATED
    };

    private static final Role[] OFFICER = {REFERRAL_OFFICER, DUTY_OFFICER};
    private static final Role[] CENTRE = {CENTRE_LEAD, ON_DUTY_DOCTOR};
    private static final Role[] RECEIVING = {REFERRAL_OFFICER, DUTY_OFFICER, CENTRE_LEAD, ON_DUTY_DOCTOR};

    private static final Lifecycle<State, Action> UP = towards(CLINIC_DOCTOR);
    private static final Lifecycle<State, Action> ACROSS = towards(SPECIALIST, REFERRAL_OFFICER);
    private static final Lifecycle<State, Action> DOWN = down();

    private ReferralLifecycle() {}

    public static Lifecycle<State, Action> of(Direction direction) {
        return switch (direction) {
            case UP -> UP;
            case ACROSS -> ACROSS;
            case DOWN -> DOWN;
        };
    }

    /** The tables' rows, for those who read them: documentation, contracts, tests. */
    public static List<Rule<State, Action>> rules(Direction direction) {
        return of(direction).rules();
    }

    // spotless:off (a table reads by rows)
    private static Lifecycle<State, Action> towards(Role... sender) {
        var rows = Lifecycle.<State, Action>table()
                .on(DRAFT_REFERRAL).by(ORIGIN, sender).to(DRAFT).needs(PATIENT).brings("DraftReferral")
                .on(CHANGE_DRAFT).from(DRAFT).by(ORIGIN, sender).brings("DraftContent")
                .on(TAKE_OPTION).from(DRAFT).by(ORIGIN, sender).to(CLOSED).needs(OPTION).brings("TakeOption")
                .announces(event("closed"))
                .on(SUBMIT).by(ORIGIN, sender).to(SUBMITTED).needs(PATIENT, CLINICAL, CONSENT, DESTINATION_CHOSEN)
                .brings("SubmitReferral").announces(event("submitted"))
                .on(SUBMIT).from(DRAFT).by(ORIGIN, sender).to(SUBMITTED).announces(event("submitted"))
                .on(EMERGENCY_SUBMIT).by(ORIGIN, sender).to(ACCEPTED).needs(PATHWAY, PATIENT, FINDING, TIME, TRANSPORT)
                .brings("EmergencySubmit").announces(event("ring-down"))

                .on(CLAIM).from(SUBMITTED).by(DESTINATION, OFFICER).when(NOT_CLAIMED, NOT_THE_DECLINER)
                .on(TAKE_OVER).from(SUBMITTED).by(DESTINATION, OFFICER).when(CLAIMED_BY_ANOTHER, NOT_THE_DECLINER)
                .on(RELEASE).from(SUBMITTED).by(DESTINATION, OFFICER).when(CLAIMED_BY_ME)
                .on(ACCEPT).from(SUBMITTED).by(DESTINATION, OFFICER).to(ACCEPTED).needs(RESERVATION)
                .when(NOT_HELD_BY_ANOTHER, NOT_THE_DECLINER).brings("Accept").announces(event("accepted"))
                .on(ASK).from(SUBMITTED).by(DESTINATION, OFFICER).to(INFO_REQUESTED).needs(QUESTION)
                .when(NOT_HELD_BY_ANOTHER, NOT_THE_DECLINER, ASKED_LESS_THAN_TWICE).brings("Ask").announces(event("info-requested"))
                .on(ANSWER).from(INFO_REQUESTED).by(ORIGIN, sender).to(SUBMITTED).needs(ANSWERED)
                .brings("AnswerQuestion").announces(event("answered"))
                .on(FORWARD).from(SUBMITTED).by(DESTINATION, OFFICER).to(SUBMITTED).needs(PLACE, REASON)
                .when(NOT_HELD_BY_ANOTHER, NOT_THE_DECLINER, HOPS_LEFT).brings("Forward").announces(event("forwarded"))
                .on(CONSULT_FIRST).from(SUBMITTED).by(DESTINATION, OFFICER).to(CONSULTING).needs(QUESTION)
                .when(NOT_HELD_BY_ANOTHER, NOT_THE_DECLINER).brings("ConsultFirst").announces(event("consult-requested"))
                .on(CONSULT_OPENED).from(CONSULTING)
                .on(OPINION_SIGNED).from(CONSULTING).to(SUBMITTED, KEPT_LOCAL_PENDING_ACK, CONSULTING)
                .announces(event("opinion-received"))
                .on(CONSULT_ENDED).from(CONSULTING).to(SUBMITTED).announces(event("resumed"))
                .on(RESUME).from(CONSULTING).by(DESTINATION, OFFICER).to(SUBMITTED).announces(event("resumed"))
                .on(CONSULT_OVERDUE).from(CONSULTING).to(SUBMITTED).announces(event("resumed"))
                .on(ACKNOWLEDGE).from(KEPT_LOCAL_PENDING_ACK, DECLINED_PENDING_ACK).by(ORIGIN, sender).to(CLOSED)
                .announces(event("closed"))
                .on(OBJECT).from(KEPT_LOCAL_PENDING_ACK).by(ORIGIN, sender).to(SUBMITTED).needs(COMMENT)
                .when(NOT_OBJECTED).brings("ObjectTo").announces(event("resumed"))
                .on(DECLINE).from(SUBMITTED).by(DESTINATION, OFFICER).to(DECLINED_PENDING_ACK).needs(REASON, COMMENT)
                .when(NOT_HELD_BY_ANOTHER, NOT_THE_DECLINER).brings("GivenDecline").announces(event("declined"))
                .on(APPEAL).from(DECLINED_PENDING_ACK).by(ORIGIN, sender).to(SUBMITTED).needs(COMMENT)
                .when(NOT_APPEALED).brings("Appeal").announces(event("appealed"))
                .on(PASS_ON).from(SUBMITTED).to(SUBMITTED).announces(event("forwarded"))
                .on(RAISE_PRIORITY).from(SUBMITTED, INFO_REQUESTED, CONSULTING, ACCEPTED, IN_TRANSIT)
                .by(ORIGIN, sender).by(DESTINATION, RECEIVING).needs(PRIORITY_CHOSEN, REASON)
                .when(NOT_AN_EMERGENCY).brings("RaisePriority").announces(event("priority-raised"))

                .on(CHANGE_RESERVATION).from(ACCEPTED).by(DESTINATION, OFFICER).needs(RESERVATION, REASON)
                .brings("ChangeReservation").announces(event("reservation-changed"))
                .on(DEPART).from(ACCEPTED).by(ORIGIN, sender).to(IN_TRANSIT).needs(TRANSPORT)
                .brings("Depart").announces(event("departed"))
                .on(DIVERT).from(ACCEPTED, IN_TRANSIT).by(DESTINATION, RECEIVING).to(ACCEPTED, IN_TRANSIT, SUBMITTED)
                .needs(PLACE, REASON).brings("Divert").announces(event("diverted"))
                .on(ARRIVE).from(ACCEPTED, IN_TRANSIT, NOT_ARRIVED).by(DESTINATION, RECEIVING).to(ARRIVED).needs(TIME)
                .brings("Arrive").announces(event("arrived"))
                .on(ARRIVAL_OVERDUE).from(ACCEPTED, IN_TRANSIT).to(NOT_ARRIVED).announces(event("not-arrived"))
                .on(REINSTATE).from(NOT_ARRIVED).by(ORIGIN, sender).to(ACCEPTED).needs(TIME)
                .brings("Reinstate").announces(event("reinstated"))
                .on(GIVE_UP).from(NOT_ARRIVED).by(ORIGIN, sender).to(CLOSED).needs(REASON)
                .brings("GiveUp").announces(event("closed"))
                .on(ADMIT).from(ARRIVED).by(DESTINATION, RECEIVING).to(ADMITTED).needs(WARD)
                .brings("Admit").announces(event("admitted"))
                .on(TREAT).from(ARRIVED).by(DESTINATION, RECEIVING).to(TREATED).needs(SUMMARY)
                .brings("Treat").announces(event("treated"))
                .on(DISCHARGE).from(ADMITTED).by(DESTINATION, REFERRAL_OFFICER, DUTY_OFFICER, SPECIALIST).to(TREATED).needs(SUMMARY)
                .brings("DischargePatient").announces(event("discharged"))
                .on(LEAVE_NETWORK).from(ARRIVED, ADMITTED).by(DESTINATION, OFFICER).to(TREATED).needs(PLACE, REASON)
                .brings("LeaveNetwork").announces(event("left-network"))
                .on(ACKNOWLEDGE_OUTCOME).from(TREATED).by(ORIGIN, sender).to(CLOSED).announces(event("closed"))
                .on(WITHDRAW).from(DRAFT).by(ORIGIN, sender).to(WITHDRAWN).needs(REASON).brings("Withdraw")
                .on(WITHDRAW).from(SUBMITTED, INFO_REQUESTED, CONSULTING, ACCEPTED, IN_TRANSIT).by(ORIGIN, sender).to(WITHDRAWN)
                .needs(REASON).brings("Withdraw").announces(event("withdrawn"))
                .on(RECORD_DEATH).from(OPEN).by(ORIGIN, sender).to(CLOSED).needs(TIME)
                .brings("RecordDeath").announces(event("died"))
                .on(RECORD_DEATH).from(OPEN).by(DESTINATION, RECEIVING).to(TREATED).needs(TIME)
                .brings("RecordDeath").announces(event("died"))
                .on(UNDO).from(ACCEPTED, DECLINED_PENDING_ACK).by(DESTINATION, OFFICER).to(SUBMITTED).when(UNDOABLE_BY_ME)
                .announces(event("undone"))
                .on(UNDO).from(SUBMITTED).by(FORMER, OFFICER).to(SUBMITTED).when(UNDOABLE_BY_ME).announces(event("undone"))

                .on(ACKNOWLEDGE_RING_DOWN).from(ACCEPTED, IN_TRANSIT).by(DESTINATION, RECEIVING).by(STANDBY, RECEIVING).when(RINGING)
                .announces(event("ring-down-acknowledged"))
                .on(REDIRECT).from(ACCEPTED, IN_TRANSIT).by(DESTINATION, RECEIVING).needs(PLACE, REASON).when(RINGING)
                .brings("Redirect").announces(event("redirected"))
                .on(RING_NEXT).from(ACCEPTED, IN_TRANSIT).announces(event("ring-down-widened"))
                .on(STAMP_NODE).from(ACCEPTED, IN_TRANSIT, NOT_ARRIVED, ARRIVED, ADMITTED, TREATED).by(ORIGIN, sender).by(DESTINATION, CENTRE)
                .needs(NODE, TIME).when(HAS_TIME_NODES).brings("StampNode").announces(event("node-stamped"))
                .on(CORRECT_NODE).from(ACCEPTED, IN_TRANSIT, NOT_ARRIVED, ARRIVED, ADMITTED, TREATED).by(ORIGIN, sender).by(DESTINATION, CENTRE)
                .needs(NODE, TIME, REASON).when(HAS_TIME_NODES, STAMPED).brings("CorrectNode").announces(event("node-stamped"));
        return notices(rows, OPEN, sender, RECEIVING).build();
    }

    private static Lifecycle<State, Action> down() {
        Role[] hospital = {SPECIALIST, REFERRAL_OFFICER};
        var rows = Lifecycle.<State, Action>table()
                .on(DRAFT_REFERRAL).by(ORIGIN, hospital).to(DRAFT).needs(PATIENT).brings("DraftReferral")
                .on(CHANGE_DRAFT).from(DRAFT).by(ORIGIN, hospital).brings("DraftContent")
                .on(PROPOSE).by(ORIGIN, hospital).to(PROPOSED).needs(PATIENT, SUMMARY, CHECKLIST, REHABILITATION, MEDICATION, FOLLOW_UP_DATES)
                .brings("ProposeReturn").announces(event("proposed"))
                .on(PROPOSE).from(DRAFT).by(ORIGIN, hospital).to(PROPOSED).announces(event("proposed"))
                .on(ACCEPT).from(PROPOSED).by(DESTINATION, CLINIC_DOCTOR).to(ACCEPTED).needs(RESERVATION)
                .brings("Accept").announces(event("accepted"))
                .on(ASK).from(PROPOSED).by(DESTINATION, CLINIC_DOCTOR).to(INFO_REQUESTED).needs(QUESTION)
                .when(ASKED_LESS_THAN_TWICE).brings("Ask").announces(event("info-requested"))
                .on(ANSWER).from(INFO_REQUESTED).by(ORIGIN, hospital).to(PROPOSED).needs(ANSWERED)
                .brings("AnswerQuestion").announces(event("answered"))
                .on(DECLINE).from(PROPOSED).by(DESTINATION, CLINIC_DOCTOR).to(DECLINED_PENDING_ACK).needs(REASON, COMMENT)
                .brings("GivenDecline").announces(event("declined"))
                .on(ACKNOWLEDGE).from(DECLINED_PENDING_ACK, GIVEN_UP_PENDING_ACK).by(ORIGIN, hospital).to(CLOSED).announces(event("closed"))
                .on(RE_PROPOSE).from(DECLINED_PENDING_ACK).by(ORIGIN, hospital).to(PROPOSED).needs(CHANGE)
                .brings("RePropose").announces(event("proposed"))
                .on(ARRIVE).from(ACCEPTED, NOT_ARRIVED).by(DESTINATION, CLINIC_DOCTOR).to(FOLLOWING_UP).needs(TIME)
                .brings("Arrive").announces(event("arrived"))
                .on(ARRIVAL_OVERDUE).from(ACCEPTED).to(NOT_ARRIVED).announces(event("not-arrived"))
                .on(GIVE_UP).from(NOT_ARRIVED).by(DESTINATION, CLINIC_DOCTOR).to(GIVEN_UP_PENDING_ACK).needs(REASON)
                .brings("GiveUp").announces(event("given-up"))
                .on(RECORD_FOLLOW_UP).from(FOLLOWING_UP).by(DESTINATION, CLINIC_DOCTOR).needs(FINDING, TIME)
                .brings("RecordFollowUp").announces(event("followed-up"))
                .on(COMPLETE_TASK).from(FOLLOWING_UP).by(DESTINATION, CLINIC_DOCTOR).when(TASKS_OPEN)
                .brings("CompleteTask")
                .on(RECALL).from(FOLLOWING_UP).by(DESTINATION, CLINIC_DOCTOR).to(RECALLED).needs(REASON, PRIORITY_CHOSEN)
                .brings("Recall").announces(event("recalled"))
                .on(RECALL_ACCEPTED).from(RECALLED).to(CLOSED).announces(event("closed"))
                .on(RECORD_DEATH).from(RECALLED).to(CLOSED).announces(event("died"))
                .on(RECALL_ENDED).from(RECALLED).to(FOLLOWING_UP).announces(event("resumed"))
                .on(FINISH).from(FOLLOWING_UP).by(DESTINATION, CLINIC_DOCTOR).to(TREATED).needs(SUMMARY)
                .brings("Finish").announces(event("treated"))
                .on(ACKNOWLEDGE_OUTCOME).from(TREATED).by(ORIGIN, hospital).to(CLOSED).announces(event("closed"))
                .on(WITHDRAW).from(DRAFT).by(ORIGIN, hospital).to(WITHDRAWN).needs(REASON).brings("Withdraw")
                .on(WITHDRAW).from(PROPOSED, INFO_REQUESTED, ACCEPTED).by(ORIGIN, hospital).to(WITHDRAWN).needs(REASON)
                .brings("Withdraw").announces(event("withdrawn"))
                .on(RECORD_DEATH).from(OPEN_DOWN).by(ORIGIN, hospital).to(CLOSED).needs(TIME)
                .brings("RecordDeath").announces(event("died"))
                .on(RECORD_DEATH).from(OPEN_DOWN).by(DESTINATION, CLINIC_DOCTOR).to(TREATED).needs(TIME)
                .brings("RecordDeath").announces(event("died"));
        return notices(rows, OPEN_DOWN, hospital, CLINIC_DOCTOR).build();
    }

    /** Whoever is owed word of an exceptional move confirms it, also after the end. */
    private static Row<State, Action> notices(Row<State, Action> rows, State[] open, Role[] sender, Role... receiver) {
        return rows.on(ACKNOWLEDGE_NOTICE).from(Stream.concat(Arrays.stream(open), Stream.of(CLOSED, WITHDRAWN)).toArray(State[]::new))
                .by(ORIGIN, sender).by(DESTINATION, receiver).by(STANDBY, receiver).by(FORMER, receiver)
                .when(NOTICE_FOR_ME).announces(event("notice-acknowledged"));
    }
    // spotless:on

    private static String event(String name) {
        return "org.medalliance.referral." + name + ".v1";
    }

    /** The types of every event that the tables name. */
    public static Stream<String> events() {
        return Arrays.stream(Direction.values())
                .flatMap(it -> rules(it).stream())
                .filter(it -> it.announces() != null)
                .map(Rule::event)
                .distinct()
                .sorted();
    }
}
