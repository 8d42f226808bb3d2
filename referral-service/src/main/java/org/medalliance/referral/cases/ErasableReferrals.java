package org.medalliance.referral.cases;

import java.time.Clock;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Referrals are kept 15 years, and 30 those of patients who have lain in hospital. */
@Configuration(proxyBeanMethods = false)
class ErasableReferrals {

    @Bean
    @Primary
    ClosedReferrals closedReferrals(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        return new ClosedReferrals(workers, database, clock, false);
    }

    @Bean
    ClosedReferrals closedInpatientReferrals(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        return new ClosedReferrals(workers, database, clock, true);
    }
}
