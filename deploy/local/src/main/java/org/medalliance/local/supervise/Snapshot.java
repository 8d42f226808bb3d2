package org.medalliance.local.supervise;

import java.time.Instant;

/**
 * One process at one moment.
 *
 * @param pid 0 while there is none
 * @param since when it came into this state
 * @param port 0 when it has none
 */
public record Snapshot(
        String name, String title, String state, long pid, int restarts, Instant since, int port, String log) {}
