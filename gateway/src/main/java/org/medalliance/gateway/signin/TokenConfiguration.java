package org.medalliance.gateway.signin;

import java.time.InstantSource;
import java.util.List;
import org.medalliance.platform.access.KnownTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoderFactory;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    static final String AUDIENCE = "alliance-api";

    @Bean
    SigningKeys signingKeys(IssuerSettings issuer) {
        return new SigningKeys(issuer.keys());
    }

    /** An access token is good when our issuer signed it for this platform and its time has not passed. */
    @Bean
    ReactiveJwtDecoder accessTokens(IssuerSettings issuer, SigningKeys keys) {
        return new KnownTokens(
                decoder(
                        keys,
                        JwtValidators.createDefaultWithIssuer(issuer.uri().toString()),
                        new JwtAudienceValidator(AUDIENCE)),
                InstantSource.system());
    }

    /** An id token is for the gateway itself. */
    @Bean
    ReactiveJwtDecoderFactory<ClientRegistration> idTokens(SigningKeys keys) {
        return registration -> decoder(keys, new JwtTimestampValidator(), new OidcIdTokenValidator(registration));
    }

    /** A span for each filter of each chain costs more than the filters themselves, and tells nobody anything. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @SafeVarargs
    private static ReactiveJwtDecoder decoder(SigningKeys keys, OAuth2TokenValidator<Jwt>... rules) {
        var decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::of).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(rules)));
        return decoder;
    }
}
