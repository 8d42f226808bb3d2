package org.medalliance.gateway.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.live.TopicWatch.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the whole topic, on every replica, in no group: who listens here, listens to everything. Begins some minutes
 * back, so that a replica that has just started can take up the streams of one that ended.
 */
@Component
class KafkaTail implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KafkaTail.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final LiveSettings settings;
    private final Broadcast broadcast;
    private final SignalReader reader;
    private final LiveMetrics metrics;
    private final Clock clock;
    private volatile boolean running;
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private @Nullable Thread thread;
    private boolean well = true;

    KafkaTail(LiveSettings settings, Broadcast broadcast, SignalReader reader, LiveMetrics metrics, Clock clock) {
        this.settings = settings;
        this.broadcast = broadcast;
        this.reader = reader;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The gateway starts and is ready without Kafka. */
    @Override
    public void start() {
        running = true;
        if (!settings.kafka().isBlank()) {
            thread = Thread.ofPlatform().name("attention-tail").start(this::loop);
        }
    }

    /** Blocks on purpose: this thread is the tail's own. */
    private void loop() {
        try {
            while (running) {
                read();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws InterruptedException {
        try (var clients = new Clients(
                new KafkaConsumer<>(consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Admin.create(clientSettings()))) {
            reading = clients.consumer;
            follow(clients.consumer, new TopicWatch(clients.admin, metrics));
        } catch (WakeupException _) {
            // The gateway ends.
        } catch (KafkaException | ExecutionException | TimeoutException | IllegalStateException failure) {
            isWell(false, failure);
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } finally {
            reading = null;
        }
    }

    /** By themselves they would wait long for brokers that are away, and nothing is lost that is not read again. */
    private record Clients(Consumer<byte[], byte[]> consumer, Admin admin) implements AutoCloseable {

        private static final Duration PATIENCE = Duration.ofMillis(500);

        @Override
        public void close() {
            admin.close(PATIENCE);
            consumer.close(CloseOptions.timeout(PATIENCE));
        }
    }

    /** Until the topic is another one. */
    private void follow(Consumer<byte[], byte[]> consumer, TopicWatch watch)
            throws ExecutionException, TimeoutException {
        var topic = watch.first();
        begin(consumer, topic);
        isWell(true, null);
        while (running) {
            consumer.poll(POLL).forEach(this::publish);
            var now = watch.look();
            if (now != null && !now.mark().equals(topic.mark())) {
                return;
            }
            if (now != null && now.partitions() > topic.partitions()) {
                grow(consumer, topic.partitions(), now.partitions());
                topic = now;
            }
        }
    }

    /** Goes on where it stopped if the topic still holds that; else from some minutes ago. */
    private void begin(Consumer<byte[], byte[]> consumer, Topic topic) {
        var partitions = partitions(topic.partitions());
        consumer.assign(partitions);
        var beginning = consumer.beginningOffsets(partitions);
        var end = consumer.endOffsets(partitions);
        var before = broadcast.position();
        if (before != null && before.isOf(topic.mark()) && isWithin(before, beginning, end)) {
            partitions.forEach(it -> consumer.seek(it, before.at(it.partition())));
            return;
        }
        var from = offsetsAt(consumer, partitions, clock.instant().minus(settings.kept()), end);
        partitions.forEach(it -> consumer.seek(it, from.getOrDefault(it, 0L)));
        broadcast.begins(position(topic, from), position(topic, end));
    }

    private static boolean isWithin(
            Position position, Map<TopicPartition, Long> beginning, Map<TopicPartition, Long> end) {
        return end.keySet().stream()
                .allMatch(it -> position.at(it.partition()) >= beginning.getOrDefault(it, 0L)
                        && position.at(it.partition()) <= end.getOrDefault(it, 0L));
    }

    private static Map<TopicPartition, Long> offsetsAt(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Instant time,
            Map<TopicPartition, Long> end) {
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(it -> times.put(it, time.toEpochMilli()));
        var from = new HashMap<>(end);
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                from.put(partition, found.offset());
            }
        });
        return from;
    }

    /** Partitions that came later are read from their beginning: nobody heard of them before. */
    private static void grow(Consumer<byte[], byte[]> consumer, int known, int now) {
        consumer.assign(partitions(now));
        IntStream.range(known, now).forEach(it -> consumer.seek(new TopicPartition(LiveSettings.TOPIC, it), 0));
    }

    private static List<TopicPartition> partitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(it -> new TopicPartition(LiveSettings.TOPIC, it))
                .toList();
    }

    private static Position position(Topic topic, Map<TopicPartition, Long> offsets) {
        return new Position(
                topic.mark(),
                LongStream.range(0, topic.partitions())
                        .map(it -> offsets.getOrDefault(new TopicPartition(LiveSettings.TOPIC, (int) it), 0L))
                        .toArray());
    }

    private void publish(ConsumerRecord<byte[], byte[]> kafka) {
        var signal = reader.ofRecord(kafka.headers(), kafka.value()).orElse(null);
        if (signal == null) {
            metrics.passedOver();
        }
        broadcast.publish(kafka.partition(), kafka.offset(), Instant.ofEpochMilli(kafka.timestamp()), signal);
    }

    private void isWell(boolean now, @Nullable Exception why) {
        metrics.kafkaUp(now);
        if (now != well && now) {
            log.info("Live streams are fed from Kafka again");
        } else if (now != well) {
            log.warn("Kafka is away, live streams are fed by the services alone: {}", String.valueOf(why));
        }
        well = now;
    }

    private Map<String, Object> consumerSettings() {
        var all = clientSettings();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Should the topic no longer hold where we stand, streams are told so; never silently go elsewhere.
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        return all;
    }

    private Map<String, Object> clientSettings() {
        var all = new HashMap<String, Object>(settings.kafkaProperties());
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.kafka());
        all.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "gateway-attention");
        all.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        all.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        all.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        all.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
        return all;
    }

    @Override
    public void stop() {
        running = false;
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        var ending = thread;
        if (ending != null) {
            join(ending);
        }
    }

    private static void join(Thread ending) {
        try {
            if (!ending.join(Duration.ofSeconds(3))) {
                ending.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
