package org.medalliance.referral.cases;

import static org.medalliance.platform.attention.Urgency.CRITICAL;
import static org.medalliance.platform.attention.Urgency.HIGH;
import static org.medalliance.platform.attention.Urgency.LOW;
import static org.medalliance.platform.attention.Urgency.NORMAL;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.act;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.platform.deadline.DeadlineSubject.names;
import static org.medalliance.referral.cases.ReferralLifecycle.Party.DESTINATION;
import static org.medalliance.referral.cases.ReferralLifecycle.Party.ORIGIN;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ACCEPTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ARRIVED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.CONSULTING;
import static org.medalliance.referral.cases.ReferralLifecycle.State.DECLINED_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.KEPT_LOCAL_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.SUBMITTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.TREATED;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.deadline.DeadlineEffect;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.deadline.DeadlineSubject;
import org.medalliance.platform.deadline.OpenSpan;
import org.medalliance.platform.deadline.Situation;
import org.medalliance.referral.cases.Referral.Priority;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import reactor.core.publisher.Mono;

/** What the alliance promises on time, until it agrees on something else. */
@Configuration(proxyBeanMethods = false)
class ReferralDeadlines {

    static final String CASE_TYPE = "referral";

    private static final String OFFICER = "referral-officer";
    private static final String DUTY = "duty-officer";
    private static final String DOCTOR = "clinic-doctor";
    private static final String RESUME = "resume";

    /** An answer within 24 opening hours, for what can wait; then the duty officer hears of it too. */
    private static final Limit TRIAGE_ROUTINE = triage(
                    Priority.ROUTINE,
                    tell("PT0S", DESTINATION, OFFICER, LOW),
                    tell("PT24H", DESTINATION, OFFICER, HIGH),
                    tell("PT32H", DESTINATION, DUTY, HIGH))
            .inHoursOf(DESTINATION)
            .repeatedEvery("PT4H");

    private static final Limit TRIAGE_URGENT = triage(
                    Priority.URGENT,
                    tell("PT0S", DESTINATION, OFFICER, NORMAL),
                    tell("PT2H", DESTINATION, OFFICER, HIGH),
                    tell("PT4H", DESTINATION, DUTY, HIGH))
            .repeatedEvery("PT2H");

    /** Rings at once; whoever answers first has heard it for all. */
    private static final Limit TRIAGE_EMERGENCY = triage(
                    Priority.EMERGENCY,
                    tell("PT0S", DESTINATION, OFFICER, CRITICAL),
                    tell("PT2M", DESTINATION, "centre-lead", CRITICAL),
                    tell("PT5M", DESTINATION, DUTY, CRITICAL))
            .repeatedEvery("PT2M")
            .endedByAcknowledgement();

    private static final Limit CONSULT =
            Limit.in(Set.of(CONSULTING), "consult", tell("PT44H", DESTINATION, OFFICER, HIGH), act("PT48H", RESUME));

    private static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(
                    TRIAGE_ROUTINE,
                    TRIAGE_URGENT,
                    TRIAGE_EMERGENCY,
                    CONSULT,
                    arrival(Priority.EMERGENCY, "PT30M", CRITICAL),
                    arrival(Priority.URGENT, "PT4H", HIGH),
                    arrival(Priority.ROUTINE, "PT24H", NORMAL),
                    Limit.in(Set.of(ARRIVED), "record", tell("PT12H", DESTINATION, OFFICER, NORMAL))
                            .repeatedEvery("PT24H"),
                    Limit.in(
                                    Set.of(DECLINED_PENDING_ACK, KEPT_LOCAL_PENDING_ACK, TREATED),
                                    "outcome",
                                    tell("PT0S", ORIGIN, DOCTOR, NORMAL),
                                    tell("PT48H", ORIGIN, DOCTOR, HIGH))
                            .repeatedEvery("PT24H")),
            OpenSpan.WORKING_WEEK);

    private static Limit triage(Priority priority, Step... steps) {
        return Limit.in(Set.of(SUBMITTED), "triage", steps)
                .standingStillIn(CONSULTING)
                .onlyFor("priority", priority);
    }

    private static Limit arrival(Priority priority, String after, Urgency urgency) {
        return Limit.in(
                        Set.of(ACCEPTED),
                        "arrival",
                        tell(after, DESTINATION, OFFICER, urgency),
                        tell(after, ORIGIN, DOCTOR, urgency))
                .onlyFor("priority", priority)
                .countedFrom("reservedFor")
                .repeatedEvery("PT24H");
    }

    @Bean
    DeadlineSubject referralDeadlineSubject() {
        return new DeadlineSubject(
                CASE_TYPE,
                names(State.class),
                names(Party.class),
                Set.of(OFFICER, DUTY, DOCTOR, "centre-lead", "specialist"),
                Map.of(
                        "priority", names(Priority.class),
                        "pathway", names(Referral.Pathway.class)),
                Set.of("reservedFor"),
                Set.of(RESUME),
                DEFAULTS);
    }

    /** A consult that is not held in time gives the case back to triage. */
    @Bean
    DeadlineEffect resumeOverdueConsult(@Lazy ReferralDesk desk) {
        return new DeadlineEffect() {
            @Override
            public String caseType() {
                return CASE_TYPE;
            }

            @Override
            public String name() {
                return RESUME;
            }

            @Override
            public Mono<?> apply(Scope scope, UUID caseId) {
                return desk.actForPlatform(scope, caseId, Action.CONSULT_OVERDUE, Referral::resumed);
            }
        };
    }

    static Situation situation(Referral it) {
        var reservation = it.details().reservation();
        Map<String, Instant> times = reservation == null ? Map.of() : Map.of("reservedFor", reservation.at());
        return new Situation(
                new CaseRef(CASE_TYPE, it.id(), it.number()),
                it.state().name(),
                Map.of("priority", it.priority().name(), "pathway", it.pathway().name()),
                times,
                Map.of(
                        ORIGIN.name(),
                        it.origin().institution(),
                        DESTINATION.name(),
                        it.destination().institution()));
    }
}
