package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.Browser;
import org.medalliance.gateway.Replica;
import org.springframework.test.web.reactive.server.WebTestClient;

/** How long a stream lives and how many there may be. */
class LimitsTest extends LiveDoor {

    private static Replica small;

    @BeforeAll
    static void startTheSmallOne() {
        small = replica();
    }

    /** The streams of the test before have left. */
    @BeforeEach
    void empty() {
        await().until(() -> streamsOf(small) == 0);
    }

    @AfterAll
    static void stopTheSmallOne() {
        small.close();
    }

    private static Replica replica() {
        return Replica.start(Map.of(
                "alliance.gateway.live.kafka",
                Attention.kafka().bootstrapServers(),
                "alliance.gateway.live.streams",
                "3",
                "alliance.gateway.live.per-actor",
                "2",
                "alliance.gateway.live.queue",
                "8",
                "alliance.gateway.live.heartbeat",
                "300ms"));
    }

    @Test
    void oneStreamMoreThanAPersonMayHaveEndsTheOldest() {
        var token = tokenOf("officer", HOSPITAL, OFFICER);
        var streams = IntStream.range(0, 6).mapToObj(_ -> listen(token)).toList();

        var seventh = listen(token);

        streams.getFirst().awaitEnd(Duration.ofSeconds(5));
        assertThat(streams.getFirst().events().getLast().name()).isEqualTo("replaced");
        var item = forOfficers();
        attention.send(item);
        Stream.concat(streams.stream().skip(1), Stream.of(seventh)).forEach(it -> it.awaitItem(item));
        assertThat(streams.getFirst().heard()).isEmpty();
    }

    @Test
    void aReplicaThatIsFullSaysWhenToComeBack() {
        List.of("one", "two", "three").forEach(it -> listen(small.port(), tokenOf(it, HOSPITAL, OFFICER), null));

        WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + small.port())
                .build()
                .get()
                .uri("/api/live")
                .headers(it -> it.setBearerAuth(tokenOf("four", HOSPITAL, OFFICER)))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "10")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:streams-full");
    }

    @Test
    void whoHangsUpMakesRoom() {
        var streams = List.of("one", "two", "three").stream()
                .map(it -> listen(small.port(), tokenOf(it, HOSPITAL, OFFICER), null))
                .toList();
        streams.getFirst().close();

        await().until(() -> kept(EventSource.open(small.port(), tokenOf("four", HOSPITAL, OFFICER)))
                        .status()
                == 200);
    }

    @Test
    void aStreamEndsWithItsToken() {
        var expiry = Instant.now().plusSeconds(3);
        var stream = kept(EventSource.open(port, issuer.token(claims -> claims.claim("alliance_id", alliance)
                        .expirationTime(Date.from(expiry)))))
                .ready();

        stream.awaitEnd(Duration.ofSeconds(8));

        assertThat(stream.events().getLast().name()).isEqualTo("expired");
        assertThat(Instant.now()).isAfterOrEqualTo(expiry.minusSeconds(1));
    }

    @Test
    void aStreamEndsWhenItsPersonSignsOut() {
        var browser = signedIn();
        var stream = kept(EventSource.open(
                        port,
                        Map.of(
                                "Cookie",
                                Browser.SESSION + "=" + browser.cookies().get(Browser.SESSION))))
                .ready();

        browser.post("/logout", browser::withCsrf);

        stream.awaitEnd(Duration.ofSeconds(5));
        assertThat(stream.events().getLast().name()).isEqualTo("expired");
    }

    @Test
    void aStreamThatHearsNothingShowsThatItLives() {
        var stream = listen(small.port(), tokenOf("quiet", HOSPITAL, OFFICER), null);

        await().until(() -> stream.beats() >= 3);

        assertThat(stream.heard()).isEmpty();
    }

    @Test
    void aClientThatTakesNothingInIsCutAndHoldsNobodyUp() throws IOException {
        var other = listen(small.port(), tokenOf("other", HOSPITAL, OFFICER), null);
        try (var stuck = new Socket("127.0.0.1", small.port())) {
            stuck.setReceiveBufferSize(4_096);
            stuck.getOutputStream()
                    .write("GET /api/live HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(tokenOf("stuck", HOSPITAL, OFFICER))
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> streamsOf(small) == 2);
            var padding = ",\"padding\":\"%s\"".formatted("x".repeat(60_000));

            for (var sent = 0; sent < 2_000 && streamsOf(small) == 2; sent++) {
                var item = forOfficers();
                attention.send(item, item.json(padding));
                other.awaitItem(item);
            }

            await().until(() -> streamsOf(small) == 1);
        }
        var last = forOfficers();
        attention.send(last);
        other.awaitItem(last);
    }

    @Test
    void aReplicaThatStopsEndsItsStreamsAtOnce() {
        var stopping = replica();
        var streams = List.of("one", "two").stream()
                .map(it -> listen(stopping.port(), tokenOf(it, HOSPITAL, OFFICER), null))
                .toList();
        var begun = System.nanoTime();

        stopping.close();

        streams.forEach(it -> it.awaitEnd(Duration.ofSeconds(2)));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        var elsewhere = listen(
                port, tokenOf("one", HOSPITAL, OFFICER), streams.getFirst().lastEventId());
        var item = forOfficers();
        attention.send(item);
        elsewhere.awaitItem(item);
    }

    private static double streamsOf(Replica replica) {
        return replica.bean(MeterRegistry.class)
                .get("alliance.sse.streams")
                .gauge()
                .value();
    }
}
