package org.medalliance.platform.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.audit.verify.Anchors;
import org.medalliance.platform.messaging.Outbox;
import org.springframework.beans.factory.annotation.Autowired;

/** How long verification takes: {@code -Daudit.rows=1000000} for the bar of 30 s on two cores. */
@PlatformTest
class ManyRowsTest {

    private static final int ROWS = Integer.getInteger("audit.rows", 20_000);

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    @Test
    void aMillionRowsAreVerifiedWithinThirtySeconds() {
        try (var trail = Trail.fresh("many", outbox, clock)) {
            var begun = System.nanoTime();
            for (var left = ROWS; left > 0; left -= 100_000) {
                trail.add(Math.min(left, 100_000));
            }
            var added = System.nanoTime();
            assertThat(trail.sealer(true).pass().block(Duration.ofMinutes(20))).isEqualTo(ROWS);
            var sealed = System.nanoTime();

            var report = trail.verify(Anchors.of(trail.told()));

            System.out.printf(
                    "%,d entries: added in %.1f s, sealed in %.1f s, verified in %.1f s%n",
                    ROWS, (added - begun) / 1e9, (sealed - added) / 1e9, report.milliseconds() / 1e3);
            assertThat(report.findings()).isEmpty();
            assertThat(report.entries()).isEqualTo(ROWS);
            assertThat(report.milliseconds()).isLessThan(30_000);
        }
    }
}
