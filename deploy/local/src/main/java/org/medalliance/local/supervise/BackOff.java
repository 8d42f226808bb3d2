package org.medalliance.local.supervise;

import java.time.Duration;

/** How long to wait before the next try: 1 s, 2 s, 4 s … 30 s, and from the start again after a steady minute. */
final class BackOff {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Duration shortest;
    private Duration next;

    BackOff(Duration shortest) {
        this.shortest = shortest;
        this.next = shortest;
    }

    /** @param ranFor how long the process that has just ended was ready */
    Duration after(Duration ranFor) {
        if (ranFor.compareTo(STEADY) >= 0) {
            next = shortest;
        }
        var now = next;
        next = min(next.multipliedBy(2), LONGEST);
        return now;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
