package org.medalliance.staffing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.SecondLock;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.test.context.TestPropertySource;

/** What others see, with the service's own filter by alliance switched off: the database's lock holds alone. */
@TestPropertySource(properties = "alliance.access.filter=false")
class SecondLockTest extends SightTest {

    @Test
    void everyTableIsLockedAndNoRoleOfTheServiceGetsAround() {
        assertThat(new SecondLock("staffing").unlockedTables()).isEmpty();
        assertThat(new SecondLock("staffing").bypassingRoles()).isEmpty();
    }

    @Test
    void withoutTheLockItWouldSeeOurCases() {
        var path = "/visiting-days/" + aVisitingDay(County.imported(new Api(port)));
        var stranger = Person.of("elsewhere-lead", "lead", "heart", ALL_ROLES);
        assertThat(new Api(port).get(stranger, path).status()).isEqualTo(404);

        new SecondLock("staffing")
                .withoutLock(() ->
                        assertThat(new Api(port).get(stranger, path).status()).isEqualTo(200));
    }
}
