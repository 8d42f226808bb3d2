package org.medalliance.telemedicine.consult;

import org.medalliance.platform.messaging.Announced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of consults webhooks may choose. */
@Configuration(proxyBeanMethods = false)
class AnnouncedConsults {

    @Bean
    static Announced announcedByConsults() {
        return Announced.by(ConsultLifecycle.TABLE);
    }
}
