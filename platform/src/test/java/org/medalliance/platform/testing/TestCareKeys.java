package org.medalliance.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A key pair for care packages per service, as files. */
public final class TestCareKeys {

    static final List<String> SERVICES = List.of("referral-service", "telemedicine-service", "staffing-service");

    private static final Map<String, ECKey> KEYS =
            SERVICES.stream().collect(Collectors.toMap(Function.identity(), TestCareKeys::generate));

    private TestCareKeys() {}

    static Path own(String service) {
        return write(List.of(KEYS.get(service)), false);
    }

    static Path recipients() {
        return write(KEYS.values().stream().map(ECKey::toPublicJWK).toList(), true);
    }

    /** What a service reads of a care package; empty when it is not for that service. */
    public static Optional<String> open(String service, String carePackage) {
        try {
            var sealed = JWEObject.parse(carePackage);
            sealed.decrypt(new ECDHDecrypter(KEYS.get(service)));
            return Optional.of(sealed.getPayload().toString());
        } catch (JOSEException | ParseException _) {
            return Optional.empty();
        }
    }

    private static Path write(List<? extends JWK> keys, boolean publicOnly) {
        try {
            var file = Files.createTempFile("care", ".jwks");
            file.toFile().deleteOnExit();
            return Files.writeString(file, new JWKSet(List.copyOf(keys)).toString(publicOnly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ECKey generate(String service) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(service).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
