package org.medalliance.telemedicine;

import org.medalliance.platform.AllianceService;
import org.springframework.boot.SpringApplication;

@AllianceService
class TelemedicineService {

    public static void main(String[] args) {
        SpringApplication.run(TelemedicineService.class, args);
    }
}
