package org.medalliance.platform.deadline;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import({
    DeadlinePolicies.class,
    DeadlinePolicyController.class,
    DeadlineRows.class,
    Deadlines.class,
    DeadlineTimes.class,
    DeadlineWorker.class,
    DeadlinePulse.class,
    LadderKinds.class,
    Reckoning.class
})
public class DeadlineConfiguration {

    @Bean
    WorkingCalendar workingCalendar(
            @Value("${alliance.calendar:classpath:calendar/cn.json}") Resource file, JsonMapper json) {
        return WorkingCalendar.read(file, json);
    }
}
