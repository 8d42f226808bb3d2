package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Mono;

/** From what was missed to what comes: nothing in between is lost or told twice, however the two meet. */
class HandOverTest {

    private static final int EVENTS = 300;
    private static final Audience OFFICERS = Audience.withRole("a", "i", "officer");
    private static final Listener LISTENER = new Listener("a/one", Set.of(OFFICERS), () -> false);

    @Test
    void nothingIsLostOrTwiceWhenAStreamResumesWhileEventsFlow() {
        var lost = IntStream.range(0, 200)
                .mapToLong(_ -> gapsOfOneRace(new ReentrantLock()))
                .sum();

        assertThat(lost).isZero();
    }

    /** The race is one: without the lock it is lost, soon. */
    @Test
    void withoutTheLockTheRaceIsLost() {
        var rounds = 0;
        var lost = 0L;
        while (lost == 0 && rounds++ < 3_000) {
            lost = gapsOfOneRace(new NoLock());
        }

        assertThat(lost).isPositive();
    }

    /** How many events the client of a stream that resumes again and again did not hear exactly once and in order. */
    private static long gapsOfOneRace(Lock lock) {
        var broadcast = broadcast(lock);
        broadcast.begins(new Position("00000000", 0), new Position("00000000", 0));
        var publishing =
                CompletableFuture.runAsync(() -> LongStream.range(0, EVENTS).forEach(offset -> {
                    broadcast.publish(0, offset, Instant.now(), signal(offset));
                    Thread.onSpinWait();
                }));
        var heard = new CopyOnWriteArrayList<Long>();
        try {
            resumeUntilTheEnd(broadcast, heard);
            publishing.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (RuntimeException broken) {
            return 1;
        }
        var whole = LongStream.range(0, EVENTS).boxed().toList();
        return whole.equals(heard)
                ? 0
                : Math.max(1, EVENTS - heard.stream().distinct().count());
    }

    private static void resumeUntilTheEnd(Broadcast broadcast, List<Long> heard) {
        var position = new Position("00000000", 0);
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (position.at(0) < EVENTS && System.nanoTime() < deadline) {
            var stream = broadcast.join(LISTENER, position);
            var events = stream.frames()
                    .map(HandOverTest::textOf)
                    .filter(it -> it.startsWith("event: raised"))
                    .take(7)
                    .takeUntil(it -> it.contains("\"offset\":" + (EVENTS - 1) + "}"))
                    .timeout(Duration.ofMillis(300), Mono.empty())
                    .collectList()
                    .block();
            broadcast.leave(stream);
            for (var event : events) {
                var offset = Long.parseLong(event.replaceAll("(?s).*\"offset\":(\\d+).*", "$1"));
                heard.add(offset);
                position = Position.parse(event.replaceAll("(?s).*\nid: (\\S+)\n.*", "$1"));
            }
        }
    }

    static String textOf(Frame frame) {
        return frame.in(DefaultDataBufferFactory.sharedInstance).toString(StandardCharsets.UTF_8);
    }

    static Broadcast broadcast(Lock lock) {
        var settings = new LiveSettings(
                "",
                Map.of(),
                Duration.ofMinutes(10),
                20_000,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                6,
                2_000,
                EVENTS + 8,
                Duration.ofSeconds(45));
        var clock = Clock.systemUTC();
        return new Broadcast(settings, new LiveMetrics(new SimpleMeterRegistry(), clock), clock, lock);
    }

    static Signal signal(long offset) {
        var key = new Signal.Key("a", new UUID(0, offset));
        return new Signal(
                Signal.Kind.RAISED,
                key,
                1,
                OFFICERS,
                Set.of(OFFICERS),
                Instant.now(),
                "{\"offset\":%d}".formatted(offset));
    }

    /** The guard taken away. */
    private static final class NoLock implements Lock {

        @Override
        public void lock() {}

        @Override
        public void lockInterruptibly() {}

        @Override
        public boolean tryLock() {
            return true;
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) {
            return true;
        }

        @Override
        public void unlock() {}

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException();
        }
    }
}
