package org.medalliance.referral.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the patient comes.
 *
 * @param vehicle plate or call sign, where there is one
 * @param escort who goes along
 * @param eta when the patient is expected
 */
public record Transport(
        Means means,
        @Nullable String vehicle,
        @Nullable String escort,
        @Nullable Instant departedAt,
        @Nullable Instant eta) {
    public enum Means {
        OWN,
        AMBULANCE,
        CLINIC_VEHICLE
    }
}
