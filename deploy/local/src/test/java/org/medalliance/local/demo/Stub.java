package org.medalliance.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A front door that answers as the test says. */
final class Stub implements AutoCloseable {

    private final HttpServer server;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param answers by method and path, such as {@code GET /x}
     */
    Stub(Function<String, Reply> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    record Reply(int status, String body, String retryAfter) {

        static Reply of(int status, String body) {
            return new Reply(status, body, "");
        }
    }

    private void answer(HttpExchange exchange, Function<String, Reply> answers) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            heard.add(asked);
            var reply = answers.apply(asked);
            if (!reply.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
            }
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    /** A token in form only. */
    static String token(String user) {
        var clinic = user.split("\\.")[0];
        var claims = """
                {"exp": 4102444800, "name": "某某", "org_id": "rj-%s", "realm_access": {"roles": ["clinic-doctor"]}}""".formatted(clinic);
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return "e30." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".x";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
