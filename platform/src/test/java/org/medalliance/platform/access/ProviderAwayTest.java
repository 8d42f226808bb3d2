package org.medalliance.platform.access;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.web.Caller;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A service that has just started while the identity provider is away: nobody is told that a good token is bad. */
@PlatformTest
@TestPropertySource(
        properties = "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:9/nobody-listens-here")
@DirtiesContext
class ProviderAwayTest {

    @LocalServerPort
    int port;

    @Test
    void aTokenThatCannotBeCheckedIsAnsweredWithTryAgainNotWithSignIn() {
        Caller.alone(port)
                .get("/me")
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:sign-in-away");
    }
}
