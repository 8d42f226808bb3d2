package org.medalliance.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.testing.LocalKafka;
import org.medalliance.platform.testing.TestReceiver;
import org.medalliance.platform.web.Caller;
import org.medalliance.platform.webhook.Delivery.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the couriers promise when there are several, when one dies and when a receiver does. */
@PlatformTest
class CourierTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MANY = 300;

    @LocalServerPort
    int port;

    @Autowired
    WebhookBench bench;

    private final Clock clock = WebhookBench.later();
    private final Scope alliance = WebhookBench.alliance();
    private final TestReceiver receiver = TestReceiver.mailbox();
    private final WebhookSettings settings = WebhookBench.settings(Duration.ofSeconds(5), 16, 8);

    /** What one test left is due in the next as well. */
    @AfterEach
    void leaveNothing() {
        bench.database
                .sql("delete from webhook_delivery where alliance_id = :alliance")
                .bind("alliance", alliance.alliance())
                .then()
                .block();
    }

    private Map<String, Long> timesPosted() {
        return receiver.letters().stream()
                .collect(Collectors.groupingBy(it -> it.header(Post.DELIVERY), Collectors.counting()));
    }

    @Test
    void ofTwoInstancesExactlyOnePostsEachDelivery() {
        var webhook = bench.webhook(alliance, receiver);
        bench.deliveries(alliance, webhook, MANY, 0, clock.instant());
        var loops = List.of(bench.loop(clock, settings), bench.loop(clock, settings));
        try {
            loops.forEach(CourierLoop::start);
            await().atMost(SOON).until(() -> bench.count(webhook, State.DELIVERED) == MANY);
        } finally {
            loops.forEach(CourierLoop::stop);
        }

        assertThat(timesPosted()).hasSize(MANY).allSatisfy((_, times) -> assertThat(times)
                .isEqualTo(1));
    }

    /** The same two with a look in place of the claim: what the claim is there against. */
    @Test
    void withoutAClaimBothWouldPost() {
        var webhook = bench.webhook(alliance, receiver);
        bench.deliveries(alliance, webhook, 40, 0, clock.instant());
        var looked = IntStream.range(0, 2)
                .mapToObj(_ -> bench.deliveries()
                        .claim(40, 40, clock.instant(), Duration.ofSeconds(-1))
                        .block())
                .toList();
        looked.stream()
                .map(seen -> CompletableFuture.runAsync(() -> seen.forEach(
                        it -> bench.courier(clock, settings).deliver(it).block())))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(timesPosted()).hasSize(40).allSatisfy((_, times) -> assertThat(times)
                .isEqualTo(2));
    }

    @Test
    void whatADeadWorkerHadClaimedIsSentWhenItsLeaseIsOver() {
        var webhook = bench.webhook(alliance, receiver);
        bench.deliveries(alliance, webhook, 5, 0, clock.instant());
        var lost = bench.deliveries()
                .claim(5, 5, clock.instant(), settings.lease())
                .block();
        assertThat(lost).hasSize(5);
        var before = bench.loop(clock, settings);
        before.start();
        await().during(Duration.ofMillis(500)).until(() -> receiver.letters().isEmpty());
        before.stop();

        var after = bench.loop(Clock.offset(clock, settings.lease().plusSeconds(1)), settings);
        try {
            after.start();
            await().atMost(SOON).until(() -> bench.count(webhook, State.DELIVERED) == 5);
        } finally {
            after.stop();
        }
        assertThat(timesPosted()).hasSize(5);
    }

    @Test
    void aWorkerThatWasOnlySlowDoesNotUndoWhatAnotherDelivered() {
        var webhook = bench.webhook(alliance, receiver);
        bench.deliveries(alliance, webhook, 1, 0, clock.instant());
        var slow = bench.deliveries()
                .claim(1, 1, clock.instant(), Duration.ofSeconds(-1))
                .block()
                .getFirst();
        var other = bench.deliveries()
                .claim(1, 1, clock.instant(), settings.lease())
                .block()
                .getFirst();
        bench.courier(clock, settings).deliver(other).block();
        receiver.answering(500);
        bench.courier(clock, settings).deliver(slow).block();

        assertThat(bench.count(webhook, State.DELIVERED)).isEqualTo(1);
    }

    @Test
    void aDeadReceiverDoesNotHoldUpTheOthers() {
        var hanging = TestReceiver.mailbox().silent();
        var alive = bench.webhook(alliance, receiver);
        bench.deliveries(alliance, bench.webhook(alliance, hanging), 50, 0, clock.instant());
        var loop = bench.loop(clock, WebhookBench.settings(Duration.ofSeconds(10), 8, 4));
        try {
            loop.start();
            await().atMost(SOON).until(() -> hanging.open() == 4);
            bench.deliveries(alliance, alive, 50, 0, clock.instant());
            await().atMost(Duration.ofSeconds(5)).until(() -> bench.count(alive, State.DELIVERED) == 50);
            assertThat(hanging.open()).isEqualTo(4);
        } finally {
            loop.stop();
        }
    }

    /** The same with as many places for one webhook as there are at all. */
    @Test
    void withoutABoundForEachReceiverTheDeadOneWouldHoldUpAll() {
        var hanging = TestReceiver.mailbox().silent();
        var alive = bench.webhook(alliance, receiver);
        bench.deliveries(alliance, bench.webhook(alliance, hanging), 50, 0, clock.instant());
        var loop = bench.loop(clock, WebhookBench.settings(Duration.ofSeconds(10), 8, 8));
        try {
            loop.start();
            await().atMost(SOON).until(() -> hanging.open() == 8);
            bench.deliveries(alliance, alive, 50, 0, clock.instant());
            await().during(Duration.ofSeconds(2)).until(() -> receiver.letters().isEmpty());
        } finally {
            loop.stop();
        }
    }

    @Test
    void aReceiverThatStaysAwayIsGivenUpAfterADay() {
        receiver.answering(500);
        var webhook = bench.webhook(alliance, receiver);
        var start = clock.instant();
        bench.deliveries(alliance, webhook, 1, 0, start);
        var passed = Duration.ZERO;
        int attempts = 0;
        while (bench.count(webhook, State.DEAD) == 0) {
            var at = Clock.offset(clock, passed);
            var due = bench.deliveries()
                    .claim(1, 1, at.instant(), settings.lease())
                    .block();
            for (var delivery : due) {
                attempts++;
                bench.courier(at, settings).deliver(delivery).block();
            }
            passed = passed.plusMinutes(10);
            assertThat(passed).isLessThan(Duration.ofHours(26));
        }

        assertThat(passed).isGreaterThan(Duration.ofHours(22));
        assertThat(attempts).isBetween(25, 50);
    }

    @Test
    void webhooksRingWhileKafkaIsAway() {
        var admin = Caller.of(port, WebhookBench.administrator(alliance));
        WebhookBench.body(admin.post("/webhooks", "k", WebhookBench.wanted(receiver.url(), WebhookBench.TYPE)), 201);
        LocalKafka.get().kill9();
        try {
            var subject = bench.announceNew(alliance);
            await().atMost(SOON).untilAsserted(() -> assertThat(receiver.letters())
                    .singleElement()
                    .satisfies(it -> assertThat(it.body()).contains(subject)));
        } finally {
            LocalKafka.get().restart();
        }
    }
}
