package org.medalliance.local.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys of the care packages that services send one another: each service has its private key, all have everyone's
 * public keys. JWK sets (RFC 7517), EC P-256, key id = the service's name.
 */
final class CareKeys {

    private static final int P256_BYTES = 32;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Secrets secrets;
    private final List<String> services;

    CareKeys(Secrets secrets, List<String> services) {
        this.secrets = secrets;
        this.services = services;
    }

    /** The file with this service's private key. */
    Path privateKeys(String service) {
        return secrets.keep("care-" + service + ".jwks", () -> set(List.of(newKey(service))));
    }

    /** The file with the public keys of all services. */
    Path recipients() {
        return secrets.keep("care-recipients.jwks", () -> {
            var keys = new ArrayList<Map<String, String>>();
            services.forEach(service -> keys.addAll(publicPart(privateKeys(service))));
            return set(keys);
        });
    }

    private static Map<String, String> newKey(String service) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var place = ((ECPublicKey) pair.getPublic()).getW();
            var key = new LinkedHashMap<String, String>();
            key.put("kty", "EC");
            key.put("crv", "P-256");
            key.put("kid", service);
            key.put("use", "enc");
            key.put("alg", "ECDH-ES+A256KW");
            key.put("x", coordinate(place.getAffineX()));
            key.put("y", coordinate(place.getAffineY()));
            key.put("d", coordinate(((ECPrivateKey) pair.getPrivate()).getS()));
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has EC P-256", e);
        }
    }

    private static List<Map<String, String>> publicPart(Path privateKeys) {
        try {
            var keys = new ArrayList<Map<String, String>>();
            for (var node : JSON.readTree(Files.readString(privateKeys)).get("keys")) {
                var key = new LinkedHashMap<String, String>();
                node.properties()
                        .forEach(field ->
                                key.put(field.getKey(), field.getValue().asString()));
                key.remove("d");
                keys.add(key);
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String set(List<Map<String, String>> keys) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("keys", keys));
    }

    /** Always as many bytes as the curve's field has, unsigned (RFC 7518, 6.2.1.2). */
    private static String coordinate(BigInteger number) {
        var signed = number.toByteArray();
        var bytes = new byte[P256_BYTES];
        var length = Math.min(signed.length, P256_BYTES);
        System.arraycopy(signed, signed.length - length, bytes, P256_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
