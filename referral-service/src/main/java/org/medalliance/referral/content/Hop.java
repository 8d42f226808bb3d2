package org.medalliance.referral.content;

import java.time.Instant;

/** An institution that sent the case on; it never comes back there. */
public record Hop(String institution, String department, Instant at) {}
