package org.medalliance.gateway.live;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link LiveBench}, small enough for every build; its bars are for a machine that builds other things too. */
class LiveLoadTest extends LiveBench {

    @Test
    void aRingDownRingsAtOnceOnTwoHundredStreams() throws InterruptedException {
        ring(200, 40, Duration.ofMillis(20), Duration.ofSeconds(2));
    }

    @Test
    void ofAHundredBrokenLinesNoneLosesOrRepeatsAnything() throws InterruptedException {
        breakLines(10, 100, Duration.ofMillis(5));
    }
}
