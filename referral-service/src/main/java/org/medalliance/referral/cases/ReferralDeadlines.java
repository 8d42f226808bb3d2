package org.medalliance.referral.cases;

import static org.medalliance.platform.attention.Urgency.CRITICAL;
import static org.medalliance.platform.attention.Urgency.HIGH;
import static org.medalliance.platform.attention.Urgency.LOW;
import static org.medalliance.platform.attention.Urgency.NORMAL;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.act;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.platform.deadline.DeadlineSubject.names;
import static org.medalliance.referral.cases.ReferralDeadlines.Fact.NOTICE_DESTINATION;
import static org.medalliance.referral.cases.ReferralDeadlines.Fact.NOTICE_FORMER;
import static org.medalliance.referral.cases.ReferralDeadlines.Fact.NOTICE_ORIGIN;
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

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.deadline.DeadlineEffect;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.deadline.DeadlineSubject;
import org.medalliance.platform.deadline.OpenSpan;
import org.medalliance.platform.deadline.Situation;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import reactor.core.publisher.Mono;

/** What the alliance promises on time, until it agrees on something else. */
@Configuration(proxyBeanMethods = false)
class ReferralDeadlines {

    static final String CASE_TYPE = "referral";

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    /** When a clinic's day begins, on which a follow-up is due. */
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private static final String OFFICER = "referral-officer";
    private static final String DUTY = "duty-officer";
    private static final String DOCTOR = "clinic-doctor";
    private static final String SPECIALIST = "specialist";
    private static final String LEAD = "centre-lead";

    private static final String RESUME = "resume";
    private static final String NOT_THERE = "not-arrived";
    private static final String PASS_ON = "pass-on";
    private static final String RING_NEXT = "ring-next";

    /** What limits are chosen by, beside priority, pathway and direction. */
    enum Fact {
        RINGING("ringing"),
        APPEALED("appealed"),
        NOTICE_ORIGIN("noticeOrigin"),
        NOTICE_DESTINATION("noticeDestination"),
        NOTICE_FORMER("noticeFormer");

        private final String key;

        Fact(String key) {
            this.key = key;
        }
    }

    enum Answer {
        YES,
        NO
    }

    /** Times of a case that a limit may count from. */
    private static final String SENT_AT = "submittedAt";

    private static final String RESERVED_FOR = "reservedFor";

    private static final String ETA = "eta";
    private static final String RINGING_SINCE = "ringingSince";
    private static final String FOLLOW_UP_DUE = "followUpDue";

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

    private static Limit notice(Fact fact, Party party, String role, Direction... directions) {
        return Limit.in(
                        EVERY,
                        "notice-" + party.name().toLowerCase(Locale.ROOT),
                        tell("PT0S", party, role, HIGH),
                        tell("PT30M", party, DUTY, HIGH))
                .onlyFor(fact.key, Answer.YES)
                .onlyFor("direction", directions)
                .repeatedEvery("PT2H");
    }

    private static final Direction[] TOWARDS = {Direction.UP, Direction.ACROSS};

    private static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(
                    // An answer within 24 opening hours, for what can wait; then the duty officer hears of it too.
                    triage(
                                    Priority.ROUTINE,
                                    tell("PT0S", Party.DESTINATION, OFFICER, LOW),
                                    tell("PT24H", Party.DESTINATION, OFFICER, HIGH),
                                    tell("PT32H", Party.DESTINATION, DUTY, HIGH))
                            .inHoursOf(Party.DESTINATION)
                            .repeatedEvery("PT4H"),
                    triage(
                                    Priority.URGENT,
                                    tell("PT0S", Party.DESTINATION, OFFICER, NORMAL),
                                    tell("PT2H", Party.DESTINATION, OFFICER, HIGH),
                                    tell("PT4H", Party.DESTINATION, DUTY, HIGH))
                            .repeatedEvery("PT2H"),
                    // Rings at once; whoever answers first has heard it for all.
                    triage(
                                    Priority.EMERGENCY,
                                    tell("PT0S", Party.DESTINATION, OFFICER, CRITICAL),
                                    tell("PT2M", Party.DESTINATION, LEAD, CRITICAL),
                                    tell("PT5M", Party.DESTINATION, DUTY, CRITICAL))
                            .repeatedEvery("PT2M")
                            .endedByAcknowledgement(),
                    // However often it is sent on, the patient waits since the first day.
                    Limit.in(Set.of(SUBMITTED), "total", tell("P4D", Party.DESTINATION, DUTY, HIGH))
                            .onlyFor("priority", Priority.ROUTINE)
                            .countedFrom(SENT_AT)
                            .repeatedEvery("P1D"),
                    Limit.in(Set.of(SUBMITTED), "total", tell("PT8H", Party.DESTINATION, DUTY, CRITICAL))
                            .onlyFor("priority", Priority.URGENT)
                            .countedFrom(SENT_AT)
                            .repeatedEvery("PT2H"),
                    // The officer who declined may not decide: another does, else the next capable hospital.
                    Limit.in(
                                    Set.of(SUBMITTED),
                                    "appeal",
                                    tell("PT0S", Party.DESTINATION, DUTY, HIGH),
                                    act("PT4H", PASS_ON),
                                    tell("PT4H", Party.DESTINATION, DUTY, CRITICAL))
                            .onlyFor(Fact.APPEALED.key, Answer.YES)
                            .repeatedEvery("PT2H"),
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
                                    tell("PT5M", Party.DESTINATION, DUTY, CRITICAL),
                                    act("PT10M", RING_NEXT),
                                    tell("PT12M", Party.DESTINATION, DUTY, CRITICAL))
                            .onlyFor(Fact.RINGING.key, Answer.YES)
                            .countedFrom(RINGING_SINCE)
                            .repeatedEvery("PT2M"),
                    arrival(Priority.EMERGENCY, "PT30M", ETA),
                    arrival(Priority.URGENT, "PT4H", RESERVED_FOR),
                    arrival(Priority.ROUTINE, "PT24H", RESERVED_FOR),
                    Limit.in(Set.of(IN_TRANSIT), "transit", act("PT30M", NOT_THERE))
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
                    notice(NOTICE_ORIGIN, Party.ORIGIN, DOCTOR, Direction.UP),
                    notice(NOTICE_ORIGIN, Party.ORIGIN, OFFICER, Direction.ACROSS, Direction.DOWN),
                    notice(NOTICE_DESTINATION, Party.DESTINATION, OFFICER, TOWARDS),
                    notice(NOTICE_DESTINATION, Party.DESTINATION, DOCTOR, Direction.DOWN),
                    notice(NOTICE_FORMER, Party.FORMER, OFFICER, TOWARDS),
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
                    Limit.in(Set.of(RECALLED), "recall", tell("PT4H", Party.ORIGIN, OFFICER, HIGH))
                            .repeatedEvery("PT4H")),
            OpenSpan.WORKING_WEEK);

    @Bean
    DeadlineSubject referralDeadlineSubject() {
        var facts = new HashMap<String, Set<String>>();
        facts.put("priority", names(Priority.class));
        facts.put("pathway", names(Pathway.class));
        facts.put("direction", names(Direction.class));
        Arrays.stream(Fact.values()).forEach(fact -> facts.put(fact.key, names(Answer.class)));
        return new DeadlineSubject(
                CASE_TYPE,
                names(State.class),
                names(Party.class),
                Set.of(OFFICER, DUTY, DOCTOR, LEAD, SPECIALIST),
                facts,
                Set.of(SENT_AT, RESERVED_FOR, ETA, RINGING_SINCE, FOLLOW_UP_DUE),
                Set.of(RESUME, NOT_THERE, PASS_ON, RING_NEXT),
                DEFAULTS);
    }

    /** A consult that is not held in time gives the case back to triage. */
    @Bean
    DeadlineEffect resumeOverdueConsult(@Lazy ReferralDesk desk) {
        return effect(
                RESUME, (scope, id) -> desk.actForPlatform(scope, id, Action.CONSULT_OVERDUE, TriageMoves::resumed));
    }

    @Bean
    DeadlineEffect sayThatNobodyCame(@Lazy ReferralDesk desk) {
        return effect(
                NOT_THERE,
                (scope, id) -> desk.actForPlatform(scope, id, Action.ARRIVAL_OVERDUE, JourneyMoves::notArrived));
    }

    @Bean
    DeadlineEffect passAppealOn(@Lazy ReferralDesk desk, @Lazy Elsewhere elsewhere) {
        return effect(
                PASS_ON,
                (scope, id) -> desk.actForPlatformLookingUp(scope, id, Action.PASS_ON, (seen, at) -> elsewhere
                        .next(seen.referral())
                        .map(place -> TriageMoves.forwarded(seen.referral(), place, null, null, null, at))));
    }

    @Bean
    DeadlineEffect ringTheNext(@Lazy ReferralDesk desk, @Lazy EmergencyIntake intake) {
        return effect(
                RING_NEXT,
                (scope, id) -> desk.actForPlatformLookingUp(
                        scope, id, Action.RING_NEXT, (seen, at) -> intake.placesFor(seen.referral())
                                .map(places -> EmergencyMoves.rungNext(seen.referral(), places, at))));
    }

    private static DeadlineEffect effect(String name, BiFunction<Scope, UUID, Mono<?>> apply) {
        return new DeadlineEffect() {
            @Override
            public String caseType() {
                return CASE_TYPE;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Mono<?> apply(Scope scope, UUID caseId) {
                return apply.apply(scope, caseId);
            }
        };
    }

    static Situation situation(Referral it) {
        var institutions = new HashMap<String, String>();
        institutions.put(Party.ORIGIN.name(), it.origin().institution());
        if (it.destination().wasChosen()) {
            institutions.put(Party.DESTINATION.name(), it.destination().institution());
        }
        owed(it, Party.FORMER).findFirst().ifPresent(who -> institutions.put(Party.FORMER.name(), who));
        return new Situation(
                new CaseRef(CASE_TYPE, it.id(), it.number()), it.state().name(), facts(it), times(it), institutions);
    }

    private static Map<String, String> facts(Referral it) {
        var details = it.details();
        var facts = new HashMap<String, String>();
        facts.put("priority", it.priority().name());
        facts.put("pathway", it.pathway().name());
        facts.put("direction", it.direction().name());
        facts.put(
                Fact.RINGING.key,
                answer(details.ring() != null && details.ring().ringsOn()));
        facts.put(Fact.APPEALED.key, answer(details.appeal() != null && it.state() == SUBMITTED));
        facts.put(NOTICE_ORIGIN.key, answer(owed(it, Party.ORIGIN).findAny().isPresent()));
        facts.put(
                NOTICE_DESTINATION.key,
                answer(owed(it, Party.DESTINATION).findAny().isPresent()));
        facts.put(NOTICE_FORMER.key, answer(owed(it, Party.FORMER).findAny().isPresent()));
        return facts;
    }

    private static String answer(boolean yes) {
        return (yes ? Answer.YES : Answer.NO).name();
    }

    private static Stream<String> owed(Referral it, Party party) {
        return it.details().notices().stream()
                .filter(notice -> notice.awaitsAnswer() && notice.party().equals(party.name()))
                .map(notice -> notice.institution());
    }

    private static Map<String, Instant> times(Referral it) {
        var details = it.details();
        var times = new HashMap<String, Instant>();
        times.put(SENT_AT, it.submittedAt());
        put(
                times,
                RESERVED_FOR,
                details.reservation() == null ? null : details.reservation().at());
        put(times, ETA, details.transport() == null ? null : details.transport().eta());
        put(times, RINGING_SINCE, details.ring() == null ? null : details.ring().since());
        var due = DownMoves.nextDue(it);
        put(
                times,
                FOLLOW_UP_DUE,
                due == null ? null : due.atTime(MORNING).atZone(COUNTY).toInstant());
        return times;
    }

    private static void put(Map<String, Instant> times, String name, @Nullable Instant time) {
        if (time != null) {
            times.put(name, time);
        }
    }
}
