package org.medalliance.platform.privacy;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
public class PrivacyConfiguration {

    /**
     * @param own path of the JWK set with this service's private keys
     * @param recipients path of the JWK set with every service's public key
     */
    @Bean
    CarePackages carePackages(
            @Value("${alliance.care.keys}") Path own,
            @Value("${alliance.care.recipients}") Path recipients,
            JsonMapper json,
            Clock clock) {
        var tolerant = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return new CarePackages(keys(own), keys(recipients), tolerant, clock);
    }

    private static JWKSet keys(Path file) {
        try {
            return JWKSet.load(file.toFile());
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("The key file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
