package org.medalliance.platform.testing;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.medalliance.platform.access.WorkerDatabase;

/** Reads the real topics as an outsider would. */
public final class TestTopics {

    private TestTopics() {}

    /** All that a topic holds, once the service's outbox is empty. */
    public static List<ConsumerRecord<String, byte[]>> settled(WorkerDatabase database, String topic) {
        await().atMost(Duration.ofSeconds(30)).until(() -> pending(database) == 0);
        return all(topic);
    }

    /** All that a topic holds at this moment, in the order of each partition. */
    public static List<ConsumerRecord<String, byte[]>> all(String topic) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", LocalKafka.get().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(it -> new TopicPartition(topic, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** A CloudEvents attribute, such as {@code type}. */
    public static String attribute(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader("ce_" + name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long pending(WorkerDatabase database) {
        var count = database.sql("select count(*) from outbox where published_at is null")
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
        return count == null ? 0 : count;
    }
}
