package org.medalliance.staffing.visit;

import org.medalliance.platform.messaging.Announced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of visiting days webhooks may choose. */
@Configuration(proxyBeanMethods = false)
class AnnouncedVisits {

    @Bean
    static Announced announcedByVisits() {
        return Announced.by(VisitLifecycle.TABLE);
    }
}
