package org.medalliance.gateway.upstream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param connectTimeout how long a connection may take; a service stands near
 * @param responseTimeout how long the first byte of an answer may take; an answer that has begun is never cut
 * @param readTimeout the same for what the gateway reads itself, of which a part is better than waiting
 * @param attachmentTimeout the same for attachments, whose upload over a rural line counts too
 */
@Validated
@ConfigurationProperties("alliance.gateway.upstream")
record UpstreamSettings(
        @DefaultValue("http://127.0.0.1:8081") @NotNull URI referral,
        @DefaultValue("http://127.0.0.1:8082") @NotNull URI telemedicine,
        @DefaultValue("http://127.0.0.1:8083") @NotNull URI staffing,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 1)
        Duration connectTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration responseTimeout,

        @DefaultValue("3s") @NotNull @DurationMin(millis = 1)
        Duration readTimeout,

        @DefaultValue("5m") @NotNull @DurationMin(millis = 1)
        Duration attachmentTimeout,

        @DefaultValue @NotNull @Valid BreakerSettings breaker) {

    URI of(Upstream upstream) {
        return switch (upstream) {
            case REFERRAL -> referral;
            case TELEMEDICINE -> telemedicine;
            case STAFFING -> staffing;
        };
    }

    /**
     * @param window how many of the last calls are looked at
     * @param minimumCalls how many of them there must be before it may open
     * @param failurePercent how many failures of a hundred open it
     * @param openFor how long nobody is let through
     * @param trialCalls how many are let through then, to see
     */
    record BreakerSettings(
            @DefaultValue("20") @Min(1) int window,
            @DefaultValue("10") @Min(1) int minimumCalls,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercent,

            @DefaultValue("5s") @NotNull @DurationMin(millis = 1)
            Duration openFor,

            @DefaultValue("3") @Min(1) int trialCalls) {}
}
