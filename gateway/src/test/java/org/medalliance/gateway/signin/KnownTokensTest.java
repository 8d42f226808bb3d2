package org.medalliance.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

class KnownTokensTest {

    private static final Instant END = Instant.parse("2026-11-22T09:00:00Z");

    private final AtomicInteger looks = new AtomicInteger();
    private Instant now = END.minusSeconds(60);
    private final KnownTokens tokens = new KnownTokens(this::look, () -> now);

    private Mono<Jwt> look(String token) {
        looks.incrementAndGet();
        return token.equals("bad") || !now.isBefore(END)
                ? Mono.error(new BadJwtException("no"))
                : Mono.just(Jwt.withTokenValue(token)
                        .header("alg", "RS256")
                        .subject(token)
                        .expiresAt(END)
                        .build());
    }

    @Test
    void aTokenIsLookedAtOnceAndEachForItself() {
        assertThat(tokens.decode("a").block().getSubject()).isEqualTo("a");
        assertThat(tokens.decode("a").block().getSubject()).isEqualTo("a");
        assertThat(tokens.decode("b").block().getSubject()).isEqualTo("b");
        assertThat(looks).hasValue(2);
    }

    @Test
    void aTokenThatHasRunOutIsRefusedThoughItWasKnown() {
        tokens.decode("a").block();
        now = END;
        assertThat(tokens.decode("a").onErrorComplete().blockOptional()).isEmpty();
    }

    @Test
    void aTokenThatWasRefusedIsNotRemembered() {
        assertThat(tokens.decode("bad").onErrorComplete().blockOptional()).isEmpty();
        assertThat(tokens.decode("bad").onErrorComplete().blockOptional()).isEmpty();
        assertThat(looks).hasValue(2);
    }
}
