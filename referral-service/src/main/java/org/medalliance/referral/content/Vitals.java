package org.medalliance.referral.content;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * As far as they were taken. The bounds are what an instrument can show, not what is healthy.
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
        @Nullable @DecimalMin("20.0") @DecimalMax("45.0") BigDecimal temperature,
        @Nullable @Min(0) @Max(350) Integer pulse,
        @Nullable @Min(0) @Max(120) Integer respiration,
        @Nullable @Min(0) @Max(350) Integer systolic,
        @Nullable @Min(0) @Max(250) Integer diastolic,
        @Nullable @Min(0) @Max(100) Integer oxygen,
        @Nullable @DecimalMin("0.0") @DecimalMax("60.0") BigDecimal glucose,
        @Nullable @Min(3) @Max(15) Integer consciousness) {}
