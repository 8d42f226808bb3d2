package org.medalliance.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.Browser;
import org.medalliance.gateway.FrontDoor;

class BrowserRequestsTest extends FrontDoor {

    private static final String ANYTHING = "/api/referral/v1/referrals";

    @Test
    void anUnsafeRequestOfABrowserNeedsTheCsrfToken() {
        var browser = signedIn();

        var without = browser.post(ANYTHING, it -> it);
        var wrong = browser.post(ANYTHING, it -> it.header("X-XSRF-TOKEN", "guessed"));

        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("urn:medalliance:problem:csrf-token-missing");
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(referral.seen()).isEmpty();
        assertThat(browser.post(ANYTHING, browser::withCsrf).statusCode()).isEqualTo(200);
    }

    @Test
    void theCsrfTokenIsACookieThatOurPagesCanRead() {
        var browser = signedIn();
        browser.cookies().remove(Browser.CSRF);

        var cookie = browser.fetch("/api/me").headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith(Browser.CSRF))
                .findFirst()
                .orElseThrow();

        assertThat(cookie).contains("Path=/", "Secure", "SameSite=Lax").doesNotContainIgnoringCase("HttpOnly");
    }

    @Test
    void aClientWithATokenNeedsNoCsrfToken() {
        client.post()
                .uri(ANYTHING)
                .headers(headers -> headers.setBearerAuth(issuer.token()))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void aStrangersCommandIsToldToSignInAndNotAboutPages() {
        client.post().uri(ANYTHING).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void whatABrowserWritesIntoAuthorizationGivesWayToItsSession() {
        var browser = signedIn();

        browser.send(ANYTHING, it -> it.header("Authorization", "Basic YWRtaW46YWRtaW4="));

        assertThat(referral.lastSeen().headers().get("Authorization"))
                .singleElement()
                .asString()
                .startsWith("Bearer ey");
    }

    @Test
    void aForgedTokenBesideAGoodSessionIsRefused() {
        var browser = signedIn();

        var answer = browser.send(ANYTHING, it -> it.header("Authorization", "Bearer forged"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(referral.seen()).isEmpty();
    }

    @Test
    void theSessionsCookieGoesNoFurther() {
        signedIn().fetch(ANYTHING);

        assertThat(referral.lastSeen().headers().get("Cookie")).isNull();
    }

    @Test
    void aTokenThatEndsSoonIsRenewedUnseen() {
        issuer.provider().tokensLast(Duration.ofSeconds(30));
        var browser = signedIn();
        browser.fetch(ANYTHING);
        var first = referral.lastSeen().headers().getFirst("Authorization");
        issuer.provider().tokensLast(Duration.ofMinutes(5));

        // The first request renewed at once, since thirty seconds are fewer than sixty; after that there is no need.
        assertThat(issuer.provider().renewals()).isEqualTo(1);
        assertThat(first).isNotNull();
    }

    @Test
    void requestsThatComeTogetherRenewOnce() {
        issuer.provider().tokensLast(Duration.ofSeconds(30));
        var browser = signedIn();
        issuer.provider().tokensLast(Duration.ofMinutes(5));
        issuer.provider().takesItsTime(Duration.ofMillis(200));

        var answers = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> browser.fetch(ANYTHING)))
                .toList();

        assertThat(answers).allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
        assertThat(issuer.provider().renewals()).isEqualTo(1);
    }

    @Test
    void aSessionThatEndedAtTheProviderEndsHereToo() {
        issuer.provider().tokensLast(Duration.ofSeconds(30));
        var browser = signedIn();
        issuer.provider().endsTheSession();

        var answer = browser.fetch(ANYTHING);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:medalliance:problem:sign-in-ended");
        assertThat(browser.fetch("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void whileTheProviderIsAwayAGoodTokenServesToItsEnd() {
        issuer.provider().tokensLast(Duration.ofSeconds(30));
        var browser = signedIn();
        issuer.server().stop();
        try {
            assertThat(browser.fetch(ANYTHING).statusCode()).isEqualTo(200);
        } finally {
            issuer.server().comesBack();
        }
    }

    @Test
    void whileTheProviderIsAwayAnEndedTokenWaitsAndTheSessionStays() {
        issuer.provider().tokensLast(Duration.ofSeconds(1));
        var browser = signedIn();
        issuer.server().stop();
        try {
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            browser.fetch(ANYTHING).body())
                    .contains("urn:medalliance:problem:sign-in-away"));
        } finally {
            issuer.server().comesBack();
        }
        assertThat(browser.fetch("/api/me").statusCode()).isEqualTo(200);
    }
}
