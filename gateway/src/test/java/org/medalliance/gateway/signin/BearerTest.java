package org.medalliance.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

class BearerTest extends FrontDoor {

    private static final String ANYTHING = "/api/referral/v1/referrals";

    @Test
    void aGoodTokenIsPassedOnAsItIs() {
        var token = issuer.token();

        get(ANYTHING, token).exchange().expectStatus().isOk();

        assertThat(referral.lastSeen().headers().getFirst(HttpHeaders.AUTHORIZATION))
                .isEqualTo("Bearer " + token);
    }

    @Test
    void withoutATokenNothingIsReached() {
        client.get()
                .uri(ANYTHING)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Bearer.*")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:unauthenticated");

        assertThat(referral.seen()).isEmpty();
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        isRefused(issuer.token(claims -> claims.audience("account")));
    }

    @Test
    void anotherIssuersTokenIsRefused() {
        isRefused(issuer.token(claims -> claims.issuer("http://127.0.0.1:1/realms/alliance")));
    }

    @Test
    void anExpiredTokenIsRefused() {
        isRefused(
                issuer.token(claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(600)))
                        .expirationTime(Date.from(Instant.now().minusSeconds(120)))));
    }

    @Test
    void aTokenSignedByAStrangerUnderOurKeysNameIsRefused() {
        isRefused(issuer.tokenOfAStranger());
    }

    @Test
    void somethingThatIsNoTokenIsRefused() {
        isRefused("not-a-token");
    }

    @Test
    void anUnsignedTokenIsRefused() {
        isRefused(new com.nimbusds.jwt.PlainJWT(issuer.claims(_ -> {})).serialize());
    }

    private void isRefused(String token) {
        get(ANYTHING, token)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Bearer .*error=\"invalid_token\".*")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:token-refused")
                .jsonPath("$.status")
                .isEqualTo(401);

        assertThat(referral.seen()).isEmpty();
    }
}
