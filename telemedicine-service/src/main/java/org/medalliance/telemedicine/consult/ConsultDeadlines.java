package org.medalliance.telemedicine.consult;

import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.platform.deadline.DeadlineSubject.names;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.PROVIDER;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.Party.REQUESTER;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.IN_PROGRESS;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.OFFERED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.OPINION_DRAFT;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.REQUESTED;
import static org.medalliance.telemedicine.consult.ConsultLifecycle.State.SIGNED;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
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
                    Limit.in(
                                    Set.of(REQUESTED),
                                    "arrange",
                                    tell("PT0S", PROVIDER, EXPERT, Urgency.CRITICAL),
                                    tell("PT2M", PROVIDER, COORDINATOR, Urgency.CRITICAL),
                                    tell("PT5M", PROVIDER, DUTY, Urgency.CRITICAL))
                            .onlyFor("priority", Consult.Priority.EMERGENCY)
                            .repeatedEvery("PT2M")
                            .endedByAcknowledgement(),
                    Limit.in(
                                    Set.of(REQUESTED),
                                    "arrange",
                                    tell("PT0S", PROVIDER, COORDINATOR, Urgency.NORMAL),
                                    tell("PT4H", PROVIDER, COORDINATOR, Urgency.HIGH),
                                    tell("PT6H", PROVIDER, DUTY, Urgency.HIGH))
                            .onlyFor("priority", Consult.Priority.URGENT)
                            .repeatedEvery("PT2H"),
                    Limit.in(
                                    Set.of(REQUESTED),
                                    "arrange",
                                    tell("PT0S", PROVIDER, COORDINATOR, Urgency.LOW),
                                    tell("PT48H", PROVIDER, COORDINATOR, Urgency.HIGH))
                            .repeatedEvery("PT24H"),
                    Limit.in(
                                    Set.of(OFFERED),
                                    "agree",
                                    tell("PT0S", PROVIDER, EXPERT, Urgency.LOW),
                                    tell("PT24H", PROVIDER, COORDINATOR, Urgency.HIGH))
                            .repeatedEvery("PT24H"),
                    Limit.in(
                                    Set.of(IN_PROGRESS, OPINION_DRAFT),
                                    "conclude",
                                    tell("PT24H", PROVIDER, EXPERT, Urgency.HIGH))
                            .repeatedEvery("PT24H"),
                    Limit.in(
                                    Set.of(SIGNED),
                                    "acknowledge",
                                    tell("PT0S", REQUESTER, DOCTOR, Urgency.NORMAL),
                                    tell("PT48H", REQUESTER, DOCTOR, Urgency.HIGH))
                            .repeatedEvery("PT24H")),
            OpenSpan.WORKING_WEEK);

    @Bean
    DeadlineSubject consultDeadlineSubject() {
        return new DeadlineSubject(
                CASE_TYPE,
                names(State.class),
                names(Stream.of(Party.REQUESTER, Party.PROVIDER)),
                Set.of(COORDINATOR, EXPERT, DUTY, DOCTOR, "reviewer"),
                Map.of(
                        "priority", names(Consult.Priority.class),
                        "kind", names(Consult.Kind.class)),
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
}
