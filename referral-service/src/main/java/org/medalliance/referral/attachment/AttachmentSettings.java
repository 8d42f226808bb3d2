package org.medalliance.referral.attachment;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param limit of one file; the gateway has one of its own
 * @param most files a referral may have, struck out ones among them
 * @param space that they may take together
 * @param atOnce uploads under way at one instance; each takes one to two MiB of its memory
 * @param stall how long an upload may stand still before it is given up
 * @param patience how long an upload may take in all, as over the gateway
 * @param clamd {@code host:port} of a ClamAV daemon that looks into each file; none where nobody looks
 * @param scan how long it may take to look into one
 */
@Validated
@ConfigurationProperties("alliance.attachment")
record AttachmentSettings(
        @DefaultValue("20MB") @NotNull DataSize limit,
        @DefaultValue("30") @Min(1) int most,
        @DefaultValue("200MB") @NotNull DataSize space,
        @DefaultValue("48") @Min(1) int atOnce,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 1)
        Duration stall,

        @DefaultValue("5m") @NotNull @DurationMin(millis = 1)
        Duration patience,

        @Nullable @Pattern(regexp = "|[^:\\s]+:\\d{1,5}") String clamd,

        @DefaultValue("60s") @NotNull @DurationMin(millis = 1)
        Duration scan) {}
