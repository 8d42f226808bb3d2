package org.medalliance.referral.content;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * As far as they were taken.
 *
 * @param temperature °C
 * @param pulse beats a minute
 * @param respiration breaths a minute
 * @param systolic mmHg
 * @param diastolic mmHg
 * @param oxygen saturation in percent
 * @param glucose mmol/L
 * @param consciousness Glasgow coma scale, 3 to 15
 */
public record Vitals(
        @Nullable BigDecimal temperature,
        @Nullable Integer pulse,
        @Nullable Integer respiration,
        @Nullable Integer systolic,
        @Nullable Integer diastolic,
        @Nullable Integer oxygen,
        @Nullable BigDecimal glucose,
        @Nullable Integer consciousness) {}
