package org.medalliance.gateway.limit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much may be asked. Counted in this process: with N gateways a caller has N times as much, until the buckets move to
 * a shared Redis or Valkey.
 *
 * @param client per signed-in person and application
 * @param institution per institution, over all its people and applications
 * @param signIn per network address, for starting sign-ins; a hospital's people share one address
 * @param callers how many buckets are kept at most; the least used go first
 * @param forgetAfter when a caller who rests is forgotten
 * @param body largest body of a request
 * @param attachment largest body where attachments are taken
 */
@Validated
@ConfigurationProperties("alliance.gateway.limits")
record GatewayLimits(
        @DefaultValue @NotNull @Valid Client client,
        @DefaultValue @NotNull @Valid Institution institution,
        @DefaultValue @NotNull @Valid SignIn signIn,
        @DefaultValue("100000") @Min(1) int callers,
        @DefaultValue("10m") @NotNull Duration forgetAfter,
        @DefaultValue("1MB") @NotNull DataSize body,
        @DefaultValue("20MB") @NotNull DataSize attachment) {

    /** A rate for long, and how far it may be exceeded at once. */
    interface Rate {
        int perSecond();

        int burst();
    }

    record Client(
            @DefaultValue("200") @Min(1) int perSecond,
            @DefaultValue("400") @Min(1) int burst) implements Rate {}

    record Institution(
            @DefaultValue("400") @Min(1) int perSecond,
            @DefaultValue("800") @Min(1) int burst) implements Rate {}

    record SignIn(
            @DefaultValue("10") @Min(1) int perSecond,
            @DefaultValue("100") @Min(1) int burst) implements Rate {}
}
