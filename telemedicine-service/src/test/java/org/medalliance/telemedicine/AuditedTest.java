package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ForeignEyes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@TelemedicineTest
class AuditedTest {

    private static final AuditTrail TRAIL = new AuditTrail("telemedicine");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    County county;

    @Test
    void everyRouteLeavesOneRowForWhoCallsItAndOneForWhoIsRefused() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        var alliance = county.foundWithHours();
        var client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .responseTimeout(Duration.ofSeconds(30))
                .build();

        var gaps = TRAIL.gaps(
                client, routes, TelemedicineSamples.of(county, alliance), ForeignEyes.at(alliance.name(), "elsewhere"));

        assertThat(gaps).isEmpty();
    }

    @Test
    void onlyTheseLeaveNone() {
        assertThat(AuditTrail.ownUnaudited(routes)).containsExactly("GET /api/telemedicine/v1/slots");
    }
}
