package org.medalliance.referral.directory;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param staleAfter how old a report of beds may be before it is shown as out of date and decides nothing any more */
@Validated
@ConfigurationProperties("alliance.beds")
record BedSettings(
        @DefaultValue("24h") @NotNull @DurationMin(minutes = 1)
        Duration staleAfter) {}
