package org.medalliance.referral.cases;

import java.util.List;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.breakglass.GuardedCases;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Referrals that somebody without a part in them may open in an emergency. */
@Configuration(proxyBeanMethods = false)
class GuardedReferrals {

    @Bean
    GuardedCases referralsForEmergencies(Referrals cases) {
        return GuardedCases.<Referral>of(
                ReferralDeadlines.CASE_TYPE,
                cases::find,
                it -> new CaseRef(ReferralDeadlines.CASE_TYPE, it.id(), it.number()),
                it -> List.of(
                        Audience.of(it.origin().institution(), "clinic-doctor"),
                        Audience.of(it.destination().institution(), "referral-officer")));
    }
}
