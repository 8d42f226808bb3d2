package org.medalliance.gateway;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.util.retry.Retry;

/** A real HTTP server behind the gateway: remembers what reached it, answers as told, stops and comes back. */
public final class Neighbour {

    public record Seen(String method, String uri, HttpHeaders headers, String body) {}

    @FunctionalInterface
    public interface Behaviour {
        Publisher<Void> answer(Seen request, HttpServerResponse response);
    }

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Neighbour::ok;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private DisposableServer server;

    public Neighbour() {
        server = listen(freePort());
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public List<Seen> seen() {
        return seen;
    }

    public Seen lastSeen() {
        return seen.getLast();
    }

    public void behaves(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    public void answers(int status) {
        behaves((_, response) -> response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just("{}")));
    }

    public void isWell() {
        behaviour = Neighbour::ok;
        seen.clear();
    }

    /** Takes the question and never answers. */
    public void hangs() {
        behaves((_, _) -> Mono.never());
    }

    public void stop() {
        server.channel().close().syncUninterruptibly();
        connections.forEach(connection -> connection.close().syncUninterruptibly());
        connections.clear();
    }

    public void comesBack() {
        // The system may hold the address for a moment after the last connection went.
        server = Mono.fromSupplier(() -> listen(server.port()))
                .retryWhen(Retry.fixedDelay(100, Duration.ofMillis(50)))
                .block();
    }

    private static Publisher<Void> ok(Seen request, HttpServerResponse response) {
        return response.header("Content-Type", "application/json").sendString(Mono.just("{\"ok\":true}"));
    }

    /** Below what the system gives to outgoing connections, so that nobody takes it while the server is away. */
    private static int freePort() {
        for (var tries = 0; tries < 100; tries++) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // Taken: try another.
            }
        }
        throw new IllegalStateException("No free port between 20000 and 32000");
    }

    private DisposableServer listen(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .doOnChannelInit((_, channel, _) -> connections.add(channel))
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            var it = new Seen(request.method().name(), request.uri(), headersOf(request), body);
                            seen.add(it);
                            return Mono.from(behaviour.answer(it, response));
                        }))
                .bindNow();
    }

    private static HttpHeaders headersOf(HttpServerRequest request) {
        var headers = new HttpHeaders();
        request.requestHeaders().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return headers;
    }
}
