package org.medalliance.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.gateway.Browser;
import org.medalliance.gateway.FrontDoor;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

class PagesTest extends FrontDoor {

    @Test
    void theApiDocumentationAsksForASignIn() {
        var stranger = browser().open("/swagger-ui.html");
        assertThat(stranger.statusCode()).isEqualTo(302);
        assertThat(Browser.location(stranger).getPath()).isEqualTo("/oauth2/authorization/alliance");

        var somebody = signedIn().open("/swagger-ui.html");
        assertThat(Browser.location(somebody).getPath()).isEqualTo("/swagger-ui/index.html");
    }

    @Test
    void theApiDocumentationShowsTheThreeServicesInOnePlace() {
        var browser = signedIn();

        var config = new JsonMapper()
                .readTree(browser.fetch("/v3/api-docs/swagger-config").body());
        assertThat(config.get("urls").valueStream().map(it -> it.get("url").asString()))
                .containsExactlyInAnyOrder(
                        "/api/referral/v3/api-docs", "/api/telemedicine/v3/api-docs", "/api/staffing/v3/api-docs");

        assertThat(browser.fetch("/api/referral/v3/api-docs").statusCode()).isEqualTo(200);
        assertThat(browser.fetch("/swagger-ui/swagger-initializer.js").body()).contains(Browser.CSRF);
    }

    @Test
    void aMethodThatIsNotOfferedIsAProblem() {
        client.delete()
                .uri("/api/me")
                .headers(headers -> headers.setBearerAuth(issuer.token()))
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Allow", "GET")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:http-405");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/referral/..;/actuator/prometheus", "/api/referral/%2e%2e/secret", "/api//referral/v1/x"})
    void pathTricksAreBadRequests(String path) {
        var answer = browser().fetch(path);

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(referral.seen()).isEmpty();
    }

    @Test
    void theManagementEndpointsAreOnTheirOwnPortOnly() {
        assertThat(browser().fetch("/actuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(management("/actuator/prometheus")).contains("jvm_memory_used_bytes");
    }

    @Test
    void theGatewayIsReadyWhileTheProviderAndTheServicesAreAway() {
        referral.stop();
        issuer.server().stop();
        try {
            assertThat(management("/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
            assertThat(management("/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
        } finally {
            issuer.server().comesBack();
            referral.comesBack();
        }
    }
}
