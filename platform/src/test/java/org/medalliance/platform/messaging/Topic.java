package org.medalliance.platform.messaging;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.medalliance.platform.testing.LocalKafka;

/** Reads a topic as a consumer of its own. */
final class Topic implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    private Topic(String name, boolean fromStart) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", LocalKafka.get().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(name).stream()
                .map(it -> new TopicPartition(name, it.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromStart) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position);
    }

    static Topic fromNow(String name) {
        return new Topic(name, false);
    }

    static Topic fromStart(String name) {
        return new Topic(name, true);
    }

    /** Polls until what was seen for this key satisfies the test; answers it, as sequence numbers. */
    List<Long> sequences(String key, Predicate<List<Long>> enough) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    poll(Duration.ofMillis(100));
                    return enough.test(sequences(key));
                });
        return sequences(key);
    }

    List<Long> sequences(String key) {
        return records(key).stream()
                .map(it -> Long.valueOf(header(it, "ce_sequence")))
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> records(String key) {
        return seen.stream().filter(it -> key.equals(it.key())).toList();
    }

    void poll(Duration atMost) {
        consumer.poll(atMost).forEach(seen::add);
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
