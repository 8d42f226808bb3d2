package org.medalliance.gateway.signin;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * The issuer's public keys: kept for a while, kept longer while the issuer is away, and asked for again at most every few
 * seconds however many unknown key ids callers invent.
 */
class SigningKeys {

    private static final int FETCH_MILLIS = 2_000;
    private static final int FETCH_BYTES = 100 * 1024;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration AWAY_TOLERATED = Duration.ofHours(4);

    private final JWKSource<SecurityContext> source;

    private volatile boolean seen;

    SigningKeys(URI keys) {
        try {
            source = JWKSourceBuilder.create(
                            keys.toURL(), new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, FETCH_BYTES))
                    .rateLimited(ASK_AGAIN.toMillis())
                    .outageTolerant(AWAY_TOLERATED.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("alliance.gateway.issuer.keys must be an http(s) address: " + keys, e);
        }
    }

    /** Fetching blocks, now and then, so it does not happen on an event loop. */
    Flux<JWK> of(SignedJWT token) {
        return Flux.defer(() -> Flux.fromIterable(select(token))).subscribeOn(Schedulers.boundedElastic());
    }

    private List<JWK> select(SignedJWT token) {
        try {
            var found = source.get(new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())), nothing());
            seen = true;
            return found;
        } catch (RateLimitReachedException e) {
            return none(e);
        } catch (KeySourceException e) {
            throw new SigningKeysAway(e);
        }
    }

    /** With keys in hand, one that is not among them is unknown; without any, nothing can be said. */
    private List<JWK> none(RateLimitReachedException e) {
        if (seen) {
            return List.of();
        }
        throw new SigningKeysAway(e);
    }

    private static @Nullable SecurityContext nothing() {
        return null;
    }

    static final class SigningKeysAway extends RuntimeException {

        private SigningKeysAway(KeySourceException cause) {
            super("The issuer's keys cannot be read", cause);
        }
    }
}
