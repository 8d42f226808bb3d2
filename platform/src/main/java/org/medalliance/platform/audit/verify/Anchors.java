package org.medalliance.platform.audit.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The heads of the chains as they were told outside. Of several for one batch the first counts: whoever may write to the
 * topic can add to it, and cannot change what stands there.
 */
public final class Anchors {

    static final String TOPIC = "audit.anchors.v1";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, NavigableMap<Long, String>> byService = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    private Anchors() {}

    public static Anchors none() {
        return new Anchors();
    }

    /** One JSON object a line, as {@link #lines} gives them. */
    public static Anchors of(List<String> lines) {
        var anchors = new Anchors();
        lines.stream().filter(it -> !it.isBlank()).forEach(anchors::add);
        return anchors;
    }

    static Anchors inFile(Path file) {
        try {
            return of(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the topic holds. */
    static Anchors inKafka(String servers) {
        var anchors = new Anchors();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "allow.auto.create.topics", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(TOPIC, PATIENCE).stream()
                    .map(it -> new TopicPartition(TOPIC, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions, PATIENCE);
            var idle = 0;
            while (partitions.stream().anyMatch(it -> consumer.position(it, PATIENCE) < ends.getOrDefault(it, 0L))) {
                var records = consumer.poll(Duration.ofMillis(500));
                idle = records.isEmpty() ? idle + 1 : 0;
                if (idle > PATIENCE.toMillis() / 500) {
                    throw new IllegalStateException("Kafka does not hand out " + TOPIC + ".");
                }
                records.forEach(record -> anchors.add(text(record)));
            }
        }
        return anchors;
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private void add(String line) {
        var anchor = JSON.readTree(line);
        var ofService = byService.computeIfAbsent(anchor.path("service").asString(), _ -> new TreeMap<>());
        ofService.putIfAbsent(
                anchor.path("number").asLong(), anchor.path("hash").asString());
        lines.add(line);
    }

    /** To be kept elsewhere, for a later comparison. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The newest batch of which a head was told; 0 when there is none. */
    long newest(String service) {
        var ofService = byService.get(service);
        return ofService == null || ofService.isEmpty() ? 0 : ofService.lastKey();
    }

    /** Whether what was told of this batch, if anything was, is another hash. */
    boolean contradict(String service, long number, byte[] hash) {
        var ofService = byService.get(service);
        var told = ofService == null ? null : ofService.get(number);
        return told != null && !told.equals(HexFormat.of().formatHex(hash));
    }
}
