package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medalliance.gateway.Replica;

class ResumeTest extends LiveDoor {

    /** A second replica, whose memory is short. */
    private static Replica other;

    @BeforeAll
    static void startTheOther() {
        other = Replica.start(Map.of(
                "alliance.gateway.live.kafka",
                Attention.kafka().bootstrapServers(),
                "alliance.gateway.live.kept-events",
                "5",
                "alliance.gateway.live.heartbeat",
                "300ms"));
    }

    @AfterAll
    static void stopTheOther() {
        other.close();
    }

    private final String token = tokenOf("officer", HOSPITAL, OFFICER);

    @Test
    void whatHappenedWhileTheLineWasDownIsToldByAnotherReplica() {
        var before = listen(token);
        var heard = forOfficers();
        attention.send(heard);
        before.awaitItem(heard);
        before.close();
        var missed = IntStream.range(0, 3).mapToObj(_ -> forOfficers()).toList();
        missed.forEach(attention::send);

        var after = listen(other.port(), token, before.lastEventId());
        var next = forOfficers();
        attention.send(next);
        after.awaitItem(next);

        assertThat(after.heard())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(missed.stream(), Stream.of(next))
                        .map(it -> "raised " + it.id() + " 1")
                        .toList());
        assertThat(after.events()).noneMatch(it -> it.name().equals("resync"));
    }

    @Test
    void aStreamThatHeardNothingCanBeTakenUpToo() {
        var before = listen(token);
        before.close();
        var missed = forOfficers();
        attention.send(missed);

        var after = listen(other.port(), token, before.lastEventId());

        after.awaitItem(missed);
    }

    @Test
    void whoIsFurtherThanTheReplicaHearsNothingTwice() {
        var item = forOfficers();
        var sent = attention.send(item);
        var here = listen(token);
        // Where a client stands that heard the next three of this partition from a quicker replica.
        var position = Position.parse(here.lastEventId()).after(sent.partition(), sent.offset() + 3);

        var ahead = listen(port, token, position.toString());
        var following = Stream.generate(this::forOfficers)
                .filter(it -> attention.partitionOf(it) == sent.partition())
                .limit(5)
                .toList();
        following.forEach(attention::send);
        ahead.awaitItem(following.getLast());

        assertThat(ahead.heard())
                .containsExactly(
                        "raised " + following.get(3).id() + " 1",
                        "raised " + following.get(4).id() + " 1");
        assertThat(Position.parse(ahead.lastEventId()).covers(position)).isTrue();
    }

    @Test
    void whoWasAwayTooLongIsToldToReadTheInboxAnew() {
        var before = listen(other.port(), token, null);
        before.close();
        var witness = listen(other.port(), token, null);
        var missed = IntStream.range(0, 9).mapToObj(_ -> forOfficers()).toList();
        missed.forEach(attention::send);
        // Each, since partitions are read in no order.
        missed.forEach(witness::awaitItem);

        var after = listen(other.port(), token, before.lastEventId());
        after.await(it -> it.name().equals("resync"));
        var next = forOfficers();
        attention.send(next);
        after.awaitItem(next);

        assertThat(after.heard()).containsExactly("raised " + next.id() + " 1");
        assertThat(after.lastEventId()).isNotEqualTo(before.lastEventId());
    }

    @Test
    void aPositionInATopicThatIsNoMoreLeadsToTheInbox() {
        var after = listen(port, token, "00000000:7.7.7.7.7.7");

        after.await(it -> it.name().equals("resync"));

        assertThat(after.lastEventId()).doesNotStartWith("00000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "1f00ab2c",
                "1f00ab2c:",
                "1f00ab2c:1.",
                "1f00ab2c:-1",
                "1F00AB2C:1",
                "1f00ab2c:1.x",
                "1f00ab2c:9999999999999999999",
                "1f00ab2c:1 or 1=1"
            })
    void aPositionThatIsNoneOfOursIsRefused(String garbage) {
        client.get()
                .uri("/api/live")
                .headers(it -> it.setBearerAuth(token))
                .header("Last-Event-ID", garbage)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:position-unreadable");
    }

    @Test
    void theHeartbeatMovesThePositionOfWhoHearsNothing() {
        var quiet = listen(other.port(), tokenOf("quiet", CLINIC, OFFICER), null);
        var first = quiet.lastEventId();
        attention.send(forOfficers());

        await().until(() -> !quiet.lastEventId().equals(first));

        assertThat(quiet.beats()).isPositive();
        assertThat(quiet.heard()).isEmpty();
    }
}
