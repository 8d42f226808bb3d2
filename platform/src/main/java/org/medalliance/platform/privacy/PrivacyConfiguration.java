package org.medalliance.platform.privacy;

import com.nimbusds.jose.jwk.JWKSet;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.crypto.CryptoConfiguration;
import org.medalliance.platform.crypto.Keys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import({CryptoConfiguration.class, RotationController.class})
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

    @Bean
    FieldCipher fieldCipher(Keys keys) {
        return new FieldCipher(keys);
    }

    @Bean
    BlindIndex blindIndex(Keys keys) {
        return BlindIndex.of(keys);
    }

    @Bean
    PersonKeys personKeys(Keys keys) {
        return new PersonKeys(keys);
    }

    /**
     * @param tables those of the service
     * @param wanted whether this instance takes part in making rows anew
     */
    @Bean
    RotationWorker keyRotation(
            WorkerDatabase database,
            FieldCipher cipher,
            BlindIndex index,
            PersonKeys persons,
            Clock clock,
            ObjectProvider<SealedTable> tables,
            @Value("${alliance.crypto.rotation:true}") boolean wanted,
            MeterRegistry meters) {
        var rotation = new Rotation(database, cipher, index, persons, clock, true);
        return new RotationWorker(rotation, tables.stream().toList(), wanted, meters);
    }

    private static JWKSet keys(Path file) {
        try {
            return JWKSet.load(file.toFile());
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("The key file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
