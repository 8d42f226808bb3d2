package org.medalliance.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@PlatformTest
class RelayTest {

    @Autowired
    RelayBench bench;

    @Autowired
    OutboxRelay relay;

    @Autowired
    RelayBell bell;

    @BeforeEach
    void onlyTheTestsOwnRelays() {
        bench.loop.stop();
        drain(relay);
    }

    @AfterEach
    void asItWas() {
        bench.loop.start();
    }

    @Test
    void threeRacingRelaysKeepEachAggregatesOrderAndSendEachEventOnce() {
        var aggregates = IntStream.range(0, 12).mapToObj(_ -> bench.aggregate()).toList();
        var over = new AtomicBoolean();
        try (var topic = Topic.fromNow(RelayBench.TOPIC);
                var threads = Executors.newFixedThreadPool(3)) {
            var racing = Stream.generate(bench::relay)
                    .limit(3)
                    .map(it -> CompletableFuture.runAsync(() -> runUntil(over, it), threads))
                    .toList();

            Flux.range(0, 240)
                    .flatMap(i -> bench.change(aggregates.get(i % 12)), 12)
                    .blockLast();
            var expected = LongStream.rangeClosed(1, 20).boxed().toList();
            for (var aggregate : aggregates) {
                assertThat(topic.sequences(key(aggregate), seen -> seen.size() >= 20))
                        .isEqualTo(expected);
            }
            over.set(true);
            racing.forEach(CompletableFuture::join);
            topic.poll(Duration.ofMillis(300));
            aggregates.forEach(it -> assertThat(topic.sequences(key(it))).isEqualTo(expected));
        }
    }

    @Test
    void whileOneRelayHoldsAShardAnotherSendsOnlyWhatIsElsewhere() {
        var aggregates = IntStream.range(0, 60).mapToObj(_ -> bench.aggregate()).toList();
        Flux.fromIterable(aggregates).concatMap(bench::change).blockLast();
        var gate = new CompletableFuture<Void>();
        var waiting = new CountDownLatch(1);
        var first = bench.relay(bench.sending(record -> {
            waiting.countDown();
            return gate.thenCompose(_ -> record);
        }));
        try (var topic = Topic.fromNow(RelayBench.TOPIC)) {
            var firstPass = first.publish().toFuture();
            awaitLatch(waiting);

            var bySecond = bench.relay().publish().block();
            assertThat(bySecond).isBetween(1L, 59L);
            gate.complete(null);
            var byFirst = firstPass.join();
            assertThat(byFirst).isBetween(1L, 59L);
            drain(relay);

            aggregates.forEach(it -> topic.sequences(key(it), seen -> !seen.isEmpty()));
            aggregates.forEach(it -> assertThat(topic.sequences(key(it))).containsExactly(1L));
        }
    }

    @Test
    void relaysWithoutTheLockWouldSendTwice() {
        var aggregate = bench.aggregate();
        bench.change(aggregate).block();
        try (var topic = Topic.fromNow(RelayBench.TOPIC)) {
            var one = new NaiveRelay(bench, new KafkaTemplate<>(bench.producers));
            var other = new NaiveRelay(bench, new KafkaTemplate<>(bench.producers));
            var readByOne = one.read(aggregate.toString());
            var readByOther = other.read(aggregate.toString());
            one.mark(one.sendAllAtOnce(readByOne));
            other.mark(other.sendAllAtOnce(readByOther));

            assertThat(topic.sequences(key(aggregate), seen -> seen.size() >= 2))
                    .containsExactly(1L, 1L);
        }
    }

    @Test
    void anEventWhoseTransactionCommitsLateIsSent() {
        lateCommit((late, early, topic) -> {
            assertThat(relay.publish().block()).isPositive();
            topic.sequences(key(early), seen -> seen.size() == 1);
            late.run();
            drain(relay);
            return topic.sequences(RelayTest.key(lateOne), seen -> !seen.isEmpty());
        });
    }

    @Test
    void aRelayThatKeepsALastSeenIdWouldLoseIt() {
        lateCommit((late, early, topic) -> {
            var naive = new NaiveRelay(bench, new KafkaTemplate<>(bench.producers));
            assertThat(naive.readNew()).anyMatch(it -> it.subject().equals(early.toString()));
            late.run();
            assertThat(bench.written(lateOne.toString())).isEqualTo(1);
            assertThat(naive.readNew()).isEmpty();
            return List.of();
        });
        drain(relay);
    }

    private UUID lateOne;

    private interface LateCommit {
        List<Long> play(Runnable commitOfTheLate, UUID early, Topic topic);
    }

    /** Two transactions: the one with the lower outbox id commits last. */
    private void lateCommit(LateCommit play) {
        lateOne = bench.aggregate();
        var early = bench.aggregate();
        var written = new CountDownLatch(1);
        var gate = new CompletableFuture<Void>();
        try (var topic = Topic.fromNow(RelayBench.TOPIC)) {
            var late = bench.change(lateOne)
                    .doOnNext(_ -> written.countDown())
                    .flatMap(version -> Mono.fromFuture(gate).thenReturn(version))
                    .as(bench.transaction::transactional)
                    .contextWrite(Events.SCOPE.carried())
                    .toFuture();
            awaitLatch(written);
            bench.change(early).block();
            play.play(
                    () -> {
                        gate.complete(null);
                        late.join();
                    },
                    early,
                    topic);
        }
    }

    @Test
    void aSendThatFailsInTheMiddleHoldsBackWhatFollowsUnderItsKey() {
        var aggregate = bench.aggregate();
        var other = bench.aggregate();
        Flux.range(0, 4).concatMap(_ -> bench.change(aggregate)).blockLast();
        bench.change(other).block();
        try (var topic = Topic.fromNow(RelayBench.TOPIC)) {
            var limping = bench.relay(failingAtSecond(aggregate));
            assertThat(limping.publish().block()).isEqualTo(2);
            assertThat(bench.pending(aggregate.toString())).isEqualTo(3);
            assertThat(topic.sequences(key(other), seen -> !seen.isEmpty())).containsExactly(1L);

            drain(relay);
            assertThat(topic.sequences(key(aggregate), seen -> seen.size() >= 4))
                    .containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void sendingAKeysEventsAllAtOnceWouldPutALaterOneFirst() {
        var aggregate = bench.aggregate();
        Flux.range(0, 4).concatMap(_ -> bench.change(aggregate)).blockLast();
        try (var topic = Topic.fromNow(RelayBench.TOPIC)) {
            var naive = new NaiveRelay(bench, failingAtSecond(aggregate));
            naive.mark(naive.sendAllAtOnce(naive.read(aggregate.toString())));
            naive.mark(naive.sendAllAtOnce(naive.read(aggregate.toString())));

            assertThat(topic.sequences(key(aggregate), seen -> seen.size() >= 4))
                    .containsExactly(1L, 3L, 4L, 2L);
        }
    }

    @Test
    void whatKafkaTookIsMarkedInOneStatement() {
        var aggregates = IntStream.range(0, 5).mapToObj(_ -> bench.aggregate()).toList();
        Flux.range(0, 50).concatMap(i -> bench.change(aggregates.get(i % 5))).blockLast();
        bench.database.sql("delete from outbox_mark").then().block();
        var published = new AtomicInteger();
        var passes = 0;
        while (published.get() < 50) {
            published.addAndGet(Math.toIntExact(relay.publish().block()));
            passes++;
        }

        var marks = bench.database
                .sql("select marked from outbox_mark")
                .map(row -> row.get(0, Long.class))
                .all()
                .collectList()
                .block();
        assertThat(marks).hasSize(passes);
        assertThat(marks.stream().mapToLong(it -> it).sum()).isEqualTo(50);
    }

    @Test
    void aCommitWakesTheRelay() {
        var aggregate = bench.aggregate();
        var bell = new Bell(this.bell);
        var loop = new RelayLoop(relay, bell, Duration.ofHours(1), Duration.ZERO);
        try (var topic = Topic.fromNow(RelayBench.TOPIC)) {
            loop.start();
            awaitLatch(bell.waiting);
            bench.change(aggregate).block();

            assertThat(topic.sequences(key(aggregate), seen -> !seen.isEmpty())).containsExactly(1L);
        } finally {
            loop.stop();
        }
    }

    @Test
    void aRelayThatHearsNoBellWouldSleepOn() {
        var aggregate = bench.aggregate();
        var deaf = new Bell(new RelayBell());
        var loop = new RelayLoop(relay, deaf, Duration.ofHours(1), Duration.ZERO);
        try {
            loop.start();
            awaitLatch(deaf.waiting);
            bench.change(aggregate).block();
            assertThat(bench.pending(aggregate.toString())).isEqualTo(1);

            deaf.ring();
            await().until(() -> bench.pending(aggregate.toString()) == 0);
        } finally {
            loop.stop();
        }
    }

    @Test
    void passesThatAreNotBehindKeepTheirDistance() {
        var first = bench.aggregate();
        var second = bench.aggregate();
        bench.change(first).block();
        var paced = new Bell(this.bell);
        var loop = new RelayLoop(relay, paced, Duration.ofHours(1), Duration.ofHours(1));
        try {
            loop.start();
            await().until(() -> bench.pending(first.toString()) == 0);
            awaitLatch(paced.waiting);

            bench.change(second).block();
            await().during(Duration.ofMillis(500)).until(() -> bench.pending(second.toString()) == 1);
        } finally {
            loop.stop();
        }
        drain(relay);
        assertThat(bench.pending(second.toString())).isZero();
    }

    /** Says when the loop has nothing more to do, and is otherwise the bell it was given. */
    private static final class Bell extends RelayBell {
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final RelayBell bell;

        Bell(RelayBell bell) {
            this.bell = bell;
        }

        @Override
        public void ring() {
            bell.ring();
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            waiting.countDown();
            return bell.await(atMost);
        }

        @Override
        public void hush() {
            bell.hush();
        }
    }

    private KafkaTemplate<String, byte[]> failingAtSecond(UUID aggregate) {
        var failed = new HashSet<String>();
        return bench.sending(sending -> sending.thenApply(record -> {
            var sequence = new String(record.headers().lastHeader("ce_sequence").value());
            if (record.key().equals(key(aggregate)) && sequence.equals("2") && failed.add(sequence)) {
                throw new RecordTooLargeException("as the test wants it");
            }
            return record;
        }));
    }

    private static String key(UUID aggregate) {
        return Events.key(aggregate.toString());
    }

    private static void runUntil(AtomicBoolean over, OutboxRelay relay) {
        while (!over.get()) {
            relay.publish().block();
        }
    }

    /** Passes until nothing more is taken; answers how much was. */
    private static long drain(OutboxRelay relay) {
        long all = 0;
        for (int idle = 0; idle < 4; ) {
            var published = relay.publish()
                    .onErrorReturn(OutboxRelay.KafkaAway.class, 0L)
                    .block();
            all += published;
            idle = published == 0 ? idle + 1 : 0;
        }
        return all;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
