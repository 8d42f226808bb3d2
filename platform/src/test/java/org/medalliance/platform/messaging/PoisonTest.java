package org.medalliance.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@PlatformTest
@ExtendWith(OutputCaptureExtension.class)
class PoisonTest {

    private static final String OPERATIONS = "/api/platform/v1/operations/dead-letters";

    /** Beyond those of the real topic. */
    private static final AtomicLong OFFSET = new AtomicLong(1_000_000);

    @Autowired
    Entries entries;

    @Autowired
    Inbox inbox;

    @Autowired
    DeadLetters deadLetters;

    @Autowired
    RelayBench bench;

    @Autowired
    MessagingPulse pulse;

    @Autowired
    MeterRegistry meters;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @LocalServerPort
    int port;

    @AfterEach
    void noneIsLeft() {
        threads.shutdown();
        bench.database
                .sql(
                        "update dead_letter set resolved_at = parked_at, resolution = 'DISCARDED' where resolved_at is null")
                .then()
                .block();
    }

    @Test
    void poisonIsParkedShownCountedAndListedAndItsKeyWaitsBehindIt(CapturedOutput output) {
        var subject = Events.subject();
        var other = Events.subject();
        var counted = meters.counter("alliance.inbox.dead.letters").count();
        entries.behave(
                subject,
                it -> it.sequence() == 2
                        ? Mono.error(new IllegalStateException("患者张三 cannot be stored"))
                        : entries.write(it));
        try (var shown = Topic.fromNow(Entries.TOPIC + ".dlt")) {
            send(subject, 1);
            send(subject, 2);
            send(subject, 3);
            send(other, 1);

            shown.sequences(Events.key(subject), seen -> !seen.isEmpty());
            await().until(() -> open(subject).equals(List.of(2L, 3L)));
            await().until(() -> entries.of(other).equals(List.of(1L)));

            assertThat(entries.of(subject)).containsExactly(1L);
            assertThat(entries.tries(subject))
                    .as("one good, one tried four times")
                    .isEqualTo(5);
            assertThat(shown.sequences(Events.key(subject))).containsExactly(2L);
            assertThat(Topic.header(shown.records(Events.key(subject)).getFirst(), DeadLetterRecoverer.REASON_HEADER))
                    .contains("IllegalStateException")
                    .doesNotContain("张三");
        }
        assertThat(meters.counter("alliance.inbox.dead.letters").count()).isEqualTo(counted + 1);
        assertThat(output).contains("Parked staffing.events.v1").doesNotContain("张三");

        pulse.feel().block();
        assertThat(pulse.health().getStatus()).isEqualTo(new Status("ATTENTION"));
        assertThat(meters.get("alliance.inbox.dead.letters.open").gauge().value())
                .isGreaterThanOrEqualTo(2);
        client().get()
                .uri(OPERATIONS)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body)
                        .contains(Events.key(subject), "IllegalStateException", DeadLetters.BEHIND)
                        .doesNotContain("张三"));
    }

    @Test
    void aReplayTakesTheKeyInInOrderAndFreesIt() {
        var subject = Events.subject();
        parkThree(subject);

        entries.heal(subject);
        replay(subject, "{\"replayed\":3,\"failed\":\"\"}");
        assertThat(entries.of(subject)).containsExactly(1L, 2L, 3L);
        send(subject, 4);
        await().until(() -> entries.of(subject).equals(List.of(1L, 2L, 3L, 4L)));
        pulse.feel().block();
        assertThat(pulse.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aReplayThatFailsAgainStopsThereAndSaysWhy() {
        var subject = Events.subject();
        parkThree(subject);

        entries.behave(
                subject,
                it -> it.sequence() == 2 ? Mono.error(new UnsupportedOperationException()) : entries.write(it));
        var second = letters(subject).get(1);
        client().post()
                .uri(OPERATIONS + "/{id}/replay", letters(subject).getFirst().id())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.replayed")
                .isEqualTo(1)
                .jsonPath("$.failed")
                .isEqualTo("UnsupportedOperationException")
                .jsonPath("$.failedAt")
                .isEqualTo(second.id().toString());

        assertThat(entries.of(subject)).containsExactly(1L);
        assertThat(open(subject)).containsExactly(2L, 3L);
        assertThat(letters(subject).getFirst().attempts()).isEqualTo(1);
        assertThat(letters(subject).getFirst().reason()).isEqualTo("UnsupportedOperationException");
    }

    @Test
    void anEventThatIsRefusedInAReplayIsAnsweredAndTheKeyGoesOn() {
        var subject = Events.subject();
        parkThree(subject);
        entries.behave(
                subject,
                it -> it.sequence() == 2
                        ? entries.write(it).then(Mono.error(new Refusal.Conflict("taken")))
                        : entries.write(it));

        replay(subject, "{\"replayed\":3,\"failed\":\"\"}");
        assertThat(entries.of(subject)).containsExactly(1L, 3L);
    }

    @Test
    void aDiscardedEventIsGivenUpAndThoseBehindItCanBeReplayed() {
        var subject = Events.subject();
        parkThree(subject);

        client().post()
                .uri(OPERATIONS + "/{id}/discard", letters(subject).getFirst().id())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(open(subject)).containsExactly(2L, 3L);
        entries.heal(subject);
        replay(subject, "{\"replayed\":2,\"failed\":\"\"}");
        assertThat(entries.of(subject)).containsExactly(2L, 3L);
    }

    @Test
    void aReplayThatRacesLiveArrivalsOfItsKeyLosesNoneAndKeepsTheOrder() {
        for (int round = 0; round < 10; round++) {
            var subject = Events.subject();
            parkThree(subject);
            entries.heal(subject);
            var letter = letters(subject).getFirst().id();
            var arriving = CompletableFuture.runAsync(() -> arrive(subject, 4, 12), threads);
            replay(client(), letter);
            arriving.join();
            letters(subject).stream().findFirst().ifPresent(it -> replay(client(), it.id()));

            assertThat(open(subject)).isEmpty();
            assertThat(entries.of(subject))
                    .isEqualTo(LongStream.rangeClosed(1, 12).boxed().toList());
        }
    }

    private void arrive(String subject, long first, long last) {
        for (long sequence = first; sequence <= last; sequence++) {
            inbox.receive(Events.at(OFFSET.incrementAndGet(), Events.record(UUID.randomUUID(), subject, sequence)));
        }
    }

    /** Between a look that finds the key parked and the key's lock, a replay may free the key. */
    @Test
    void anArrivalThatWaitedForTheReplayTakesEffectAfterIt() {
        var subject = Events.subject();
        var gate = new CompletableFuture<Void>();
        parkThree(subject);
        entries.behave(
                subject,
                it -> it.sequence() == 3
                        ? Mono.fromFuture(gate)
                                .then(Mono.defer(() -> entries.write(it).then()))
                        : entries.write(it));
        var letter = letters(subject).getFirst().id();
        var replaying = CompletableFuture.runAsync(() -> replay(client(), letter), threads);
        await().until(() -> entries.tries(subject) == 3);
        var arriving = CompletableFuture.runAsync(() -> arrive(subject, 4, 4), threads);
        await().until(this::somebodyWaitsForAKey);
        gate.complete(null);
        replaying.join();
        arriving.join();

        assertThat(entries.of(subject)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(open(subject)).isEmpty();
    }

    private boolean somebodyWaitsForAKey() {
        return bench.database
                .sql("select 1 from pg_locks where locktype = 'advisory' and not granted")
                .fetch()
                .first()
                .hasElement()
                .block();
    }

    @Test
    void aRecordThatCannotBeReadIsParkedAtOnceAndOthersGoOn() throws Exception {
        var subject = Events.subject();
        var other = Events.subject();
        kafka.send(new ProducerRecord<>(Entries.TOPIC, Events.key(subject), new byte[] {1, 2, 3}))
                .get();
        kafka.send(Events.record(UUID.randomUUID(), Entries.TYPE, subject, 1, "{\"text\":12"))
                .get();
        send(other, 1);

        await().until(() -> entries.of(other).equals(List.of(1L)));
        await().until(() -> letters(subject).size() == 2);
        assertThat(letters(subject).getFirst().reason()).contains("CloudEventRWException");
    }

    @Test
    void aRecordWithoutAKeyIsParked() throws Exception {
        var id = UUID.randomUUID();
        var keyless = Events.record(id, Events.subject(), 1);
        kafka.send(new ProducerRecord<>(Entries.TOPIC, 0, (String) null, keyless.value(), keyless.headers()))
                .get();

        await().until(() -> deadLetters.open().collectList().block().stream()
                .anyMatch(it -> id.equals(it.eventId()) && it.key().isEmpty()));
    }

    private void parkThree(String subject) {
        entries.behave(subject, _ -> Mono.error(new IllegalStateException()));
        for (long sequence = 1; sequence <= 3; sequence++) {
            deadLetters
                    .park(
                            "platform-service",
                            Events.at(OFFSET.incrementAndGet(), Events.record(UUID.randomUUID(), subject, sequence)),
                            sequence == 1 ? "IllegalStateException" : DeadLetters.BEHIND)
                    .block();
        }
    }

    private void replay(String subject, String expected) {
        replay(client(), letters(subject).getFirst().id()).json(expected);
    }

    private static WebTestClient.BodyContentSpec replay(WebTestClient client, UUID letter) {
        return client.post()
                .uri(OPERATIONS + "/{id}/replay", letter)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private List<DeadLetters.DeadLetter> letters(String subject) {
        return deadLetters.open().collectList().block().stream()
                .filter(it -> it.key().equals(Events.key(subject)))
                .toList();
    }

    private List<Long> open(String subject) {
        return bench.database
                .sql("""
                        select convert_from(decode(headers ->> 'ce_sequence', 'base64'), 'UTF8')::bigint
                          from dead_letter where key = :key and resolved_at is null order by "offset"
                        """)
                .bind("key", Events.key(subject))
                .map(row -> row.get(0, Long.class))
                .all()
                .collectList()
                .block();
    }

    private void send(String subject, long sequence) {
        kafka.send(Events.record(UUID.randomUUID(), subject, sequence)).join();
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .defaultHeaders(it ->
                        it.setBearerAuth(Person.of("", "", "o-1", "operator").token()))
                .build();
    }
}
