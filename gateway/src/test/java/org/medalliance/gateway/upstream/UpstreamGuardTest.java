package org.medalliance.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@TestPropertySource(
        properties = {
            "alliance.gateway.upstream.response-timeout=400ms",
            "alliance.gateway.upstream.breaker.window=6",
            "alliance.gateway.upstream.breaker.minimum-calls=4",
            "alliance.gateway.upstream.breaker.open-for=2s",
            "alliance.gateway.upstream.breaker.trial-calls=2"
        })
class UpstreamGuardTest extends FrontDoor {

    private static final String REFERRALS = "/api/referral/v1/referrals";
    private static final String CONSULTS = "/api/telemedicine/v1/consults";

    /** Every test leaves the breaker closed, as it found it. */
    @AfterEach
    void theReferralServiceIsBack() {
        referral.isWell();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    for (var call = 0; call < 6; call++) {
                        get(REFERRALS).exchange().expectStatus().isOk();
                    }
                });
    }

    @Test
    void anUpstreamThatIsDownIsNamedAndOthersGoOn() {
        referral.stop();
        try {
            get(REFERRALS)
                    .header(HttpHeaders.ACCEPT_LANGUAGE, "en-GB,en;q=0.9,zh;q=0.5")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectHeader()
                    .exists(HttpHeaders.RETRY_AFTER)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("urn:medalliance:problem:service-away")
                    .jsonPath("$.title")
                    .isEqualTo("The referral service is away");
            get(REFERRALS).exchange().expectBody().jsonPath("$.title").isEqualTo("转诊服务暂时不可用");

            get(CONSULTS).exchange().expectStatus().isOk();
        } finally {
            referral.comesBack();
        }
    }

    @Test
    void theBreakerOpensAndClosesAgain() {
        referral.answers(503);
        for (var call = 0; call < 4; call++) {
            get(REFERRALS).exchange().expectStatus().isEqualTo(503);
        }
        referral.isWell();

        saysAway(get(REFERRALS).exchange());
        assertThat(referral.seen()).as("nothing passes an open breaker").isEmpty();
        assertThat(state("open")).isEqualTo(1.0);

        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> get(REFERRALS).exchange().expectStatus().isOk());
        get(REFERRALS).exchange().expectStatus().isOk();
        assertThat(state("closed")).isEqualTo(1.0);
    }

    @Test
    void anOpenBreakerOfOneServiceLeavesTheOthersAlone() {
        referral.answers(503);
        for (var call = 0; call < 4; call++) {
            get(REFERRALS).exchange();
        }

        saysAway(get(REFERRALS).exchange());
        get(CONSULTS).exchange().expectStatus().isOk();
    }

    @Test
    void errorsOfCallersDoNotOpenIt() {
        referral.answers(422);
        for (var call = 0; call < 12; call++) {
            get(REFERRALS).exchange().expectStatus().isEqualTo(422);
        }
    }

    @Test
    void oneBrokenRequestIsNoBrokenService() {
        referral.answers(500);
        for (var call = 0; call < 12; call++) {
            get(REFERRALS).exchange().expectStatus().isEqualTo(500);
        }
    }

    @Test
    void whatAServiceSaysOfItselfIsPassedOnAsItIs() {
        referral.behaves((_, response) -> response.status(503)
                .header("Content-Type", "application/problem+json")
                .header("Retry-After", "7")
                .sendString(Mono.just("{\"type\":\"urn:medalliance:problem:database-away\"}")));

        get(REFERRALS)
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "7")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:database-away");
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIsSaidToBeSlow() {
        referral.hangs();

        get(REFERRALS)
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:service-slow")
                .jsonPath("$.title")
                .isEqualTo("转诊服务未能及时响应");
    }

    @Test
    void anAnswerThatHasBegunIsNotCutByTheTimeout() {
        referral.behaves((_, response) -> response.header("Content-Type", "text/event-stream")
                .sendString(Flux.interval(Duration.ZERO, Duration.ofMillis(300))
                        .take(4)
                        .map(tick -> "data: " + tick + "\n\n")));

        var body = get(REFERRALS)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body).contains("data: 0", "data: 3");
    }

    @Test
    void aCommandWhoseAnswerIsLostIsNotSentTwice() {
        var asked = new AtomicInteger();
        referral.behaves((_, response) -> {
            asked.incrementAndGet();
            response.withConnection(connection -> connection.dispose());
            return Mono.never();
        });

        client.post()
                .uri(REFERRALS)
                .headers(headers -> headers.setBearerAuth(issuer.token()))
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:answer-lost");

        assertThat(asked).hasValue(1);
    }

    @Test
    void theStateOfEveryBreakerIsAMetric() {
        get(REFERRALS).exchange().expectStatus().isOk();

        assertThat(metrics())
                .contains(
                        "resilience4j_circuitbreaker_state{",
                        "name=\"referral\"",
                        "name=\"telemedicine\"",
                        "name=\"staffing\"");
    }

    private static void saysAway(ResponseSpec response) {
        response.expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:service-away");
    }

    private double state(String state) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("resilience4j_circuitbreaker_state{"))
                .filter(line -> line.contains("name=\"referral\"") && line.contains("state=\"" + state + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
