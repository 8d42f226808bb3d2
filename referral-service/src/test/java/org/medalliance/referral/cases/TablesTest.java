package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.referral.content.Direction;

/** What the three tables announce to others. */
class TablesTest {

    @Test
    void everyEventOfTheTablesIsNamedOnceAndInOrder() {
        assertThat(ReferralLifecycle.events())
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("org.medalliance.referral.submitted.v1", "org.medalliance.referral.given-up.v1")
                .allMatch(it -> it.matches("org\\.medalliance\\.referral\\.[a-z-]+\\.v1"));
        for (var direction : Direction.values()) {
            assertThat(ReferralLifecycle.rules(direction))
                    .filteredOn(it -> it.announces() != null)
                    .allMatch(it -> ReferralLifecycle.events().toList().contains(it.event()));
        }
    }
}
