package org.medalliance.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medalliance.gateway.Browser;
import org.medalliance.gateway.FrontDoor;
import org.medalliance.gateway.IdentityProvider;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ForwardedHeadersTest extends FrontDoor {

    private static final List<String> FORGERIES = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix");

    @Test
    void aForgedForwardedHeaderIsDropped() {
        get("/api/referral/v1/referrals")
                .header("Forwarded", "for=1.2.3.4;host=evil.example;proto=https")
                .header("X-Forwarded-For", "1.2.3.4")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Port", "443")
                .header("X-Forwarded-Prefix", "/evil")
                .exchange()
                .expectStatus()
                .isOk();

        var seen = referral.lastSeen();
        assertThat(FORGERIES)
                .allSatisfy(name -> assertThat(seen.headers().get(name)).isNull());
    }

    @Test
    void aForgedHostDoesNotBendTheSignIn() {
        var answer = browser().send("/oauth2/authorization/alliance", it -> it.header("Accept", "text/html")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https"));

        assertThat(IdentityProvider.query(Browser.location(answer)).getFirst("redirect_uri"))
                .isEqualTo("http://127.0.0.1:" + port + "/login/oauth2/code/alliance");
    }

    @Test
    void whatACallerNamesHopByHopGoesNoFurther() {
        get("/api/referral/v1/referrals")
                .header("Proxy-Authorization", "Basic c2VjcmV0")
                .header("TE", "trailers")
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(referral.lastSeen().headers().get("Proxy-Authorization")).isNull();
        assertThat(referral.lastSeen().headers().get("TE")).isNull();
    }

    @Test
    void ourOwnProxyIsBelieved() {
        var forwarded = forwarded("10.1.2.3", "203.0.113.9");

        assertThat(forwarded.getURI().toString()).isEqualTo("https://alliance.example/page");
        assertThat(forwarded.getRemoteAddress().getHostString()).isEqualTo("203.0.113.9");
        assertThat(FORGERIES)
                .allSatisfy(name -> assertThat(forwarded.getHeaders().get(name)).isNull());
    }

    @Test
    void aStrangerIsNot() {
        var forwarded = forwarded("192.0.2.1", "203.0.113.9");

        assertThat(forwarded.getURI().toString()).isEqualTo("http://gateway:8080/page");
        assertThat(forwarded.getRemoteAddress().getHostString()).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1.1.1, 203.0.113.9          | 203.0.113.9",
                "1.1.1.1, 203.0.113.9, 10.0.0.7 | 203.0.113.9",
                "evil.example, 203.0.113.9      | 203.0.113.9",
            })
    void ofAListTheLastThatIsNoProxyOfOursCounts(String list, String caller) {
        assertThat(forwarded("10.1.2.3", list).getRemoteAddress().getHostString())
                .isEqualTo(caller);
    }

    private static org.springframework.http.server.reactive.ServerHttpRequest forwarded(String peer, String list) {
        var request = MockServerHttpRequest.get("http://gateway:8080/page")
                .remoteAddress(new InetSocketAddress(peer, 4711))
                .header("X-Forwarded-For", list)
                .header("X-Forwarded-Host", "alliance.example")
                .header("X-Forwarded-Proto", "https")
                .build();
        return new ForwardedHeaders(new ForwardedSettings(List.of("10.0.0.0/8"))).apply(request);
    }
}
