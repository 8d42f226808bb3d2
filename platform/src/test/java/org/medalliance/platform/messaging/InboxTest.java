package org.medalliance.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;

@PlatformTest
class InboxTest {

    @Autowired
    Inbox inbox;

    @Autowired
    Entries entries;

    @Autowired
    RelayBench bench;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @Test
    void ofTwentyRivalDeliveriesExactlyOneTakesEffect() {
        var subject = Events.subject();
        var event = Events.at(0, Events.record(UUID.randomUUID(), subject, 1));

        race(20, () -> inbox.receive(event));

        assertThat(entries.of(subject)).containsExactly(1L);
        assertThat(entries.tries(subject)).isEqualTo(1);
    }

    /** "If it is not there, do it": the fault that the claim is there against. */
    @Test
    void lookingFirstWouldLetRivalsActTwice() {
        var subject = Events.subject();
        var together = new CyclicBarrier(2);

        race(2, () -> {
            var unseen = bench.written(subject) == 0 && entries.of(subject).isEmpty();
            await(together);
            if (unseen) {
                entries.write(received(subject))
                        .as(bench.transaction::transactional)
                        .contextWrite(Events.SCOPE.carried())
                        .block();
            }
        });

        assertThat(entries.of(subject)).hasSize(2);
    }

    @Test
    void anEffectThatFailsGivesTheClaimBack() {
        var subject = Events.subject();
        var event = Events.at(0, Events.record(UUID.randomUUID(), subject, 1));
        entries.behave(subject, it -> entries.write(it).then(Mono.error(new IllegalStateException("no"))));

        assertThatThrownBy(() -> inbox.receive(event)).hasMessage("no");
        assertThat(entries.of(subject)).isEmpty();

        entries.heal(subject);
        inbox.receive(event);
        assertThat(entries.of(subject)).containsExactly(1L);
    }

    @Test
    void aSessionThatDiesBetweenEffectAndCommitLeavesNothingAndTheNextTryTakesEffectOnce() {
        var subject = Events.subject();
        var event = Events.at(0, Events.record(UUID.randomUUID(), subject, 1));
        entries.behave(subject, it -> entries.write(it)
                .then(bench.database
                        .sql("select pg_terminate_backend(pg_backend_pid())")
                        .then()));

        assertThatThrownBy(() -> inbox.receive(event)).isInstanceOf(RuntimeException.class);
        assertThat(entries.of(subject)).isEmpty();

        entries.heal(subject);
        inbox.receive(event);
        inbox.receive(event);
        assertThat(entries.of(subject)).containsExactly(1L);
    }

    @Test
    void aRefusalIsAnAnswerAndIsNotTriedAgain() {
        var subject = Events.subject();
        var event = Events.at(0, Events.record(UUID.randomUUID(), subject, 1));
        entries.behave(subject, _ -> Mono.error(new Refusal.Conflict("taken")));

        inbox.receive(event);
        inbox.receive(event);

        assertThat(entries.tries(subject)).isEqualTo(1);
        assertThat(entries.of(subject)).isEmpty();
    }

    @Test
    void anEffectThatRefusesAfterItWroteLeavesNothing() {
        var subject = Events.subject();
        var event = Events.at(0, Events.record(UUID.randomUUID(), subject, 1));
        entries.behave(subject, it -> entries.write(it).then(Mono.error(new Refusal.Conflict("too late"))));

        inbox.receive(event);
        inbox.receive(event);

        assertThat(entries.tries(subject)).isEqualTo(1);
        assertThat(entries.of(subject)).isEmpty();
    }

    /** The trap behind the rule "refuse before the first write, otherwise let the transaction die". */
    @Test
    void anInnerTransactionWhoseErrorIsRecoveredOutsideItWouldCommitItsPartialWrites() {
        var subject = Events.subject();
        var inner = entries.write(received(subject))
                .then(Mono.error(new Refusal.Conflict("after the write")))
                .as(bench.transaction::transactional);

        inner.onErrorResume(Refusal.class, _ -> Mono.empty())
                .as(bench.transaction::transactional)
                .contextWrite(Events.SCOPE.carried())
                .block();

        assertThat(entries.of(subject)).containsExactly(1L);
    }

    @Test
    void typesThatNobodyAskedForAndTombstonesArePassedOver() {
        var subject = Events.subject();
        inbox.receive(
                Events.at(0, Events.record(UUID.randomUUID(), "org.medalliance.test.other.v1", subject, 1, "{}")));
        inbox.receive(new ConsumerRecord<>(Entries.TOPIC, 0, 1, Events.key(subject), null));

        assertThat(entries.of(subject)).isEmpty();
    }

    @Test
    void anEventTravelsFromCommitToEffect() {
        var subject = Events.subject();
        bench.outbox
                .append(Events.event(Entries.TOPIC, subject, 7))
                .as(bench.transaction::transactional)
                .block();

        Awaitility.await().until(() -> entries.of(subject).equals(List.of(7L)));
    }

    @Test
    void aTombstoneOnTheTopicDoesNotStopTheListener() throws Exception {
        var subject = Events.subject();
        kafka.send(new ProducerRecord<>(Entries.TOPIC, Events.key(subject), null))
                .get();
        kafka.send(Events.record(UUID.randomUUID(), subject, 2)).get();

        Awaitility.await().until(() -> entries.of(subject).equals(List.of(2L)));
    }

    private static Received<Entries.Noted> received(String subject) {
        return new Received<>(
                UUID.randomUUID(), Events.SCOPE, Entries.TYPE, subject, 1, Instant.EPOCH, new Entries.Noted("t"));
    }

    private static void race(int rivals, Runnable act) {
        try (var threads = Executors.newFixedThreadPool(rivals)) {
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(act, threads))
                            .limit(rivals)
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
