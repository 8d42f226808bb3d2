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
        assertThat(leaks("")).isEmpty();
    }

    /** By the cases alone: the platform's own workers need the lock as much as the routes do. */
    @Test
    void withoutTheLockItWouldSeeOurCases() {
        new SecondLock("telemedicine").withoutLock(() -> assertThat(leaks("/api/telemedicine/v1/consults"))
                .isNotEmpty());
    }

    /** The same institutions' ids in another county, so that nothing but the alliance tells them apart. */
    private List<String> leaks(String prefix) {
        var client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        return new ForeignEyes(client, routes)
                .leaks(
                        TelemedicineSamples.of(county, alliance),
                        prefix,
                        ForeignEyes.at("elsewhere-county", "clinic"),
                        ForeignEyes.at("elsewhere-county", "hospital"));
    }
}
