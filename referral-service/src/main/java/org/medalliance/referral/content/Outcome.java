package org.medalliance.referral.content;

import org.jspecify.annotations.Nullable;

/**
 * What was done and how the patient is.
 *
 * @param result of a stay; null for a visit
 */
public record Outcome(String summary, @Nullable Result result) {
    public enum Result {
        CURED,
        IMPROVED,
        UNCHANGED,
        WORSE
    }
}
