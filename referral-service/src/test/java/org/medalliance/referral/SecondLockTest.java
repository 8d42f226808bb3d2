package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ForeignEyes;
import org.medalliance.platform.testing.SecondLock;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every query of the service with its own filter by alliance switched off: the database's lock holds alone. */
@ServiceTest
@TestPropertySource(properties = "alliance.access.filter=false")
class SecondLockTest {

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void everyTableIsLockedAndNoRoleOfTheServiceGetsAround() {
        assertThat(new SecondLock("referral").unlockedTables()).isEmpty();
        assertThat(new SecondLock("referral").bypassingRoles()).isEmpty();
    }

    @Test
    void anotherAllianceSeesNothingThoughNoStatementAsksForIt() {
        assertThat(leaks()).isEmpty();
    }

    @Test
    void withoutTheLockItWouldSeeOurCases() {
        var path = County.path(county.submitted());
        var stranger = ForeignEyes.at("elsewhere-county", "hospital");
        county.get(stranger, path).expectStatus().isNotFound();

        new SecondLock("referral")
                .withoutLock(() -> county.get(stranger, path).expectStatus().isOk());
    }

    /** The same institutions' ids in another county, so that nothing but the alliance tells them apart. */
    private List<String> leaks() {
        return new ForeignEyes(county.client(), routes)
                .leaks(
                        ReferralSamples.of(county),
                        ForeignEyes.at("elsewhere-county", "clinic"),
                        ForeignEyes.at("elsewhere-county", "hospital"));
    }
}
