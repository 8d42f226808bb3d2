package org.medalliance.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A real HTTP server behind the gateway: remembers what reached it, answers as told, stops and comes back. */
public final class Neighbour {

    public record Seen(String method, String uri, HttpHeaders headers, String body) {}

    @FunctionalInterface
    public interface Behaviour {
        Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response);
    }

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Neighbour::ok;
    private DisposableServer server;

    public Neighbour() {
        server = listen(0);
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
        server.disposeNow();
    }

    public void comesBack() {
        server = listen(server.port());
    }

    private static Publisher<Void> ok(HttpServerRequest request, HttpServerResponse response) {
        return response.header("Content-Type", "application/json").sendString(Mono.just("{\"ok\":true}"));
    }

    private DisposableServer listen(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            seen.add(new Seen(request.method().name(), request.uri(), headersOf(request), body));
                            return Mono.from(behaviour.answer(request, response));
                        }))
                .bindNow();
    }

    private static HttpHeaders headersOf(HttpServerRequest request) {
        var headers = new HttpHeaders();
        request.requestHeaders().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return headers;
    }
}
