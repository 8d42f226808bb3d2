package org.medalliance.gateway.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers now and then whether the topic is still the one that is read, and whether they answer at all. */
final class TopicWatch {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** @param mark tells a topic from another of the same name */
    record Topic(String mark, int partitions) {}

    private final Admin admin;
    private final LiveMetrics metrics;
    private long askedAt = System.nanoTime();
    private @Nullable KafkaFuture<Map<String, TopicDescription>> answer;

    TopicWatch(Admin admin, LiveMetrics metrics) {
        this.admin = admin;
        this.metrics = metrics;
    }

    /** Waits for the answer. */
    Topic first() throws ExecutionException, TimeoutException {
        try {
            var topic = topic(ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            if (topic == null) {
                throw new IllegalStateException(LiveSettings.TOPIC + " is not there");
            }
            metrics.kafkaUp(true);
            return topic;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Waits for nothing; null while there is nothing new to say. */
    @Nullable
    Topic look() {
        var asked = answer;
        if (asked != null && asked.isDone()) {
            answer = null;
            metrics.kafkaUp(!asked.isCompletedExceptionally());
            return asked.isCompletedExceptionally()
                    ? null
                    : topic(asked.toCompletionStage().toCompletableFuture().getNow(Map.of()));
        }
        if (asked == null && System.nanoTime() - askedAt > EVERY.toNanos()) {
            askedAt = System.nanoTime();
            answer = ask();
        }
        return null;
    }

    private KafkaFuture<Map<String, TopicDescription>> ask() {
        return admin.describeTopics(List.of(LiveSettings.TOPIC)).allTopicNames();
    }

    private static @Nullable Topic topic(Map<String, TopicDescription> described) {
        var topic = described.get(LiveSettings.TOPIC);
        return topic == null
                ? null
                : new Topic(mark(topic.topicId()), topic.partitions().size());
    }

    private static String mark(Uuid id) {
        return "%08x".formatted(id.hashCode());
    }
}
