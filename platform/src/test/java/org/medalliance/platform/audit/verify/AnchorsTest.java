package org.medalliance.platform.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.LocalKafka;
import org.medalliance.platform.testing.TestEvents;

class AnchorsTest {

    private static final String GENUINE = "ab".repeat(32);
    private static final String FORGED = "cd".repeat(32);

    private static String told(String service, long number, String hash) {
        return """
                {"service": "%s", "number": %d, "hash": "%s", "entries": 1, "sealedAt": "2026-11-22T01:00:00Z"}""".formatted(service, number, hash);
    }

    private static byte[] bytes(String hash) {
        return HexFormat.of().parseHex(hash);
    }

    @Test
    void whatIsAddedLaterForABatchDoesNotCount() {
        var anchors = Anchors.of(List.of(told("a-service", 3, GENUINE), told("a-service", 3, FORGED)));

        assertThat(anchors.contradict("a-service", 3, bytes(GENUINE))).isFalse();
        assertThat(anchors.contradict("a-service", 3, bytes(FORGED))).isTrue();
        assertThat(anchors.contradict("a-service", 2, bytes(FORGED))).isFalse();
        assertThat(anchors.newest("a-service")).isEqualTo(3);
        assertThat(anchors.newest("b-service")).isZero();
    }

    @Test
    void theyAreReadFromTheTopicToItsEnd() {
        for (var number = 1; number <= 300; number++) {
            TestEvents.send(
                    Anchors.TOPIC,
                    "org.medalliance.audit.sealed.v1",
                    "-",
                    "topic-service",
                    number,
                    told("topic-service", number, GENUINE));
        }

        var anchors = Anchors.inKafka(LocalKafka.get().bootstrapServers());

        assertThat(anchors.newest("topic-service")).isEqualTo(300);
        assertThat(anchors.contradict("topic-service", 150, bytes(FORGED))).isTrue();
        assertThat(Anchors.of(anchors.lines()).newest("topic-service")).isEqualTo(300);
    }
}
