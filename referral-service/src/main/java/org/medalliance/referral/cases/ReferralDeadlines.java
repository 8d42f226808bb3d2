package org.medalliance.referral.cases;

import static org.medalliance.platform.attention.Urgency.CRITICAL;
import static org.medalliance.platform.attention.Urgency.HIGH;
import static org.medalliance.platform.attention.Urgency.LOW;
import static org.medalliance.platform.attention.Urgency.NORMAL;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.act;
import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.referral.cases.ReferralLifecycle.Party.DESTINATION;
import static org.medalliance.referral.cases.ReferralLifecycle.Party.ORIGIN;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ACCEPTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.ARRIVED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.CONSULTING;
import static org.medalliance.referral.cases.ReferralLifecycle.State.DECLINED_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.KEPT_LOCAL_PENDING_ACK;
import static org.medalliance.referral.cases.ReferralLifecycle.State.SUBMITTED;
import static org.medalliance.referral.cases.ReferralLifecycle.State.TREATED;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.deadline.DeadlineEffect;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Counting;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.deadline.DeadlineSubject;
import org.medalliance.platform.deadline.OpenSpan;
import org.medalliance.platform.deadline.Situation;
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
    private static final Limit TRIAGE_ROUTINE = limit(
            "triage",
            Set.of(SUBMITTED),
            priority("ROUTINE"),
            Counting.OPENING_HOURS,
            null,
            "PT4H",
            tell("PT0S", DESTINATION, OFFICER, LOW),
            tell("PT24H", DESTINATION, OFFICER, HIGH),
            tell("PT32H", DESTINATION, DUTY, HIGH));

    private static final Limit TRIAGE_URGENT = limit(
            "triage",
            Set.of(SUBMITTED),
            priority("URGENT"),
            Counting.ALWAYS,
            null,
            "PT2H",
            tell("PT0S", DESTINATION, OFFICER, NORMAL),
            tell("PT2H", DESTINATION, OFFICER, HIGH),
            tell("PT4H", DESTINATION, DUTY, HIGH));

    /** Rings at once; whoever answers first has heard it for all. */
    private static final Limit TRIAGE_EMERGENCY = new Limit(
            "triage",
            Set.of(SUBMITTED.name()),
            Set.of(CONSULTING.name()),
            priority("EMERGENCY"),
            Counting.ALWAYS,
            null,
            null,
            List.of(
                    tell("PT0S", DESTINATION, OFFICER, CRITICAL),
                    tell("PT2M", DESTINATION, "centre-lead", CRITICAL),
                    tell("PT5M", DESTINATION, DUTY, CRITICAL)),
            Duration.ofMinutes(2),
            true);

    private static final Limit CONSULT = limit(
            "consult",
            Set.of(CONSULTING),
            Map.of(),
            Counting.ALWAYS,
            null,
            null,
            tell("PT44H", DESTINATION, OFFICER, HIGH),
            act("PT48H", RESUME));

    private static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(
                    TRIAGE_ROUTINE,
                    TRIAGE_URGENT,
                    TRIAGE_EMERGENCY,
                    CONSULT,
                    arrival("EMERGENCY", "PT30M", CRITICAL),
                    arrival("URGENT", "PT4H", HIGH),
                    arrival("ROUTINE", "PT24H", NORMAL),
                    limit(
                            "record",
                            Set.of(ARRIVED),
                            Map.of(),
                            Counting.ALWAYS,
                            null,
                            "PT24H",
                            tell("PT12H", DESTINATION, OFFICER, NORMAL)),
                    limit(
                            "outcome",
                            Set.of(DECLINED_PENDING_ACK, KEPT_LOCAL_PENDING_ACK, TREATED),
                            Map.of(),
                            Counting.ALWAYS,
                            null,
                            "PT24H",
                            tell("PT0S", ORIGIN, DOCTOR, NORMAL),
                            tell("PT48H", ORIGIN, DOCTOR, HIGH))),
            workingWeek());

    private static Limit arrival(String priority, String after, Urgency urgency) {
        return limit(
                "arrival",
                Set.of(ACCEPTED),
                priority(priority),
                Counting.ALWAYS,
                "reservedFor",
                "PT24H",
                tell(after, DESTINATION, OFFICER, urgency),
                tell(after, ORIGIN, DOCTOR, urgency));
    }

    private static Limit limit(
            String name,
            Set<State> states,
            Map<String, Set<String>> when,
            Counting counting,
            @Nullable String from,
            @Nullable String repeat,
            Step... steps) {
        return new Limit(
                name,
                names(states.stream()),
                name.equals("triage") ? Set.of(CONSULTING.name()) : Set.of(),
                when,
                counting,
                counting == Counting.OPENING_HOURS ? DESTINATION.name() : null,
                from,
                List.of(steps),
                repeat == null ? null : Duration.parse(repeat),
                false);
    }

    private static Map<String, Set<String>> priority(String priority) {
        return Map.of("priority", Set.of(priority));
    }

    /** Where the directory says nothing: weekdays, eight to half past five. */
    private static List<OpenSpan> workingWeek() {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
                .map(day -> new OpenSpan(day, LocalTime.of(8, 0), LocalTime.of(17, 30)))
                .toList();
    }

    @Bean
    DeadlineSubject referralDeadlineSubject() {
        return new DeadlineSubject(
                CASE_TYPE,
                names(Arrays.stream(State.values())),
                names(Arrays.stream(Party.values())),
                Set.of(OFFICER, DUTY, DOCTOR, "centre-lead", "specialist"),
                Map.of(
                        "priority", names(Arrays.stream(Referral.Priority.values())),
                        "pathway", names(Arrays.stream(Referral.Pathway.values()))),
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

    private static Set<String> names(Stream<? extends Enum<?>> values) {
        return values.map(Enum::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
