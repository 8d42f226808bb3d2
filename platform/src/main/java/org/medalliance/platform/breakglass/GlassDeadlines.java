package org.medalliance.platform.breakglass;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.platform.deadline.DeadlinePolicy;
import org.medalliance.platform.deadline.DeadlinePolicy.Counting;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.deadline.DeadlineSubject;
import org.medalliance.platform.deadline.OpenSpan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A second person looks at an emergency access within 72 hours. */
@Configuration(proxyBeanMethods = false)
@Import({Glasses.class, BreakGlass.class, BreakGlassController.class})
public class GlassDeadlines {

    static final String CASE_TYPE = "break-glass";
    static final String TO_REVIEW = "TO_REVIEW";
    static final String REVIEWED = "REVIEWED";
    static final String AUDITOR = "AUDITOR";
    static final String INSTITUTION = "INSTITUTION";

    private static final String AUDITOR_ROLE = "auditor";

    private static final DeadlinePolicy DEFAULTS = new DeadlinePolicy(
            List.of(new Limit(
                    "review",
                    Set.of(TO_REVIEW),
                    Set.of(),
                    Map.of(),
                    Counting.ALWAYS,
                    null,
                    null,
                    List.of(
                            tell("PT0S", AUDITOR, AUDITOR_ROLE, Urgency.NORMAL),
                            tell("PT48H", AUDITOR, AUDITOR_ROLE, Urgency.HIGH),
                            tell("PT72H", INSTITUTION, "duty-officer", Urgency.HIGH)),
                    Duration.ofHours(24),
                    false)),
            List.of(new OpenSpan(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(17, 30))));

    private static Step tell(String after, String party, String role, Urgency urgency) {
        return new Step(Duration.parse(after), party, role, urgency, null);
    }

    @Bean
    DeadlineSubject breakGlassDeadlineSubject() {
        return new DeadlineSubject(
                CASE_TYPE,
                Set.of(TO_REVIEW, REVIEWED),
                Set.of(AUDITOR, INSTITUTION),
                Set.of(AUDITOR_ROLE, "duty-officer", "alliance-admin"),
                Map.of(),
                Set.of(),
                Set.of(),
                DEFAULTS);
    }
}
