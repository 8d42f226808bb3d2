package org.medalliance.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import org.springframework.http.HttpHeaders;

class SecurityHeadersTest extends FrontDoor {

    @Test
    void aPageRunsOurOwnScriptsOnlyAndIsFramedByNobody() {
        var headers = headersOf("/");

        assertThat(policy(headers))
                .contains("script-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'")
                .doesNotContain("unsafe-");
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getFirst("Permissions-Policy")).contains("camera=()");
    }

    @Test
    void swaggerMayStyleButNotEvaluate() {
        assertThat(policy(headersOf("/swagger-ui/index.html")))
                .contains("style-src 'self' 'unsafe-inline'", "script-src 'self';")
                .doesNotContain("unsafe-eval");
    }

    @Test
    void dataIsNoPageWhateverAServiceSays() {
        referral.behaves((_, response) -> response.header("Content-Security-Policy", "default-src *")
                .header("X-Frame-Options", "ALLOWALL")
                .send());

        get("/api/referral/v1/referrals")
                .exchange()
                .expectHeader()
                .valueEquals("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .expectHeader()
                .valueEquals("X-Frame-Options", "DENY");
    }

    @Test
    void plainHttpPromisesNoHttps() {
        assertThat(headersOf("/").get("Strict-Transport-Security")).isNull();
    }

    private HttpHeaders headersOf(String path) {
        return client.get().uri(path).exchange().returnResult(Void.class).getResponseHeaders();
    }

    private static String policy(HttpHeaders headers) {
        return String.valueOf(headers.getFirst("Content-Security-Policy"));
    }
}
