package org.medalliance.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Browsers that listen to {@code GET /api/live} through the gateway, and when each was told what. */
final class LiveLines implements AutoCloseable {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private int opened;

    /** A frame about an item that was raised. */
    record Told(int line, String data, Instant at) {}

    void open(URI gateway, String token) {
        var number = opened++;
        http.sendAsync(
                        HttpRequest.newBuilder(gateway.resolve("/api/live"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.fromLineSubscriber(new Line(number)))
                .whenComplete((_, _) -> ended.incrementAndGet());
    }

    /** Every line is open and has been told where it stands. */
    void awaitReady() {
        Awaitility.await(opened + " streams")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ready.get() >= opened);
    }

    Collection<Told> told() {
        return told;
    }

    /** Lines that broke. */
    int ended() {
        return ended.get();
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    private final class Line implements Subscriber<String> {

        private final int number;
        private String event = "";

        private Line(int number) {
            this.number = number;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
                if (event.equals("ready")) {
                    ready.incrementAndGet();
                }
            } else if (line.startsWith("data: ") && event.equals("raised")) {
                told.add(new Told(number, line.substring("data: ".length()), Instant.now()));
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
