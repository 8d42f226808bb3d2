package org.medalliance.platform.attention;

/** How loudly an item asks. */
public enum Urgency {
    LOW,
    NORMAL,
    HIGH,
    /** A ring-down: it rings until somebody answers. */
    CRITICAL
}
