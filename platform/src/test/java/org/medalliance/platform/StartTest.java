package org.medalliance.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@PlatformTest
class StartTest {

    @LocalServerPort
    int port;

    private WebTestClient client() {
        return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @Test
    void aStrangerIsToldToSignIn() {
        client().get()
                .uri("/api/platform/v1/operations/dead-letters")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("未登录").contains("urn:medalliance:problem:unauthenticated"));
    }

    @Test
    void anOperatorSeesTheDeadLetters() {
        client().get()
                .uri("/api/platform/v1/operations/dead-letters")
                .headers(it ->
                        it.setBearerAuth(Person.of("", "", "o-1", "operator").token()))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void othersDoNot() {
        client().get()
                .uri("/api/platform/v1/operations/dead-letters")
                .headers(it -> it.setBearerAuth(Person.of("ruijin", "rj-xianghu", "p-1", "clinic-doctor")
                        .token()))
                .exchange()
                .expectStatus()
                .isForbidden();
    }
}
