package org.medalliance.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.testing.LocalKafka;
import org.medalliance.platform.testing.LocalPostgres;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;

@PlatformTest
class EnginesAwayTest {

    private static final Duration BACK = Duration.ofSeconds(60);

    @Autowired
    RelayBench bench;

    @Autowired
    Entries entries;

    @Autowired
    MeterRegistry meters;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @Test
    void whileKafkaIsAwayWritesWorkAndTheBacklogDrainsInOrderAfterwards() {
        var aggregate = bench.aggregate();
        var subject = aggregate.toString();
        LocalKafka.get().kill9();
        try {
            Flux.range(0, 30).concatMap(_ -> bench.change(aggregate)).blockLast();
            assertThat(bench.pending(subject)).isEqualTo(30);
        } finally {
            LocalKafka.get().restart();
        }

        try (var topic = Topic.fromStart(RelayBench.TOPIC)) {
            assertThat(announced(topic, subject, 30))
                    .isEqualTo(LongStream.rangeClosed(1, 30).boxed().toList());
        }
        await().atMost(BACK).until(() -> bench.pending(subject) == 0);
    }

    @Test
    void whileTheDatabaseIsAwayEventsAreTriedAgainAndNotParked() {
        var subject = Events.subject();
        var before = retries();
        LocalPostgres.get().kill9();
        try {
            kafka.send(Events.record(UUID.randomUUID(), subject, 1)).join();
            kafka.send(Events.record(UUID.randomUUID(), subject, 2)).join();
            await().atMost(BACK).until(() -> retries() >= before + 2);
        } finally {
            LocalPostgres.get().restart();
        }

        await().atMost(BACK).until(() -> entries.of(subject).equals(List.of(1L, 2L)));
        assertThat(parked(subject)).isZero();
    }

    @Test
    void whatWasCommittedBeforeTheDatabaseWasKilledIsAnnounced() {
        bench.loop.stop();
        var aggregate = bench.aggregate();
        Flux.range(0, 10).concatMap(_ -> bench.change(aggregate)).blockLast();
        LocalPostgres.get().kill9();
        bench.loop.start();
        LocalPostgres.get().restart();

        try (var topic = Topic.fromStart(RelayBench.TOPIC)) {
            assertThat(announced(topic, aggregate.toString(), 10))
                    .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
        }
    }

    /**
     * In the order of their first arrival, without those that came again: what Kafka took just before it went, and could
     * not acknowledge, is sent twice, and the inbox drops it.
     */
    private static List<Long> announced(Topic topic, String subject, int many) {
        return topic
                .sequences(Events.key(subject), seen -> seen.stream().distinct().count() >= many)
                .stream()
                .distinct()
                .toList();
    }

    private double retries() {
        return meters.counter("alliance.inbox.retries").count();
    }

    private long parked(String subject) {
        return bench.database
                .sql("select count(*) from dead_letter where key = :key")
                .bind("key", Events.key(subject))
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }
}
