package org.medalliance.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Signs tokens of the shape of the realm's, and serves the public key over real HTTP. */
public final class TestIdentityProvider {

    private static final RSAKey KEY = key();
    private static final Map<Person, String> TOKENS = new ConcurrentHashMap<>();
    private static final HttpServer SERVER = server();

    private TestIdentityProvider() {}

    public static String issuer() {
        return "http://127.0.0.1:%d/realms/alliance"
                .formatted(SERVER.getAddress().getPort());
    }

    public static String jwks() {
        return issuer() + "/protocol/openid-connect/certs";
    }

    /** A person: alliance, institution, practitioner and roles as in the realm. */
    public record Person(String alliance, String institution, String practitioner, List<String> roles) {

        public static Person of(String alliance, String institution, String practitioner, String... roles) {
            return new Person(alliance, institution, practitioner, List.of(roles));
        }

        public Person at(String otherInstitution) {
            return new Person(alliance, otherInstitution, practitioner, roles);
        }

        public Person as(String... otherRoles) {
            return new Person(alliance, institution, practitioner, List.of(otherRoles));
        }

        public Person in(String otherAlliance) {
            return new Person(otherAlliance, institution, practitioner, roles);
        }

        /** Signed once, as a client keeps the token that it was given. */
        public String token() {
            return TOKENS.computeIfAbsent(this, person -> TestIdentityProvider.token(person, claims -> claims));
        }
    }

    /** A token with a claim or two bent, to see it refused. */
    public static String token(Person person, UnaryOperator<JWTClaimsSet.Builder> bend) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("alliance-api")
                .subject(UUID.nameUUIDFromBytes(person.toString().getBytes(StandardCharsets.UTF_8))
                        .toString())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                .claim("azp", "test")
                .claim("name", "Test " + person.practitioner())
                .claim("alliance_id", person.alliance())
                .claim("org_id", person.institution())
                .claim("practitioner_id", person.practitioner())
                .claim("realm_access", Map.of("roles", person.roles()));
        return sign(bend.apply(claims).build());
    }

    private static String sign(JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(KEY.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer server() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/realms/alliance/protocol/openid-connect/certs", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(keys);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
