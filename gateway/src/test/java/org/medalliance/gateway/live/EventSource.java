package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

/** What a browser's EventSource does, as the HTML standard has it, except that it does not come back by itself. */
final class EventSource implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.create(ConnectionProvider.builder("event-sources")
            .maxConnections(10_000)
            .pendingAcquireMaxCount(10_000)
            .build());

    private static final JsonMapper JSON = new JsonMapper();

    record Event(String name, String id, String data, Instant at) {

        String item() {
            return JSON.readTree(data).path("itemId").asString();
        }

        long version() {
            return JSON.readTree(data).path("version").asLong();
        }

        String of() {
            return name + " " + item() + " " + version();
        }
    }

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpClientResponse> response = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicInteger beats = new AtomicInteger();
    private final StringBuilder open = new StringBuilder();
    private final Consumer<Event> listener;
    private final Disposable connection;
    private volatile String lastEventId;
    private boolean closed;

    private EventSource(int port, Map<String, String> headers, Consumer<Event> listener) {
        this.listener = listener;
        lastEventId = headers.get("Last-Event-ID");
        connection = HTTP.headers(it -> headers.forEach(it::set))
                .get()
                .uri("http://127.0.0.1:" + port + "/api/live")
                .response((answer, body) -> {
                    response.complete(answer);
                    return body.asString().doOnNext(this::read);
                })
                .onErrorResume(failure -> {
                    response.completeExceptionally(failure);
                    end.complete(null);
                    return Flux.empty();
                })
                .doOnComplete(() -> end.complete(null))
                .subscribe();
    }

    static EventSource open(int port, Map<String, String> headers) {
        return new EventSource(port, headers, _ -> {});
    }

    static EventSource open(int port, String token) {
        return open(port, Map.of("Authorization", "Bearer " + token));
    }

    static EventSource open(int port, String token, String lastEventId, Consumer<Event> listener) {
        var authorization = "Bearer " + token;
        return new EventSource(
                port,
                lastEventId == null
                        ? Map.of("Authorization", authorization)
                        : Map.of("Authorization", authorization, "Last-Event-ID", lastEventId),
                listener);
    }

    static EventSource open(int port, String token, String lastEventId) {
        return open(port, token, lastEventId, _ -> {});
    }

    private synchronized void read(String text) {
        if (closed) {
            return;
        }
        open.append(text);
        for (var end = open.indexOf("\n\n"); end >= 0; end = open.indexOf("\n\n")) {
            block(open.substring(0, end));
            open.delete(0, end + 2);
        }
    }

    private void block(String block) {
        String name = "message";
        String data = null;
        for (var line : block.split("\n", -1)) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                assertThat(data).isNull();
                data = line.substring(6);
            } else if (line.startsWith("id: ")) {
                lastEventId = line.substring(4);
            } else if (line.startsWith(":")) {
                beats.incrementAndGet();
            }
        }
        if (data != null) {
            var event = new Event(name, block.contains("\nid: ") ? lastEventId : null, data, Instant.now());
            events.add(event);
            listener.accept(event);
        }
    }

    HttpClientResponse response() {
        return response.orTimeout(20, TimeUnit.SECONDS).join();
    }

    int status() {
        return response().status().code();
    }

    /** Connected, and told where it stands. */
    EventSource ready() {
        assertThat(status()).isEqualTo(200);
        await(it -> it.name().equals("ready"));
        return this;
    }

    List<Event> events() {
        return events;
    }

    /** Those of items: what happened, to which, at which version. */
    List<String> heard() {
        return events.stream()
                .filter(it -> !it.data().equals("{}"))
                .map(Event::of)
                .toList();
    }

    Event await(Predicate<Event> which) {
        return await(which, Duration.ofSeconds(20));
    }

    Event await(Predicate<Event> which, Duration atMost) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(atMost).until(() -> events.stream()
                .anyMatch(which));
        return events.stream().filter(which).findFirst().orElseThrow();
    }

    Event awaitItem(Attention.Item item) {
        return await(it -> it.data().contains(item.id().toString()) && it.version() >= item.version());
    }

    int beats() {
        return beats.get();
    }

    String lastEventId() {
        return lastEventId;
    }

    boolean isOver() {
        return end.isDone();
    }

    void awaitEnd(Duration atMost) {
        end.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** As a line that breaks: what is not read yet is never read. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        connection.dispose();
    }
}
