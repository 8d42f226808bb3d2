package org.medalliance.gateway.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.medalliance.gateway.live.Broadcast.Ending;
import org.medalliance.gateway.upstream.Upstream;
import org.springframework.stereotype.Component;

@Component
class LiveMetrics {

    private final Clock clock;
    private final AtomicInteger streams;
    private final AtomicInteger kept;
    private final AtomicInteger kafkaUp;
    private final Map<Upstream, AtomicInteger> feeds = new EnumMap<>(Upstream.class);
    private final Map<Signal.Kind, Counter> sent = new EnumMap<>(Signal.Kind.class);
    private final Map<Ending, Counter> ended = new EnumMap<>(Ending.class);
    private final Timer delivery;
    private final Counter resumes;
    private final Counter resyncs;
    private final Counter fed;
    private final Counter unreadable;

    LiveMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        streams = gauge(registry, "alliance.sse.streams", "Open streams");
        kept = gauge(registry, "alliance.sse.buffer.events", "Events that can be replayed");
        kafkaUp = gauge(registry, "alliance.sse.kafka.up", "1 while Kafka answers; 0: live from the services' feeds");
        for (var upstream : Upstream.values()) {
            var up = new AtomicInteger(1);
            feeds.put(upstream, up);
            Gauge.builder("alliance.sse.feed.up", up, AtomicInteger::get)
                    .description("1 while the service's feed of attention items answers")
                    .tag("upstream", upstream.id())
                    .register(registry);
        }
        for (var kind : Signal.Kind.values()) {
            sent.put(
                    kind,
                    Counter.builder("alliance.sse.events.sent")
                            .description("Events handed to streams")
                            .tag("event", kind.event)
                            .register(registry));
        }
        for (var ending : Ending.values()) {
            ended.put(
                    ending,
                    Counter.builder("alliance.sse.ended")
                            .description("Streams that ended, by why")
                            .tag("reason", ending.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        delivery = Timer.builder("alliance.sse.delivery")
                .description("From the change of an item to its hand-over to a stream")
                .serviceLevelObjectives(buckets(50, 100, 250, 500, 1_000, 2_000, 4_000, 6_000, 15_000, 60_000))
                .register(registry);
        resumes = counter(registry, "alliance.sse.resumes", "Streams taken up where they were lost");
        resyncs = counter(registry, "alliance.sse.resyncs", "Streams whose client had to read its inbox anew");
        fed = counter(registry, "alliance.sse.fed", "Events that a service's feed told before Kafka");
        unreadable = counter(registry, "alliance.sse.passed.over", "Records that mean nothing here");
    }

    private static AtomicInteger gauge(MeterRegistry registry, String name, String description) {
        var value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
        return value;
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Duration[] buckets(int... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    void streams(int open) {
        streams.set(open);
    }

    void kept(int events) {
        kept.set(events);
    }

    void kafkaUp(boolean up) {
        kafkaUp.set(up ? 1 : 0);
    }

    void resumed() {
        resumes.increment();
    }

    void resynced() {
        resyncs.increment();
    }

    void fed() {
        fed.increment();
    }

    void feedUp(Upstream upstream, boolean up) {
        Objects.requireNonNull(feeds.get(upstream)).set(up ? 1 : 0);
    }

    void passedOver() {
        unreadable.increment();
    }

    void ended(Ending why, int open) {
        count(ended, why);
        streams(open);
    }

    /** Services' clocks and ours differ a little: nothing arrives before it came about. */
    void sent(Frame frame) {
        if (frame.kind == null) {
            return;
        }
        count(sent, frame.kind);
        if (frame.since != null) {
            var took = Duration.between(frame.since, clock.instant());
            delivery.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    private static <K extends Enum<K>> void count(Map<K, Counter> counters, K which) {
        var counter = counters.get(which);
        if (counter != null) {
            counter.increment();
        }
    }
}
