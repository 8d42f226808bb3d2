package org.medalliance.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** The part of an OpenID provider that a code flow needs; strict about client, code, verifier and redirect address. */
public final class IdentityProvider {

    public static final String CLIENT_SECRET = "only-for-this-test";

    private record Pending(MultiValueMap<String, String> request) {}

    private final Issuer issuer;
    private final Map<String, Pending> codes = new ConcurrentHashMap<>();
    private final AtomicInteger renewals = new AtomicInteger();
    private volatile Duration tokensLast = Duration.ofMinutes(5);
    private volatile boolean sessionEnded;
    private volatile Duration delay = Duration.ZERO;

    IdentityProvider(Issuer issuer) {
        this.issuer = issuer;
    }

    public void isWell() {
        tokensLast = Duration.ofMinutes(5);
        sessionEnded = false;
        delay = Duration.ZERO;
        renewals.set(0);
    }

    public void tokensLast(Duration howLong) {
        tokensLast = howLong;
    }

    public void endsTheSession() {
        sessionEnded = true;
    }

    public void takesItsTime(Duration howLong) {
        delay = howLong;
    }

    public int renewals() {
        return renewals.get();
    }

    /** The person signs in on the provider's page; what comes back is where their browser is sent then. */
    public URI signIn(URI authorization) {
        var request = query(authorization);
        var code = UUID.randomUUID().toString();
        codes.put(code, new Pending(request));
        return UriComponentsBuilder.fromUriString(one(request, "redirect_uri"))
                .queryParam("code", code)
                .queryParam("state", one(request, "state"))
                .encode()
                .build()
                .toUri();
    }

    public static MultiValueMap<String, String> query(URI uri) {
        var decoded = new org.springframework.util.LinkedMultiValueMap<String, String>();
        UriComponentsBuilder.fromUri(uri)
                .build()
                .getQueryParams()
                .forEach((name, values) ->
                        values.forEach(value -> decoded.add(name, java.net.URLDecoder.decode(value, UTF_8))));
        return decoded;
    }

    Publisher<Void> token(Neighbour.Seen seen, HttpServerResponse response) {
        var form = query(URI.create("http://form/?" + seen.body()));
        var basic =
                "Basic " + Base64.getEncoder().encodeToString(("alliance-gateway:" + CLIENT_SECRET).getBytes(US_ASCII));
        if (!basic.equals(seen.headers().getFirst("Authorization"))) {
            return refuse(response, 401, "invalid_client");
        }
        var answer =
                switch (one(form, "grant_type")) {
                    case "authorization_code" -> redeem(form);
                    case "refresh_token" -> renew();
                    case "client_credentials" -> own();
                    default -> null;
                };
        return answer == null
                ? refuse(response, 400, "invalid_grant")
                : Mono.delay(delay)
                        .then(Mono.from(response.header("Content-Type", "application/json")
                                .sendString(Mono.just(answer))));
    }

    private String redeem(MultiValueMap<String, String> form) {
        var pending = codes.remove(one(form, "code"));
        if (pending == null
                || !challenge(one(form, "code_verifier")).equals(one(pending.request, "code_challenge"))
                || !one(form, "redirect_uri").equals(one(pending.request, "redirect_uri"))) {
            return null;
        }
        return tokens(one(pending.request, "nonce"));
    }

    private String renew() {
        renewals.incrementAndGet();
        return sessionEnded ? null : tokens(null);
    }

    /** The gateway's own account: a service of the platform, of no alliance. */
    private String own() {
        var token = issuer.token(claims -> claims.subject("service-account-alliance-gateway")
                .claim("azp", "alliance-gateway")
                .claim("alliance_id", null)
                .claim("org_id", null)
                .claim("practitioner_id", null)
                .claim("realm_access", Map.of("roles", List.of("service"))));
        return """
                {"access_token":"%s","token_type":"Bearer","expires_in":300}""".formatted(token);
    }

    private String tokens(String nonce) {
        var expiry = Date.from(Instant.now().plus(tokensLast));
        var access =
                issuer.token(claims -> claims.claim("azp", "alliance-gateway").expirationTime(expiry));
        var id = issuer.token(claims -> claims.audience("alliance-gateway")
                .claim("azp", "alliance-gateway")
                .claim("nonce", nonce));
        return """
                {"access_token":"%s","id_token":"%s","refresh_token":"%s","token_type":"Bearer","expires_in":%d}""".formatted(access, id, UUID.randomUUID(), tokensLast.toSeconds());
    }

    private static Publisher<Void> refuse(HttpServerResponse response, int status, String error) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just("{\"error\":\"" + error + "\"}"));
    }

    private static String challenge(String verifier) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String one(MultiValueMap<String, String> values, String name) {
        var value = values.getFirst(name);
        return value == null ? "" : value;
    }
}
