package org.medalliance.staffing;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.LocalKafka;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an alliance's events look like from outside, once the outbox is empty. */
public record EventLog(WorkerDatabase database) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public record Seen(String key, String type, String subject, long sequence, JsonNode data) {}

    public List<Seen> of(County county, String topic) {
        await().atMost(Duration.ofSeconds(30)).until(() -> pending(county.alliance()) == 0);
        return read(topic).stream()
                .filter(it -> it.key().startsWith(county.alliance() + "/"))
                .map(EventLog::seen)
                .toList();
    }

    private long pending(String alliance) {
        return database.sql("select count(*) from outbox where alliance_id = :alliance and published_at is null")
                .bind("alliance", alliance)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    /** Everything up to what the topic's ends are now. */
    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", LocalKafka.get().bootstrapServers(),
                        "group.id", UUID.randomUUID().toString()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(it -> new TopicPartition(topic, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static Seen seen(ConsumerRecord<String, byte[]> record) {
        return new Seen(
                record.key(),
                header(record, "ce_type"),
                header(record, "ce_subject"),
                Long.parseLong(header(record, "ce_sequence")),
                JSON.readTree(record.value()));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
