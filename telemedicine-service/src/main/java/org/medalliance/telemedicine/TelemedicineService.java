package org.medalliance.telemedicine;

import org.medalliance.platform.AllianceService;
import org.medalliance.platform.breakglass.GlassDeadlines;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;

@AllianceService
@Import(GlassDeadlines.class)
class TelemedicineService {

    public static void main(String[] args) {
        SpringApplication.run(TelemedicineService.class, args);
    }
}
