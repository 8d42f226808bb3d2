package org.medalliance.platform.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param allowedHosts hosts, or {@code host:port}, that may be called although they are not public, not HTTPS or not on
 *     the usual port: the operator vouches for them
 * @param sslBundle name of a Spring SSL bundle whose authorities are believed; none for the JDK's own
 * @param timeout from the look at the receiver's name to the status of its answer
 * @param concurrency requests under way from one instance
 * @param perWebhook requests under way to one webhook, so that a dead receiver does not hold up the others
 * @param look how long the courier waits at most without being woken
 */
@Validated
@ConfigurationProperties("alliance.webhooks")
record WebhookSettings(
        @DefaultValue List<String> allowedHosts,
        @Nullable String sslBundle,
        @DefaultValue("10s") @NotNull Duration timeout,
        @DefaultValue("64") @Min(1) @Max(200) int concurrency,
        @DefaultValue("4") @Min(1) @Max(200) int perWebhook,
        @DefaultValue("1s") @NotNull Duration look) {

    /** A worker's own: long enough for the slowest answer and for writing it down. */
    Duration lease() {
        return timeout.plusSeconds(20);
    }
}
