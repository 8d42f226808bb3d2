package org.medalliance.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;

class BodyLimitTest extends FrontDoor {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String REFERRALS = "/api/referral/v1/referrals";
    private static final String ATTACHMENTS = "/api/referral/v1/referrals/42/attachments";

    @Test
    void aBodyTooLargeNeverReachesTheService() {
        post(REFERRALS, new byte[MEBIBYTE + 1])
                .expectStatus()
                .isEqualTo(413)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("此处最多接收 1048576 字节。");

        assertThat(referral.seen()).isEmpty();
    }

    @Test
    void aBodyTooLargeThatHidesItsLengthNeverReachesTheService() {
        chunked(REFERRALS, MEBIBYTE + 1).expectStatus().isEqualTo(413);

        assertThat(referral.seen()).isEmpty();
    }

    @Test
    void theLargestBodyArrivesWhole() {
        post(REFERRALS, new byte[MEBIBYTE]).expectStatus().isOk();
        assertThat(referral.lastSeen().body()).hasSize(MEBIBYTE);

        chunked(REFERRALS, MEBIBYTE).expectStatus().isOk();
        assertThat(referral.lastSeen().body()).hasSize(MEBIBYTE);
        assertThat(referral.lastSeen().headers().getContentLength()).isEqualTo(MEBIBYTE);
    }

    @Test
    void anAttachmentMayBeTwentyTimesAsLarge() {
        post(ATTACHMENTS, new byte[20 * MEBIBYTE]).expectStatus().isOk();
        assertThat(referral.lastSeen().body()).hasSize(20 * MEBIBYTE);

        post(ATTACHMENTS, new byte[20 * MEBIBYTE + 1]).expectStatus().isEqualTo(413);
        assertThat(referral.seen()).hasSize(1);
    }

    @Test
    void anAttachmentSaysItsLengthBeforehand() {
        chunked(ATTACHMENTS, 10)
                .expectStatus()
                .isEqualTo(411)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:length-missing");

        assertThat(referral.seen()).isEmpty();
    }

    @Test
    void onlyTheEndOfThePathMakesAnAttachment() {
        post("/api/referral/v1/attachments/of/something", new byte[MEBIBYTE + 1])
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    void clientsThatHangUpHalfwayNeitherReachTheServiceNorOpenItsBreaker() throws Exception {
        for (var client = 0; client < 30; client++) {
            hangUpHalfway();
        }

        Awaitility.await()
                .during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(referral.seen()).isEmpty());
        post(REFERRALS, new byte[10]).expectStatus().isOk();
    }

    private void hangUpHalfway() throws Exception {
        var head = """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 1000\r
                \r
                {"half":""".formatted(REFERRALS, issuer.token());
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }

    private ResponseSpec post(String path, byte[] body) {
        return client.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(issuer.token()))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec chunked(String path, int length) {
        var half = length / 2;
        var pieces = Flux.just(new byte[half], new byte[length - half])
                .<DataBuffer>map(DefaultDataBufferFactory.sharedInstance::wrap);
        return client.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(issuer.token()))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(pieces, DataBuffer.class)
                .exchange();
    }
}
