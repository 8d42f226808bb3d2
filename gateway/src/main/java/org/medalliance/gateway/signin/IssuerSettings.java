package org.medalliance.gateway.signin;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param issuer as it stands in the tokens
 * @param keys where the issuer publishes its signing keys; read when first needed, so that the gateway starts alone
 */
@Validated
@ConfigurationProperties("alliance.gateway.issuer")
record IssuerSettings(
        @DefaultValue("http://127.0.0.1:18180/realms/alliance") @NotNull
        URI uri,

        @DefaultValue("http://127.0.0.1:18180/realms/alliance/protocol/openid-connect/certs") @NotNull
        URI keys) {}
