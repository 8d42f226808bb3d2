package org.medalliance.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.gateway.Browser;
import org.medalliance.gateway.FrontDoor;
import org.medalliance.gateway.IdentityProvider;

class BrowserSignInTest extends FrontDoor {

    @Test
    void aPersonWhoOpensAPageIsLedToTheSignInAndBack() {
        var browser = browser();

        var refused = browser.open("/api/me");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(Browser.location(refused).getPath()).isEqualTo("/oauth2/authorization/alliance");

        var callback = issuer.provider().signIn(browser.authorization());
        var back = browser.open(callback.getRawPath() + "?" + callback.getRawQuery());
        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(Browser.location(back).getPath()).isEqualTo("/api/me");
    }

    @Test
    void theSignInUsesCodeFlowWithProofKeyStateAndNonce() {
        var authorization = browser().authorization();
        var query = IdentityProvider.query(authorization);

        assertThat(authorization.toString()).startsWith(issuer.uri() + "/protocol/openid-connect/auth");
        assertThat(query.getFirst("response_type")).isEqualTo("code");
        assertThat(query.getFirst("client_id")).isEqualTo("alliance-gateway");
        assertThat(query.getFirst("code_challenge_method")).isEqualTo("S256");
        assertThat(query.getFirst("code_challenge")).hasSizeGreaterThan(40);
        assertThat(query.getFirst("state")).isNotBlank();
        assertThat(query.getFirst("nonce")).isNotBlank();
        assertThat(query.getFirst("redirect_uri"))
                .isEqualTo("http://127.0.0.1:" + port + "/login/oauth2/code/alliance");
    }

    @Test
    void theSessionsCookieCannotBeReadByScriptsNorLeaveThisHost() {
        var cookie = browser().open("/oauth2/authorization/alliance").headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith(Browser.SESSION))
                .findFirst()
                .orElseThrow();

        assertThat(cookie)
                .contains("Path=/", "Secure", "HTTPOnly", "SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void signingInChangesTheSessionsIdSoThatAPlantedOneIsWorthless() {
        var browser = browser();
        var authorization = browser.authorization();
        var planted = browser.cookies().get(Browser.SESSION);

        var callback = issuer.provider().signIn(authorization);
        browser.open(callback.getRawPath() + "?" + callback.getRawQuery());

        assertThat(browser.cookies().get(Browser.SESSION)).isNotEqualTo(planted);
        assertThat(browser.fetch("/api/me").statusCode()).isEqualTo(200);
        browser.cookies().put(Browser.SESSION, planted);
        assertThat(browser.fetch("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void tokensNeverReachTheBrowser() {
        var browser = signedIn();

        browser.fetch("/api/referral/v1/referrals");

        var token = referral.lastSeen().headers().getFirst("Authorization");
        assertThat(token).startsWith("Bearer ey");
        assertThat(browser.cookies().toString()).doesNotContain("ey");
        assertThat(browser.fetch("/api/me").body()).doesNotContain("ey");
    }

    @Test
    void whoIsSignedInIsAnsweredFromTheToken() throws Exception {
        var me = new tools.jackson.databind.json.JsonMapper()
                .readTree(signedIn().fetch("/api/me").body());

        assertThat(me.get("name").asString()).isEqualTo("测试医生");
        assertThat(me.get("alliance").asString()).isEqualTo("ruijin");
        assertThat(me.get("institution").asString()).isEqualTo("rj-xianghu");
        assertThat(me.get("practitioner").asString()).isEqualTo("p-1");
        assertThat(me.get("roles").valueStream().map(it -> it.asString())).containsExactly("clinic-doctor");
    }

    @Test
    void whoCallsWithATokenIsAnsweredTheSame() {
        get("/api/me").exchange().expectBody().jsonPath("$.institution").isEqualTo("rj-xianghu");
    }

    @Test
    void aCodeOfAnotherBrowserIsWorthless() {
        var victim = browser();
        var attacker = browser();
        victim.authorization();
        var callback = issuer.provider().signIn(attacker.authorization());

        var back = victim.open(callback.getRawPath() + "?" + callback.getRawQuery());

        assertThat(Browser.location(back)).hasToString("/?sign-in=stale");
        assertThat(victim.fetch("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void aBrowserThatTakesNoCookiesIsToldSo() {
        var browser = browser();
        var callback = issuer.provider().signIn(browser.authorization());
        browser.cookies().clear();

        var back = browser.open(callback.getRawPath() + "?" + callback.getRawQuery());

        assertThat(Browser.location(back)).hasToString("/?sign-in=no-cookie");
    }

    @Test
    void aProviderThatIsAwayLeavesAPlainWordOnTheStartPage() {
        var browser = browser();
        var callback = issuer.provider().signIn(browser.authorization());
        issuer.server().stop();
        try {
            var back = browser.open(callback.getRawPath() + "?" + callback.getRawQuery());

            assertThat(Browser.location(back)).hasToString("/?sign-in=away");
        } finally {
            issuer.server().comesBack();
        }
    }

    @Test
    void signingOutEndsTheSessionHereAndGoesOnToTheProvider() {
        var browser = signedIn();
        var session = browser.cookies().get(Browser.SESSION);

        var out = browser.post("/logout", browser::withCsrf);

        assertThat(out.statusCode()).isEqualTo(302);
        var provider = Browser.location(out);
        assertThat(provider.toString()).startsWith(issuer.uri() + "/protocol/openid-connect/logout");
        assertThat(IdentityProvider.query(provider).getFirst("post_logout_redirect_uri"))
                .isEqualTo("http://127.0.0.1:" + port + "/");
        browser.cookies().put(Browser.SESSION, session);
        assertThat(browser.fetch("/api/me").statusCode()).isEqualTo(401);
    }
}
