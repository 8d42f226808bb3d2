package org.medalliance.referral.content;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was taken instead of a transfer. */
public record TakenOption(
        Kind kind,
        @Nullable UUID visitingDay,
        @Nullable String institution,
        @Nullable String practitioner,
        @Nullable Instant startsAt) {
    public enum Kind {
        VISITING_DOCTOR,
        CONSULT
    }
}
