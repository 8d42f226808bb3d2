package org.medalliance.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Remembers for some seconds what a token was found to say, since a person's requests come in flocks with one token. A
 * token that has run out is looked at anew; one whose signing key was withdrawn is good for {@link #KEPT} at most.
 */
public final class KnownTokens implements ReactiveJwtDecoder {

    static final Duration KEPT = Duration.ofSeconds(30);

    private final ReactiveJwtDecoder decoder;
    private final InstantSource time;
    private final Cache<String, Jwt> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(KEPT).build();

    /**
     * @param decoder checks what is not known
     */
    public KnownTokens(ReactiveJwtDecoder decoder, InstantSource time) {
        this.decoder = decoder;
        this.time = time;
    }

    @Override
    public Mono<Jwt> decode(String token) {
        var jwt = known.getIfPresent(token);
        return jwt != null && hasTimeLeft(jwt)
                ? Mono.just(jwt)
                : decoder.decode(token).doOnNext(it -> known.put(token, it));
    }

    /** Whether it was decoded a short while ago, and so has the form of a token. */
    boolean isKnown(String token) {
        return known.getIfPresent(token) != null;
    }

    private boolean hasTimeLeft(Jwt jwt) {
        var end = jwt.getExpiresAt();
        return end != null && time.instant().isBefore(end);
    }
}
