package org.medalliance.platform.webhook;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When a delivery that failed is tried again: after 5 s, 10 s, 20 s … at most an hour, each a fifth more or less. */
final class BackOff {

    /** After this a delivery is dead, until somebody has it sent again. */
    static final Duration GIVE_UP = Duration.ofHours(24);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double SPREAD = 0.2;

    private BackOff() {}

    /**
     * @param attempts made so far, at least 1
     * @param chance from 0 to 1, so that the deliveries of one failure do not come back all at once
     */
    static Duration after(int attempts, DoubleSupplier chance) {
        var doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
        var wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        var factor = 1 - SPREAD + 2 * SPREAD * chance.getAsDouble();
        return Duration.ofMillis((long) (wait.toMillis() * factor));
    }
}
