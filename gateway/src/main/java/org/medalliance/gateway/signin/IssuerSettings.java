package org.medalliance.gateway.signin;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The identity provider. Nothing is discovered at start, so that the gateway starts while it is away; what is not given
 * stands where Keycloak has it. Browsers go to the issuer's own address; what the gateway asks itself stands beside the
 * keys, which may be an inner address.
 *
 * @param uri as it stands in the tokens
 * @param keys where the signing keys are published
 * @param authorization where browsers sign in
 * @param token where codes and refresh tokens are exchanged
 * @param endSession where browsers sign out
 */
@Validated
@ConfigurationProperties("alliance.gateway.issuer")
public record IssuerSettings(
        @DefaultValue("http://127.0.0.1:18180/realms/alliance") @NotNull
        URI uri,

        @DefaultValue("http://127.0.0.1:18180/realms/alliance/protocol/openid-connect/certs") @NotNull
        URI keys,

        @Nullable URI authorization,
        @Nullable URI token,
        @Nullable URI endSession) {

    String authorizationEndpoint() {
        return authorization != null ? authorization.toString() : uri + "/protocol/openid-connect/auth";
    }

    String tokenEndpoint() {
        return (token != null ? token : keys.resolve("token")).toString();
    }

    /** Where a page may be sent by a form, besides the gateway itself: signing out goes on there. */
    public String signOutOrigin() {
        var endpoint = URI.create(endSessionEndpoint());
        return endpoint.getScheme() + "://" + endpoint.getAuthority();
    }

    String endSessionEndpoint() {
        return endSession != null ? endSession.toString() : uri + "/protocol/openid-connect/logout";
    }
}
