package org.medalliance.gateway.signin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param clientId the gateway at the identity provider
 * @param clientSecret its secret there
 * @param idle how long a signed-in browser may rest
 * @param pending how long a sign-in may take from start to end
 */
@Validated
@ConfigurationProperties("alliance.gateway.sign-in")
record SignInSettings(
        @DefaultValue("alliance-gateway") @NotBlank String clientId,

        @DefaultValue("")
        @NotBlank(message = "set ALLIANCE_GATEWAY_CLIENT_SECRET to the secret of the gateway's client")
        String clientSecret,

        @DefaultValue("60m") @NotNull @DurationMin(seconds = 1)
        Duration idle,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1)
        Duration pending) {}
