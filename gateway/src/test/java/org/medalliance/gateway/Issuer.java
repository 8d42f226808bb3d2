package org.medalliance.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** A small issuer of tokens with its key published, as the gateway's identity provider. */
public final class Issuer {

    private final Neighbour server = new Neighbour();
    private final RSAKey key = newKey("first");
    private final RSAKey strangersKey = newKey("first");
    private final IdentityProvider provider = new IdentityProvider(this);

    public Issuer() {
        publishesItsKeys();
    }

    public Neighbour server() {
        return server;
    }

    public URI uri() {
        return server.uri().resolve("/realms/alliance");
    }

    public URI keys() {
        return server.uri().resolve("/realms/alliance/protocol/openid-connect/certs");
    }

    public IdentityProvider provider() {
        return provider;
    }

    public void publishesItsKeys() {
        var keys = new JWKSet(key.toPublicJWK()).toString();
        server.behaves((request, response) -> request.uri().endsWith("/token")
                ? provider.token(request, response)
                : response.header("Content-Type", "application/json").sendString(Mono.just(keys)));
    }

    /** A clinic doctor's access token, as Keycloak would make it. */
    public String token() {
        return token(_ -> {});
    }

    public String tokenOf(String subject, String institution) {
        return token(claims -> claims.subject(subject).claim("org_id", institution));
    }

    public String token(Consumer<JWTClaimsSet.Builder> change) {
        return sign(claims(change), key);
    }

    public String tokenOfAStranger() {
        return sign(claims(_ -> {}), strangersKey);
    }

    public String sign(JWTClaimsSet claims) {
        return sign(claims, key);
    }

    public JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .subject("doctor-1")
                .audience(List.of("alliance-api", "account"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .jwtID(UUID.randomUUID().toString())
                .claim("azp", "alliance-demo")
                .claim("name", "测试医生")
                .claim("alliance_id", "ruijin")
                .claim("org_id", "rj-xianghu")
                .claim("practitioner_id", "p-1")
                .claim("realm_access", Map.of("roles", List.of("clinic-doctor", "default-roles-alliance")));
        change.accept(claims);
        return claims.build();
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(JOSEObjectType.JWT)
                    .keyID(key.getKeyID())
                    .build();
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
