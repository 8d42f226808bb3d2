package org.medalliance.referral;

import org.medalliance.platform.AllianceService;
import org.springframework.boot.SpringApplication;

@AllianceService
class ReferralService {

    public static void main(String[] args) {
        SpringApplication.run(ReferralService.class, args);
    }
}
