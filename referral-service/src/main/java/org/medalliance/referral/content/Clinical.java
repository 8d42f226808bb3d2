package org.medalliance.referral.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param diagnoses the leading one first
 * @param examinations done already, so that nothing is repeated
 */
public record Clinical(
        List<Diagnosis> diagnoses,
        String summary,
        @Nullable Vitals vitals,
        @Nullable String allergies,
        @Nullable String medication,
        @Nullable String examinations) {}
