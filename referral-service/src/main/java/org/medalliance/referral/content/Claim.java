package org.medalliance.referral.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An officer is at it, until then. */
public record Claim(String subject, @Nullable String practitioner, Instant until) {}
