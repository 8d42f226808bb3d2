package org.medalliance.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.testing.LocalPostgres;
import org.medalliance.platform.web.Caller;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;

@PlatformTest
class DatabaseAwayTest {

    private static final String NOTE = """
            {"text":"一","kind":"PLAIN","count":1}""";

    @LocalServerPort
    int port;

    @Test
    void whileTheDatabaseIsAwayCommandsAreToldWhenToComeAgainAndNothingIsHalfDone() {
        var caller = Caller.alone(port);
        caller.note(NOTE).expectStatus().isCreated();
        var key = UUID.randomUUID().toString();

        LocalPostgres.get().kill9();
        try {
            for (int i = 0; i < 25; i++) {
                caller.post("/notes", key, NOTE)
                        .expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .valueEquals("Retry-After", "5")
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectBody()
                        .jsonPath("$.type")
                        .isEqualTo("urn:medalliance:problem:database-away");
            }
            caller.get("/notes").expectStatus().isEqualTo(503);
        } finally {
            LocalPostgres.get().restart();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> caller.post("/notes", key, NOTE)
                .returnResult(String.class)
                .getStatus()
                .is2xxSuccessful());
        caller.post("/notes", key, NOTE).expectStatus().isCreated();
        assertThat(caller.notes()).isEqualTo(2);
    }
}
