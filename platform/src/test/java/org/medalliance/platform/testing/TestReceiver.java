package org.medalliance.platform.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes webhooks in over real HTTP. Each test has a mailbox of its own, {@code http://127.0.0.1:<port>/<mailbox>}; the
 * services under test are allowed to call it.
 */
public final class TestReceiver {

    private static final DisposableServer SERVER = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(TestReceiver::take)
            .bindNow();

    private static final Map<String, TestReceiver> MAILBOXES = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean silent;

    private TestReceiver() {}

    /** What was posted. */
    public record Letter(Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }
    }

    public static TestReceiver mailbox() {
        var mailbox = new TestReceiver();
        MAILBOXES.put(mailbox.name, mailbox);
        return mailbox;
    }

    /** For {@code alliance.webhooks.allowed-hosts}. */
    public static String address() {
        return "127.0.0.1:" + SERVER.port();
    }

    public String url() {
        return "http://" + address() + "/" + name;
    }

    /** From now on it answers so. */
    public TestReceiver answering(int newStatus) {
        status = newStatus;
        silent = false;
        return this;
    }

    /** From now on it takes requests and never answers. */
    public TestReceiver silent() {
        silent = true;
        return this;
    }

    public List<Letter> letters() {
        return List.copyOf(letters);
    }

    /** Requests that wait for an answer. */
    public int open() {
        return open.get();
    }

    private static Publisher<Void> take(HttpServerRequest request, HttpServerResponse response) {
        var mailbox = MAILBOXES.get(request.path().split("/")[0]);
        if (mailbox == null) {
            return response.sendNotFound();
        }
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .flatMap(body -> mailbox.keep(request, response, body));
    }

    private Mono<Void> keep(HttpServerRequest request, HttpServerResponse response, String body) {
        var headers = new ConcurrentHashMap<String, String>();
        request.requestHeaders()
                .forEach(it -> headers.put(it.getKey().toLowerCase(java.util.Locale.ROOT), it.getValue()));
        letters.add(new Letter(headers, body));
        if (!silent) {
            return answered(response);
        }
        open.incrementAndGet();
        return Mono.delay(Duration.ofMinutes(1)).then(answered(response)).doFinally(_ -> open.decrementAndGet());
    }

    private Mono<Void> answered(HttpServerResponse response) {
        return response.status(status)
                .header("Location", "http://" + address() + "/" + name + "/elsewhere")
                .sendString(Mono.just("thank you"))
                .then();
    }
}
