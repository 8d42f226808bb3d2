package org.medalliance.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import org.springframework.http.MediaType;

class RoutesTest extends FrontDoor {

    @Test
    void eachServiceIsReachedUnderItsNameWithThePathUnchanged() {
        get("/api/referral/v1/referrals?state=SUBMITTED")
                .exchange()
                .expectStatus()
                .isOk();
        get("/api/telemedicine/v1/consults").exchange().expectStatus().isOk();
        get("/api/staffing/v1/practitioners").exchange().expectStatus().isOk();

        assertThat(referral.lastSeen().uri()).isEqualTo("/api/referral/v1/referrals?state=SUBMITTED");
        assertThat(telemedicine.lastSeen().uri()).isEqualTo("/api/telemedicine/v1/consults");
        assertThat(staffing.lastSeen().uri()).isEqualTo("/api/staffing/v1/practitioners");
    }

    @Test
    void aCommandArrivesWholeAndItsAnswerComesBackAsTheServiceGaveIt() {
        referral.behaves((_, response) -> response.status(201)
                .header("Location", "/api/referral/v1/referrals/42")
                .header("ETag", "\"1\"")
                .send());

        client.post()
                .uri("/api/referral/v1/referrals")
                .headers(headers -> headers.setBearerAuth(issuer.token()))
                .header("Idempotency-Key", "k-1")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"patient\":\"张\"}")
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/referral/v1/referrals/42")
                .expectHeader()
                .valueEquals("ETag", "\"1\"");

        var seen = referral.lastSeen();
        assertThat(seen.body()).isEqualTo("{\"patient\":\"张\"}");
        assertThat(seen.headers().getFirst("Idempotency-Key")).isEqualTo("k-1");
    }

    @Test
    void cookiesStayBetweenBrowserAndGateway() {
        referral.behaves(
                (_, response) -> response.header("Set-Cookie", "planted=1").send());

        get("/api/referral/v1/referrals")
                .cookie("anything", "secret")
                .exchange()
                .expectHeader()
                .doesNotExist("Set-Cookie");

        assertThat(referral.lastSeen().headers().get("Cookie")).isNull();
    }

    @Test
    void anUnknownAddressIsAProblemAndNoErrorPage() {
        get("/api/nowhere/v1/things")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:http-404")
                .jsonPath("$.instance")
                .isEqualTo("/api/nowhere/v1/things")
                .jsonPath("$.title")
                .isEqualTo("地址不存在");
    }
}
