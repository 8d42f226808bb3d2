package org.medalliance.referral.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param at when the patient is expected
 * @param bring what to bring along
 */
public record Reservation(
        Kind kind,
        String department,
        @Nullable String doctor,
        @Nullable String bed,
        Instant at,
        @Nullable String bring) {
    public enum Kind {
        BED,
        VISIT
    }
}
