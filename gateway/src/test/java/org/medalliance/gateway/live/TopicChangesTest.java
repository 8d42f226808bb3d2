package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.Replica;
import org.medalliance.local.engine.KafkaEngine;

/** The topic under the streams changes. */
class TopicChangesTest extends LiveDoor {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final String token = tokenOf("officer", HOSPITAL, OFFICER);
    private KafkaEngine kafka;
    private Admin admin;
    private Replica gateway;

    @BeforeEach
    void start() {
        kafka = KafkaEngine.startTemporary();
        kafka.createTopics(Attention.TOPIC);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        gateway = Replica.start(Map.of("alliance.gateway.live.kafka", kafka.bootstrapServers()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        admin.close();
        kafka.close();
    }

    private EventSource positioned() {
        await().atMost(SOON).until(() -> gateway.bean(Broadcast.class).position() != null);
        return listen(gateway.port(), token, null);
    }

    @Test
    void partitionsThatCameLaterAreHeardToo() {
        var stream = positioned();

        done(admin.createPartitions(Map.of(Attention.TOPIC, NewPartitions.increaseTo(5)))
                .all());
        var events = new Attention(kafka);
        await().atMost(SOON).until(() -> events.partitionOf(forOfficers()) >= 3);
        var late = Stream.generate(this::forOfficers)
                .filter(it -> events.partitionOf(it) == 4)
                .limit(2)
                .toList();
        late.forEach(events::send);

        stream.await(it -> it.data().contains(late.getLast().id().toString()), SOON);
        assertThat(stream.heard())
                .containsExactlyElementsOf(
                        late.stream().map(it -> "raised " + it.id() + " 1").toList());
        assertThat(stream.lastEventId().split("\\.")).hasSize(5);
    }

    @Test
    void aTopicThatIsMadeAnewIsSeenAsAnother() {
        var stream = positioned();
        var before = stream.lastEventId();
        var events = new Attention(kafka);
        var first = forOfficers();
        events.send(first);
        stream.awaitItem(first);

        var id = topicId();
        done(admin.deleteTopics(List.of(Attention.TOPIC)).all());
        await().atMost(SOON).ignoreExceptions().until(() -> {
            kafka.createTopics(Attention.TOPIC);
            return !topicId().equals(id);
        });

        stream.await(it -> it.name().equals("resync"), SOON);
        var next = forOfficers();
        new Attention(kafka).send(next);
        stream.await(it -> it.data().contains(next.id().toString()), SOON);
        assertThat(stream.lastEventId().substring(0, 8)).isNotEqualTo(before.substring(0, 8));
    }

    private Uuid topicId() {
        return done(admin.describeTopics(List.of(Attention.TOPIC)).allTopicNames())
                .get(Attention.TOPIC)
                .topicId();
    }

    private static <T> T done(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
