package org.medalliance.telemedicine.consult;

import java.util.List;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.breakglass.GuardedCases;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consults that somebody without a part in them may open in an emergency. */
@Configuration(proxyBeanMethods = false)
class GuardedConsults {

    @Bean
    GuardedCases consultsForEmergencies(Consults cases) {
        return GuardedCases.<Consult>of(
                ConsultDeadlines.CASE_TYPE,
                cases::find,
                it -> new CaseRef(ConsultDeadlines.CASE_TYPE, it.id(), it.number()),
                it -> List.of(
                        Audience.of(it.requester(), "clinic-doctor"), Audience.of(it.provider(), "referral-officer")));
    }
}
