package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ForeignEyes;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.staffing.visit.StaffingSamples;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class AuditedTest {

    private static final AuditTrail TRAIL = new AuditTrail("staffing");

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void everyRouteLeavesOneRowForWhoCallsItAndOneForWhoIsRefused() {
        var api = new Api(port);
        var county = County.imported(api);
        var client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();

        var gaps =
                TRAIL.gaps(client, routes, StaffingSamples.of(api, county), ForeignEyes.at(county.alliance(), "south"));

        assertThat(gaps).isEmpty();
    }

    @Test
    void onlyTheDirectoryTheBedsAndTheCatalogueLeaveNone() {
        assertThat(AuditTrail.ownUnaudited(routes))
                .containsExactly(
                        "GET /api/staffing/v1/beds",
                        "GET /api/staffing/v1/directory/institutions",
                        "GET /api/staffing/v1/directory/institutions/{institutionId}",
                        "GET /api/staffing/v1/directory/on-duty",
                        "GET /api/staffing/v1/directory/practitioners",
                        "GET /api/staffing/v1/directory/practitioners/{practitionerId}",
                        "GET /api/staffing/v1/directory/rosters",
                        "GET /api/staffing/v1/directory/specialties");
    }
}
