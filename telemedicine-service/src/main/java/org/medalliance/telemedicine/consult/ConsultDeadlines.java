package org.medalliance.telemedicine.consult;

import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.PROVIDER;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.REQUESTER;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.IN_PROGRESS;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.OFFERED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.OPINION_DRAFT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.REQUESTED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.SIGNED;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Counting;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.deadline.DeadlineSubject;
import org.medalliance.platform.deadline.OpenSpan;
import org.medalliance.platform.deadline.Situation;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Party;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the alliance promises on time for consults, until it agrees on something else. */
@Configuration(proxyBeanMethods = false)
class ConsultDeadlines {

    static final String CASE_TYPE = "consult";

    private static final String COORDINATOR = "referral-officer";
    private static final String EXPERT = "specialist";
    private static final String DUTY = "duty-officer";
    private static final String DOCTOR = "clinic-doctor";

    private static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(
                    new Limit(
                            "arrange",
                            Set.of(REQUESTED.name()),
                            Set.of(),
                            Map.of("priority", Set.of("EMERGENCY")),
                            Counting.ALWAYS,
                            null,
                            null,
                            List.of(
                                    tell("PT0S", PROVIDER, EXPERT, Urgency.CRITICAL),
                                    tell("PT2M", PROVIDER, COORDINATOR, Urgency.CRITICAL),
                                    tell("PT5M", PROVIDER, DUTY, Urgency.CRITICAL)),
                            Duration.ofMinutes(2),
                            true),
                    limit(
                            "arrange",
                            Set.of(REQUESTED),
                            Map.of("priority", Set.of("URGENT")),
                            "PT2H",
                            tell("PT0S", PROVIDER, COORDINATOR, Urgency.NORMAL),
                            tell("PT4H", PROVIDER, COORDINATOR, Urgency.HIGH),
                            tell("PT6H", PROVIDER, DUTY, Urgency.HIGH)),
                    limit(
                            "arrange",
                            Set.of(REQUESTED),
                            Map.of(),
                            "PT24H",
                            tell("PT0S", PROVIDER, COORDINATOR, Urgency.LOW),
                            tell("PT48H", PROVIDER, COORDINATOR, Urgency.HIGH)),
                    limit(
                            "agree",
                            Set.of(OFFERED),
                            Map.of(),
                            "PT24H",
                            tell("PT0S", PROVIDER, EXPERT, Urgency.LOW),
                            tell("PT24H", PROVIDER, COORDINATOR, Urgency.HIGH)),
                    limit(
                            "conclude",
                            Set.of(IN_PROGRESS, OPINION_DRAFT),
                            Map.of(),
                            "PT24H",
                            tell("PT24H", PROVIDER, EXPERT, Urgency.HIGH)),
                    limit(
                            "acknowledge",
                            Set.of(SIGNED),
                            Map.of(),
                            "PT24H",
                            tell("PT0S", REQUESTER, DOCTOR, Urgency.NORMAL),
                            tell("PT48H", REQUESTER, DOCTOR, Urgency.HIGH))),
            workingWeek());

    private static Limit limit(
            String name, Set<State> states, Map<String, Set<String>> when, @Nullable String repeat, Step... steps) {
        return new Limit(
                name,
                names(states.stream()),
                Set.of(),
                when,
                Counting.ALWAYS,
                null,
                null,
                List.of(steps),
                repeat == null ? null : Duration.parse(repeat),
                false);
    }

    private static List<OpenSpan> workingWeek() {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
                .map(day -> new OpenSpan(day, LocalTime.of(8, 0), LocalTime.of(17, 30)))
                .toList();
    }

    @Bean
    DeadlineSubject consultDeadlineSubject() {
        return new DeadlineSubject(
                CASE_TYPE,
                names(Arrays.stream(State.values())),
                names(Stream.of(Party.REQUESTER, Party.PROVIDER)),
                Set.of(COORDINATOR, EXPERT, DUTY, DOCTOR, "reviewer"),
                Map.of(
                        "priority", names(Arrays.stream(Consult.Priority.values())),
                        "kind", names(Arrays.stream(Consult.Kind.values()))),
                Set.of(),
                Set.of(),
                DEFAULTS);
    }

    static Situation situation(Consult it) {
        return new Situation(
                new CaseRef(CASE_TYPE, it.id(), it.number()),
                it.state().name(),
                Map.of("priority", it.priority().name(), "kind", it.kind().name()),
                Map.of(),
                Map.of(REQUESTER.name(), it.requester(), PROVIDER.name(), it.provider()));
    }

    private static Set<String> names(Stream<? extends Enum<?>> values) {
        return values.map(Enum::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
