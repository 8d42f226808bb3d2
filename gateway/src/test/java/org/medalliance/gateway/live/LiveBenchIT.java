package org.medalliance.gateway.live;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link LiveBench} whole, at the bars of the platform; started by name only. */
class LiveBenchIT extends LiveBench {

    @Test
    void aRingDownRingsWithinASecondOnAThousandStreams() throws InterruptedException {
        ring(1_000, 1_000, Duration.ofMillis(20), Duration.ofSeconds(1));
    }

    @Test
    void ofAThousandBrokenLinesNoneLosesOrRepeatsAnything() throws InterruptedException {
        breakLines(50, 1_000, Duration.ofMillis(5));
    }
}
