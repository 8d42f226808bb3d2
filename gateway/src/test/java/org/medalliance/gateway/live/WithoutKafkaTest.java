package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.Neighbour;
import org.medalliance.gateway.Replica;
import org.medalliance.gateway.live.Attention.Item;
import org.medalliance.local.engine.KafkaEngine;
import reactor.core.publisher.Mono;

/** A ring-down rings although Kafka is frozen, dead, or was never there. */
class WithoutKafkaTest extends LiveDoor {

    private static final Duration BAR = Duration.ofSeconds(6);

    private final List<Item> changed = new CopyOnWriteArrayList<>();
    private final String token = tokenOf("officer", HOSPITAL, OFFICER);
    private KafkaEngine kafka;
    private Attention events;
    private Replica gateway;

    @BeforeEach
    void feeds() {
        referral.behaves((request, response) -> response.header("Content-Type", "application/json")
                .sendString(Mono.just(request.uri().contains("/attention/feed") ? feed() : "{\"items\":[]}")));
    }

    private void start() {
        kafka = KafkaEngine.startTemporary();
        events = new Attention(kafka);
        start(kafka.bootstrapServers());
    }

    private void start(String servers) {
        gateway =
                Replica.start(Map.of("alliance.gateway.live.kafka", servers, "alliance.gateway.live.feed-every", "5s"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        if (kafka != null) {
            kafka.close();
        }
    }

    private String feed() {
        return changed.stream().map(Item::fed).collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    /** The service commits it; only whoever asks the service sees it. */
    private Item commits(Item item) {
        changed.add(item);
        return item;
    }

    private EventSource listen() {
        return listen(gateway.port(), token, null);
    }

    /** A stream that Kafka has told something. */
    private EventSource fedByKafka() {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> gateway.bean(Broadcast.class).position() != null);
        var stream = listen();
        var first = forOfficers();
        events.send(first);
        stream.awaitItem(first);
        return stream;
    }

    @Test
    void aGatewayThatNeverSawKafkaTellsWhatTheServicesTellAndGoesOnWithKafkaOnceItIsThere() {
        start();
        var stream = listen();
        assertThat(stream.lastEventId()).isNull();
        var item = commits(forOfficers());

        var told = stream.awaitItem(item);
        assertThat(Duration.between(item.changedAt(), told.at())).isLessThan(BAR);
        assertThat(told.id()).isNull();
        assertThat(told.name()).isEqualTo("raised");

        kafka.createAllianceTopics();
        var withPosition = stream.await(it -> it.name().equals("resync"), Duration.ofSeconds(40));
        assertThat(withPosition.id()).isNotNull();
        events.send(item);
        var next = forOfficers();
        events.send(next);
        var live = stream.awaitItem(next);
        assertThat(live.id()).isNotNull();
        assertThat(stream.heard()).containsExactly("raised " + item.id() + " 1", "raised " + next.id() + " 1");
    }

    @Test
    void whileKafkaIsFrozenARingDownRingsAndIsNotRepeatedAfterwards() {
        start();
        kafka.createAllianceTopics();
        var stream = fedByKafka();
        kafka.pause();
        var worst = Duration.ZERO;
        for (var round = 0; round < 3; round++) {
            var item = commits(forOfficers());
            var told = stream.awaitItem(item);
            var took = Duration.between(item.changedAt(), told.at());
            worst = worst.compareTo(took) > 0 ? worst : took;
        }
        System.out.printf("Kafka frozen: from change to stream at most %d ms%n", worst.toMillis());
        assertThat(worst).isLessThan(BAR);
        var rungBefore = stream.heard().size();

        kafka.resume();
        changed.forEach(events::send);
        var after = forOfficers();
        events.send(after);
        stream.awaitItem(after);

        assertThat(stream.heard()).hasSize(rungBefore + 1).doesNotHaveDuplicates();
        // The position went on past what was not repeated: whoever comes back now is not told it again either.
        var resumed = listen(gateway.port(), token, stream.lastEventId());
        var fence = forOfficers();
        events.send(fence);
        resumed.awaitItem(fence);
        assertThat(resumed.heard()).containsExactly("raised " + fence.id() + " 1");
    }

    @Test
    void whoComesBackWhileKafkaIsDeadIsToldWhatTheServicesToldMeanwhile() {
        start();
        kafka.createAllianceTopics();
        var witness = fedByKafka();
        var before = listen();
        before.close();
        kafka.kill9();
        var missed = commits(forOfficers());
        witness.awaitItem(missed);

        var after = listen(gateway.port(), token, before.lastEventId());
        after.awaitItem(missed);

        kafka.restart();
        events.send(missed);
        var next = forOfficers();
        events.send(next);
        after.awaitItem(next);
        assertThat(after.heard()).containsExactly("raised " + missed.id() + " 1", "raised " + next.id() + " 1");
    }

    @Test
    void thoseWhoHadAnItemLearnThatItIsGoneThoughTheFeedTellsOnlyWhereItIs() {
        start("");
        var officer = listen();
        var duty = listen(gateway.port(), tokenOf("duty", HOSPITAL, "duty-officer"), null);
        var item = commits(forOfficers());
        officer.awaitItem(item);
        var gone = item.handedOverTo("duty-officer");
        changed.clear();
        commits(new Item(gone.id(), 2, "raised", alliance, HOSPITAL, "duty-officer", null, null, Instant.now()));

        officer.awaitItem(gone);
        duty.awaitItem(gone);

        assertThat(officer.heard()).endsWith("handed-over " + item.id() + " 2");
        assertThat(duty.heard()).containsExactly("handed-over " + item.id() + " 2");

        // It rings again, remembering its hand-over.
        changed.clear();
        commits(new Item(item.id(), 3, "raised", alliance, HOSPITAL, "duty-officer", null, OFFICER, Instant.now()));
        duty.await(it -> it.data().contains("\"version\":3"));
        assertThat(duty.heard()).endsWith("raised " + item.id() + " 3");
        assertThat(officer.heard()).endsWith("handed-over " + item.id() + " 2");
    }

    @Test
    void aServiceThatIsDownTooIsAskedAtTheSamePaceAndSilencesNobody() {
        start("");
        telemedicine.hangs();
        staffing.answers(503);
        var stream = listen();
        var asked = asked(staffing);
        var item = commits(forOfficers());

        assertThat(Duration.between(item.changedAt(), stream.awaitItem(item).at()))
                .isLessThan(BAR);

        assertThat(asked(staffing) - asked).isLessThanOrEqualTo(2);
        assertThat(referral.lastSeen().headers().getFirst("Authorization")).startsWith("Bearer ey");
        assertThat(referral.lastSeen().uri()).matches("/api/referral/v1/attention/feed\\?since=.*Z&limit=200");
    }

    private static long asked(Neighbour service) {
        return service.seen().stream()
                .filter(it -> it.uri().contains("/attention/feed"))
                .count();
    }
}
