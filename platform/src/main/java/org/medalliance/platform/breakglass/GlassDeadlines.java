package org.medalliance.platform.breakglass;

import static org.medalliance.platform.deadline.DeadlinePolicy.Step.tell;
import static org.medalliance.platform.deadline.DeadlineSubject.names;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlineSubject;
import org.medalliance.platform.deadline.OpenSpan;
import org.medalliance.platform.messaging.Announced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A second person looks at an emergency access within 72 hours. */
@Configuration(proxyBeanMethods = false)
@Import({Glasses.class, BreakGlass.class, BreakGlassController.class})
public class GlassDeadlines {

    static final String CASE_TYPE = "break-glass";

    enum State {
        TO_REVIEW,
        REVIEWED
    }

    enum Party {
        AUDITOR,
        INSTITUTION
    }

    private static final String AUDITOR_ROLE = "auditor";

    private static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(Limit.in(
                            Set.of(State.TO_REVIEW),
                            "review",
                            tell("PT0S", Party.AUDITOR, AUDITOR_ROLE, Urgency.NORMAL),
                            tell("PT48H", Party.AUDITOR, AUDITOR_ROLE, Urgency.HIGH),
                            tell("PT72H", Party.INSTITUTION, "duty-officer", Urgency.HIGH))
                    .repeatedEvery("PT24H")),
            OpenSpan.WORKING_WEEK);

    /** Raised at once and by no limit: the parties of the case hear that it was opened. */
    static final String OPENED = CASE_TYPE + ".opened";

    @Bean
    Announced openedGlasses() {
        return Announced.of("attention:" + OPENED);
    }

    @Bean
    DeadlineSubject breakGlassDeadlineSubject() {
        return new DeadlineSubject(
                CASE_TYPE,
                names(State.class),
                names(Party.class),
                Set.of(AUDITOR_ROLE, "duty-officer", "alliance-admin"),
                Map.of(),
                Set.of(),
                Set.of(),
                DEFAULTS);
    }
}
