package org.medalliance.gateway.signin;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** An access token is good when our issuer signed it for this platform and its time has not passed. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    static final String AUDIENCE = "alliance-api";

    @Bean
    ReactiveJwtDecoder accessTokens(IssuerSettings issuer) {
        var keys = new SigningKeys(issuer.keys());
        var decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::of).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                JwtValidators.createDefaultWithIssuer(issuer.uri().toString()), new JwtAudienceValidator(AUDIENCE))));
        return decoder;
    }
}
