package org.medalliance.staffing.visit;

import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.platform.deadline.DeadlineSubject.names;
import static org.medalliance.staffing.visit.VisitLifecycle.Party.CLINIC;
import static org.medalliance.staffing.visit.VisitLifecycle.Party.EMPLOYER;
import static org.medalliance.staffing.visit.VisitLifecycle.State.CONFIRMED;
import static org.medalliance.staffing.visit.VisitLifecycle.State.DONE;
import static org.medalliance.staffing.visit.VisitLifecycle.State.IN_SERVICE;
import static org.medalliance.staffing.visit.VisitLifecycle.State.PUBLISHED;
import static org.medalliance.staffing.visit.VisitLifecycle.State.REFUSED;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the alliance promises on time for visiting days, until it agrees on something else. */
@Configuration(proxyBeanMethods = false)
class VisitDeadlines {

    static final String CASE_TYPE = "visiting-day";

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final String MANAGER = "staffing-manager";
    private static final String DOCTOR = "specialist";
    private static final String CLINIC_DOCTOR = "clinic-doctor";

    private static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(
                    Limit.in(
                                    Set.of(PUBLISHED),
                                    "confirm",
                                    tell("PT0S", EMPLOYER, DOCTOR, Urgency.LOW),
                                    tell("PT48H", EMPLOYER, MANAGER, Urgency.HIGH))
                            .repeatedEvery("PT24H"),
                    Limit.in(Set.of(REFUSED), "refused", tell("PT0S", EMPLOYER, MANAGER, Urgency.HIGH)),
                    Limit.in(
                                    Set.of(CONFIRMED),
                                    "check-in",
                                    tell("PT30M", EMPLOYER, MANAGER, Urgency.HIGH),
                                    tell("PT30M", CLINIC, CLINIC_DOCTOR, Urgency.NORMAL))
                            .countedFrom("startsAt"),
                    Limit.in(Set.of(IN_SERVICE), "complete", tell("PT4H", EMPLOYER, DOCTOR, Urgency.NORMAL))
                            .countedFrom("endsAt")
                            .repeatedEvery("PT24H"),
                    Limit.in(Set.of(DONE), "evaluate", tell("P7D", CLINIC, CLINIC_DOCTOR, Urgency.NORMAL))
                            .repeatedEvery("P7D")),
            OpenSpan.WORKING_WEEK);

    @Bean
    DeadlineSubject visitDeadlineSubject() {
        return new DeadlineSubject(
                CASE_TYPE,
                names(State.class),
                names(Stream.of(EMPLOYER, CLINIC)),
                Set.of(MANAGER, DOCTOR, CLINIC_DOCTOR, "duty-officer"),
                Map.of(),
                Set.of("startsAt", "endsAt"),
                Set.of(),
                DEFAULTS);
    }

    static Situation situation(VisitingDay it) {
        return new Situation(
                new CaseRef(CASE_TYPE, it.id(), number(it)),
                it.state().name(),
                Map.of(),
                Map.of("startsAt", it.startsAt(), "endsAt", it.endsAt()),
                Map.of(EMPLOYER.name(), it.employer(), CLINIC.name(), it.clinic()));
    }

    /** Visiting days have no number: clinic and day tell them apart for people. */
    private static String number(VisitingDay it) {
        var day = LocalDate.ofInstant(it.startsAt(), COUNTY).format(DateTimeFormatter.BASIC_ISO_DATE);
        return it.clinic() + "-" + day;
    }
}
