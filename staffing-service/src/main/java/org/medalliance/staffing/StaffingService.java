package org.medalliance.staffing;

import org.medalliance.platform.AllianceService;
import org.springframework.boot.SpringApplication;

@AllianceService
class StaffingService {

    public static void main(String[] args) {
        SpringApplication.run(StaffingService.class, args);
    }
}
