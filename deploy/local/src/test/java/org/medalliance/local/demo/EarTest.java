package org.medalliance.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.medalliance.local.demo.Stub.Reply;
import org.medalliance.local.process.LocalFailure;

class EarTest {

    @Test
    void whatConcernsSomebodyIsHeardByItsKindAndItsCase() {
        try (var door = new Stub(_ -> Reply.of(200, """
                        event: ready
                        data: {}

                        event: raised
                        data: {"kind": "referral.outcome", "caseId": "one"}

                        """));
                var ear = listening(door)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> ear.heard("referral.outcome", "one").isPresent());

            assertThat(ear.heard("referral.outcome", "two")).isEmpty();
            assertThat(ear.heard("referral.proposal", "one")).isEmpty();
        }
    }

    @Test
    void aStreamThatIsRefusedIsNoSilence() {
        try (var door = new Stub(_ -> Reply.of(503, "{}"))) {
            assertThatThrownBy(() -> listening(door))
                    .isInstanceOf(LocalFailure.class)
                    .hasMessageContaining("503");
        }
    }

    private static Ear listening(Stub door) {
        var people = new People(Stub::token, Map.of());
        return new Api(door.address(), people)
                .as(people.person("jiubao.doctor"))
                .listening();
    }
}
