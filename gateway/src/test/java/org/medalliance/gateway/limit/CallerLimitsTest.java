package org.medalliance.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;

/** Time stands still for the buckets, so that nothing comes back however slow the machine is. */
@TestPropertySource(
        properties = {
            "alliance.gateway.limits.client.per-second=1",
            "alliance.gateway.limits.client.burst=5",
            "alliance.gateway.limits.institution.per-second=1",
            "alliance.gateway.limits.institution.burst=12",
            "alliance.gateway.limits.sign-in.per-second=1",
            "alliance.gateway.limits.sign-in.burst=4"
        })
class CallerLimitsTest extends FrontDoor {

    @TestConfiguration(proxyBeanMethods = false)
    static class StandingTime {

        @Bean
        @Primary
        TimeMeter standingTime() {
            return new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return 0;
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            };
        }
    }

    private static final String ANYTHING = "/api/referral/v1/referrals";

    @Test
    void whoAsksTooMuchIsToldHowLongToWait() {
        var token = issuer.tokenOf("hasty", "org-of-the-hasty");
        ask(token, 5);

        get(ANYTHING, token)
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueMatches(HttpHeaders.RETRY_AFTER, "[1-5]")
                .expectHeader()
                .valueMatches("RateLimit", "\"client\";r=0;t=[1-6]")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:too-many-requests");
    }

    @Test
    void everyAnswerSaysWhatIsLeft() {
        referral.behaves((_, response) ->
                response.header("RateLimit", "\"of-the-service\";r=1;t=1").send());

        get(ANYTHING, issuer.tokenOf("curious", "org-of-the-curious"))
                .exchange()
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"client\";q=5;w=5, \"institution\";q=12;w=12")
                .expectHeader()
                .valueEquals("RateLimit", "\"client\";r=4;t=1, \"institution\";r=11;t=1");
    }

    @Test
    void oneWhoStormsLeavesTheColleaguesTheirShare() {
        var stormer = issuer.tokenOf("stormer", "org-shared");
        ask(stormer, 40);

        get(ANYTHING, issuer.tokenOf("colleague", "org-shared"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void aStormOfOneInstitutionDoesNotSlowAnother() {
        IntStream.range(0, 6).forEach(person -> ask(issuer.tokenOf("storm-" + person, "org-storm"), 5));

        get(ANYTHING, issuer.tokenOf("storm-late", "org-storm"))
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("所在机构的请求已超出限额，请按 Retry-After 稍后重试。");
        get(ANYTHING, issuer.tokenOf("neighbour", "org-calm"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void theSamePersonThroughAnotherApplicationIsAnotherClient() {
        ask(issuer.tokenOf("two-tools", "org-two-tools"), 6);

        get(ANYTHING, issuer.token(claims -> claims.subject("two-tools")
                        .claim("azp", "his-demo")
                        .claim("org_id", "org-x")))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void whatIsRefusedNeverReachesTheService() {
        var token = issuer.tokenOf("refused", "org-refused");
        ask(token, 20);

        assertThat(referral.seen()).hasSize(5);
        assertThat(metrics()).contains("gateway_limit_refused_total{", "policy=\"client\"");
    }

    @Test
    void oneAddressStartsSoManySignInsAndNoMore() {
        var browser = browser();
        IntStream.range(0, 4).forEach(_ -> browser.authorization());

        assertThat(browser.open("/oauth2/authorization/alliance").statusCode()).isEqualTo(429);
    }

    private void ask(String token, int times) {
        IntStream.range(0, times).forEach(_ -> get(ANYTHING, token).exchange());
    }
}
