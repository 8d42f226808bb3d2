package org.medalliance.referral;

import org.medalliance.platform.AllianceService;
import org.medalliance.platform.breakglass.GlassDeadlines;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;

@AllianceService
@Import(GlassDeadlines.class)
class ReferralService {

    public static void main(String[] args) {
        SpringApplication.run(ReferralService.class, args);
    }
}
