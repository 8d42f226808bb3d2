package org.medalliance.referral.cases;

import static org.medalliance.platform.attention.Urgency.CRITICAL;
import static org.medalliance.platform.attention.Urgency.HIGH;
import static org.medalliance.platform.attention.Urgency.LOW;
import static org.medalliance.platform.attention.Urgency.NORMAL;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.act;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ACCEPTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ADMITTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ARRIVED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.CONSULTING;
import static org.medalliance.referral.cases.ReferralLifecycle.State.DECLINED_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.DRAFT;
import static org.medalliance.referral.cases.ReferralLifecycle.State.FOLLOWING_UP;
import static org.medalliance.referral.cases.ReferralLifecycle.State.GIVEN_UP_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.INFO_REQUESTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.IN_TRANSIT;
import static org.medalliance.referral.cases.ReferralLifecycle.State.KEPT_LOCAL_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.NOT_ARRIVED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.PROPOSED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.RECALLED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.SUBMITTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.TREATED;
import static org.medalliance.referral.cases.ReferralLimits.Fact.NOTICE_DESTINATION;
import static org.medalliance.referral.cases.ReferralLimits.Fact.NOTICE_FORMER;
import static org.medalliance.referral.cases.ReferralLimits.Fact.NOTICE_ORIGIN;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.deadline.OpenSpan;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Priority;

/** What the alliance promises on time, until it agrees on something else: who hears of a case that stands still, and when. */
final class ReferralLimits {

    static final String OFFICER = "referral-officer";
    static final String DUTY = "duty-officer";
    static final String DOCTOR = "clinic-doctor";
    static final String SPECIALIST = "specialist";
    static final String LEAD = "centre-lead";

    static final String RESUME = "resume";
    static final String NOT_THERE = "not-arrived";
    static final String PASS_ON = "pass-on";
    static final String RING_NEXT = "ring-next";

    /** What limits are chosen by, beside priority, pathway and direction. */
    enum Fact {
        RINGING("ringing"),
        RUNG_BESIDE("rungBeside"),
        APPEALED("appealed"),
        TASK_OPEN("taskOpen"),
        NOTICE_ORIGIN("noticeOrigin"),
        NOTICE_DESTINATION("noticeDestination"),
        NOTICE_FORMER("noticeFormer");

        final String key;

        Fact(String key) {
            this.key = key;
        }
    }

    enum Answer {
        YES,
        NO
    }

    /** Times of a case that a limit may count from. */
    static final String SENT_AT = "submittedAt";

    static final String RESERVED_FOR = "reservedFor";

    static final String ETA = "eta";

    /** When the destination was rung; another hospital that is rung beside it changes nothing. */
    static final String RINGING_SINCE = "ringingSince";

    /** When the last hospital was rung. */
    static final String LAST_RUNG = "lastRung";

    static final String FOLLOW_UP_DUE = "followUpDue";
    static final String TASK_DUE = "taskDue";

    private static final Set<State> EVERY = EnumSet.complementOf(EnumSet.of(DRAFT));

    /** Both ways of going up. */
    private static Limit towards(Limit limit) {
        return limit.onlyFor("direction", Direction.UP, Direction.ACROSS);
    }

    private static Limit down(Limit limit) {
        return limit.onlyFor("direction", Direction.DOWN);
    }

    private static Limit triage(Priority priority, Step... steps) {
        return Limit.in(Set.of(SUBMITTED), "triage", steps)
                .standingStillIn(INFO_REQUESTED, CONSULTING)
                .onlyFor("priority", priority);
    }

    /** Not there in time: the case says so, and both are told. */
    private static Limit arrival(Priority priority, String after, String from) {
        return towards(Limit.in(Set.of(ACCEPTED), "arrival", act(after, NOT_THERE)))
                .onlyFor("priority", priority)
                .countedFrom(from);
    }

    private static Limit answered(String name, Set<State> states, String role, Direction... directions) {
        return Limit.in(states, name, tell("PT0S", Party.ORIGIN, role, NORMAL), tell("PT48H", Party.ORIGIN, role, HIGH))
                .onlyFor("direction", directions)
                .repeatedEvery("PT24H");
    }

    /** The last step comes again, to those who can confirm: a duty officer can at a receiving hospital alone. */
    private static Limit notice(Fact fact, Party party, String role, String again, Direction... directions) {
        return Limit.in(
                        EVERY,
                        "notice-" + party.name().toLowerCase(Locale.ROOT),
                        tell("PT0S", party, role, HIGH),
                        tell("PT30M", party, again, HIGH))
                .onlyFor(fact.key, Answer.YES)
                .onlyFor("direction", directions)
                .repeatedEvery("PT2H")
                .evenIfAcknowledged();
    }

    private static final Direction[] TOWARDS = {Direction.UP, Direction.ACROSS};

    static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(
                    // An answer within 24 opening hours, for what can wait; then the duty officer hears of it too.
                    triage(
                                    Priority.ROUTINE,
                                    tell("PT0S", Party.DESTINATION, OFFICER, LOW),
                                    tell("PT24H", Party.DESTINATION, OFFICER, HIGH),
                                    tell("PT32H", Party.DESTINATION, DUTY, HIGH))
                            .inHoursOf(Party.DESTINATION)
                            .repeatedEvery("PT4H")
                            .evenIfAcknowledged(),
                    triage(
                                    Priority.URGENT,
                                    tell("PT0S", Party.DESTINATION, OFFICER, NORMAL),
                                    tell("PT2H", Party.DESTINATION, OFFICER, HIGH),
                                    tell("PT4H", Party.DESTINATION, DUTY, HIGH))
                            .repeatedEvery("PT2H")
                            .evenIfAcknowledged(),
                    // Rings at once; whoever answers first has heard it for all.
                    triage(
                                    Priority.EMERGENCY,
                                    tell("PT0S", Party.DESTINATION, OFFICER, CRITICAL),
                                    tell("PT2M", Party.DESTINATION, LEAD, CRITICAL),
                                    tell("PT5M", Party.DESTINATION, DUTY, CRITICAL))
                            .repeatedEvery("PT2M")
                            .endedByAcknowledgement(),
                    // Whoever has heard it may still have let it lie.
                    Limit.in(Set.of(SUBMITTED), "total", tell("PT10M", Party.DESTINATION, DUTY, CRITICAL))
                            .onlyFor("priority", Priority.EMERGENCY)
                            .repeatedEvery("PT10M")
                            .evenIfAcknowledged(),
                    // However often it is sent on, the patient waits since the first day.
                    Limit.in(Set.of(SUBMITTED), "total", tell("P4D", Party.DESTINATION, DUTY, HIGH))
                            .onlyFor("priority", Priority.ROUTINE)
                            .countedFrom(SENT_AT)
                            .repeatedEvery("P1D")
                            .evenIfAcknowledged(),
                    Limit.in(Set.of(SUBMITTED), "total", tell("PT8H", Party.DESTINATION, DUTY, CRITICAL))
                            .onlyFor("priority", Priority.URGENT)
                            .countedFrom(SENT_AT)
                            .repeatedEvery("PT2H")
                            .evenIfAcknowledged(),
                    // The officer who declined may not decide: another does, else the next capable hospital.
                    Limit.in(
                                    Set.of(SUBMITTED),
                                    "appeal",
                                    tell("PT0S", Party.DESTINATION, DUTY, HIGH),
                                    act("PT4H", PASS_ON),
                                    tell("PT4H", Party.DESTINATION, DUTY, CRITICAL))
                            .onlyFor(Fact.APPEALED.key, Answer.YES)
                            .repeatedEvery("PT2H")
                            .evenIfAcknowledged(),
                    Limit.in(
                                    Set.of(INFO_REQUESTED),
                                    "question",
                                    tell("PT0S", Party.ORIGIN, DOCTOR, NORMAL),
                                    tell("PT24H", Party.ORIGIN, DOCTOR, HIGH))
                            .onlyFor("direction", Direction.UP)
                            .repeatedEvery("PT24H"),
                    Limit.in(
                                    Set.of(INFO_REQUESTED),
                                    "question",
                                    tell("PT0S", Party.ORIGIN, OFFICER, NORMAL),
                                    tell("PT24H", Party.ORIGIN, OFFICER, HIGH))
                            .repeatedEvery("PT24H"),
                    Limit.in(
                            Set.of(CONSULTING),
                            "consult",
                            tell("PT44H", Party.DESTINATION, OFFICER, HIGH),
                            act("PT48H", RESUME)),
                    // The ladder of a ring-down; the doctor on duty was called in person at the beginning.
                    Limit.in(
                                    Set.of(ACCEPTED, IN_TRANSIT),
                                    "ring-down",
                                    tell("PT2M", Party.DESTINATION, LEAD, CRITICAL),
                                    tell("PT5M", Party.DESTINATION, DUTY, CRITICAL))
                            .onlyFor(Fact.RINGING.key, Answer.YES)
                            .countedFrom(RINGING_SINCE)
                            .repeatedEvery("PT2M")
                            .evenIfAcknowledged(),
                    // One hospital after the other, each ten minutes to answer in; the earlier ones ring on.
                    Limit.in(Set.of(ACCEPTED, IN_TRANSIT), "ring-next", act("PT10M", RING_NEXT))
                            .onlyFor(Fact.RINGING.key, Answer.YES)
                            .countedFrom(LAST_RUNG),
                    Limit.in(
                                    Set.of(ACCEPTED, IN_TRANSIT),
                                    "ring-beside",
                                    tell("PT2M", Party.STANDBY, LEAD, CRITICAL),
                                    tell("PT4M", Party.STANDBY, DUTY, CRITICAL))
                            .onlyFor(Fact.RUNG_BESIDE.key, Answer.YES)
                            .countedFrom(LAST_RUNG)
                            .repeatedEvery("PT2M")
                            .evenIfAcknowledged(),
                    // A ring that nobody has answered goes on ringing, however late the patient is.
                    arrival(Priority.EMERGENCY, "PT30M", ETA).onlyFor(Fact.RINGING.key, Answer.NO),
                    arrival(Priority.URGENT, "PT4H", RESERVED_FOR),
                    arrival(Priority.ROUTINE, "PT24H", RESERVED_FOR),
                    Limit.in(Set.of(IN_TRANSIT), "transit", act("PT30M", NOT_THERE))
                            .onlyFor(Fact.RINGING.key, Answer.NO)
                            .countedFrom(ETA),
                    towards(Limit.in(
                                    Set.of(NOT_ARRIVED),
                                    "missing",
                                    tell("PT0S", Party.ORIGIN, DOCTOR, HIGH),
                                    tell("PT0S", Party.DESTINATION, OFFICER, NORMAL),
                                    tell("PT4H", Party.ORIGIN, DOCTOR, HIGH)))
                            .repeatedEvery("PT24H"),
                    Limit.in(Set.of(ARRIVED), "record", tell("PT12H", Party.DESTINATION, OFFICER, NORMAL))
                            .repeatedEvery("PT24H"),
                    Limit.in(Set.of(ADMITTED), "stay", tell("P30D", Party.DESTINATION, OFFICER, NORMAL))
                            .repeatedEvery("P7D"),
                    answered(
                            "outcome",
                            Set.of(DECLINED_PENDING_ACK, KEPT_LOCAL_PENDING_ACK, TREATED),
                            DOCTOR,
                            Direction.UP),
                    answered(
                            "outcome",
                            Set.of(DECLINED_PENDING_ACK, KEPT_LOCAL_PENDING_ACK, TREATED, GIVEN_UP_PENDING_ACK),
                            OFFICER,
                            Direction.ACROSS,
                            Direction.DOWN),
                    notice(NOTICE_ORIGIN, Party.ORIGIN, DOCTOR, DOCTOR, Direction.UP),
                    notice(NOTICE_ORIGIN, Party.ORIGIN, OFFICER, OFFICER, Direction.ACROSS, Direction.DOWN),
                    notice(NOTICE_DESTINATION, Party.DESTINATION, OFFICER, DUTY, TOWARDS),
                    notice(NOTICE_DESTINATION, Party.DESTINATION, DOCTOR, DOCTOR, Direction.DOWN),
                    notice(NOTICE_FORMER, Party.FORMER, OFFICER, DUTY, TOWARDS),
                    // Down.
                    Limit.in(
                                    Set.of(PROPOSED),
                                    "proposal",
                                    tell("PT0S", Party.DESTINATION, DOCTOR, NORMAL),
                                    tell("PT24H", Party.DESTINATION, DOCTOR, HIGH),
                                    tell("PT48H", Party.ORIGIN, OFFICER, HIGH))
                            .standingStillIn(INFO_REQUESTED)
                            .repeatedEvery("PT24H"),
                    down(Limit.in(Set.of(ACCEPTED), "home", act("PT24H", NOT_THERE)))
                            .countedFrom(RESERVED_FOR),
                    down(Limit.in(
                                    Set.of(NOT_ARRIVED),
                                    "missing-home",
                                    tell("PT0S", Party.DESTINATION, DOCTOR, HIGH),
                                    tell("PT24H", Party.ORIGIN, OFFICER, HIGH)))
                            .repeatedEvery("PT24H"),
                    Limit.in(
                                    Set.of(FOLLOWING_UP),
                                    "follow-up",
                                    tell("PT0S", Party.DESTINATION, DOCTOR, NORMAL),
                                    tell("PT24H", Party.DESTINATION, DOCTOR, HIGH),
                                    tell("P3D", Party.ORIGIN, OFFICER, HIGH))
                            .countedFrom(FOLLOW_UP_DUE)
                            .repeatedEvery("P7D"),
                    Limit.in(
                                    Set.of(FOLLOWING_UP),
                                    "task",
                                    tell("PT0S", Party.DESTINATION, DOCTOR, NORMAL),
                                    tell("PT24H", Party.DESTINATION, DOCTOR, HIGH),
                                    tell("P3D", Party.ORIGIN, OFFICER, HIGH))
                            .onlyFor(Fact.TASK_OPEN.key, Answer.YES)
                            .countedFrom(TASK_DUE)
                            .repeatedEvery("P7D"),
                    // The case that brings the patient back has ladders of its own: once seen, this is heard no more.
                    Limit.in(Set.of(RECALLED), "recall", tell("PT4H", Party.ORIGIN, OFFICER, HIGH))
                            .repeatedEvery("PT4H")),
            OpenSpan.WORKING_WEEK);

    private ReferralLimits() {}
}
