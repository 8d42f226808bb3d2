package org.medalliance.referral.cases;

import org.medalliance.platform.messaging.Announced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of referrals webhooks may choose. */
@Configuration(proxyBeanMethods = false)
class AnnouncedReferrals {

    @Bean
    static Announced announcedByReferrals() {
        return Announced.of(ReferralLifecycle.events().toArray(String[]::new));
    }
}
