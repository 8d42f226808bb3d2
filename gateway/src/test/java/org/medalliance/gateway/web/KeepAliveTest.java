package org.medalliance.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import reactor.core.publisher.Mono;

/**
 * Reactor Netty 1.3.5 to 1.3.7 stop reading a connection whose next request came while the answer before it was still
 * being finished: on a busy line the caller's third request hung for ever. Cured in 1.3.8, which the parent POM asks for.
 */
class KeepAliveTest extends FrontDoor {

    @Test
    void aConnectionWhoseRequestsOverlapIsReadOn() throws IOException {
        referral.behaves((_, response) ->
                Mono.delay(Duration.ofMillis(50)).then(Mono.from(response.sendString(Mono.just("{}")))));
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            send(socket, slow() + quick());
            assertThat(nextStatus(answers)).contains(" 200 ");
            assertThat(nextStatus(answers)).contains(" 400 ");

            send(socket, quick());
            assertThat(nextStatus(answers)).contains(" 400 ");
        }
    }

    private String slow() {
        return "GET /api/referral/v1/referrals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + issuer.token()
                + "\r\n\r\n";
    }

    private static String quick() {
        return "GET //x HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String nextStatus(BufferedReader answers) throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            // A body without a line's end may stand before it.
            var status = line.indexOf("HTTP/1.1 ");
            if (status >= 0) {
                return line.substring(status);
            }
        }
        return "closed";
    }
}
