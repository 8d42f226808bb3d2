package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ForeignEyes;
import org.medalliance.platform.testing.SecondLock;
import org.medalliance.telemedicine.County.Alliance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every query of the service with its own filter by alliance switched off: the database's lock holds alone. */
@TelemedicineTest
@TestPropertySource(properties = "alliance.access.filter=false")
class SecondLockTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    County county;

    private Alliance alliance;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
    }

    @Test
    void everyTableIsLockedAndNoRoleOfTheServiceGetsAround() {
        assertThat(new SecondLock("telemedicine").unlockedTables()).isEmpty();
        assertThat(new SecondLock("telemedicine").bypassingRoles()).isEmpty();
    }

    @Test
    void anotherAllianceSeesNothingThoughNoStatementAsksForIt() {
        assertThat(leaks()).isEmpty();
    }

    @Test
    void withoutTheLockItWouldSeeOurCases() {
        var path = "/consults/"
                + county.api(alliance.clinicDoctor())
                        .post("/consults", TelemedicineSamples.request())
                        .id();
        var stranger = county.api(ForeignEyes.at("elsewhere-county", "hospital"));
        assertThat(stranger.get(path).status()).isEqualTo(404);

        new SecondLock("telemedicine")
                .withoutLock(() -> assertThat(stranger.get(path).status()).isEqualTo(200));
    }

    /** The same institutions' ids in another county, so that nothing but the alliance tells them apart. */
    private List<String> leaks() {
        var client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        return new ForeignEyes(client, routes)
                .leaks(
                        TelemedicineSamples.of(county, alliance),
                        ForeignEyes.at("elsewhere-county", "clinic"),
                        ForeignEyes.at("elsewhere-county", "hospital"));
    }
}
