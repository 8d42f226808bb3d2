package org.medalliance.local.supervise;

import java.time.Duration;

/**
 * How fast the supervisor is: its first wait before a restart, which doubles with each failure in a row, and how often
 * it asks a running process whether it is well.
 */
public record Pace(Duration shortestBackOff, Duration healthInterval) {

    public static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(5));
}
