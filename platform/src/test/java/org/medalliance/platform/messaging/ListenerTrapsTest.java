package org.medalliance.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.testing.LocalKafka;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** What Spring Kafka does with a record that cannot be taken in, without our recoverer. */
@PlatformTest
class ListenerTrapsTest {

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    private final String topic = "traps-" + UUID.randomUUID();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final List<String> given = new CopyOnWriteArrayList<>();

    @BeforeEach
    void aTopic() {
        LocalKafka.get().createTopics(topic);
    }

    @AfterEach
    void end() {
        context.close();
    }

    /** The reason for the recoverer: the default handler logs the record that fails, and moves on. */
    @Test
    void theDefaultHandlerLosesARecordThatFails() throws Exception {
        start(new Plain(), new DefaultErrorHandler(new FixedBackOff(0, 1)));
        send("bad");
        send("good");

        await().until(() -> given.contains("good"));
        assertThat(given).containsExactly("bad", "bad", "good");
    }

    class Plain {
        @KafkaListener(topics = "#{@topic}", groupId = "#{@topic}")
        void listen(ConsumerRecord<String, byte[]> record) {
            given.add(text(record));
            if (text(record).startsWith("bad")) {
                throw new IllegalStateException("as the test wants it");
            }
        }
    }

    @EnableKafka
    static class Listening {}

    private void start(Object listener, DefaultErrorHandler handler) {
        var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
        factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                Map.of(
                        "bootstrap.servers",
                        LocalKafka.get().bootstrapServers(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer()));
        factory.setCommonErrorHandler(handler);
        context.register(Listening.class);
        context.registerBean("topic", String.class, () -> topic);
        context.registerBean(
                "kafkaListenerContainerFactory", ConcurrentKafkaListenerContainerFactory.class, () -> factory);
        context.registerBean("listener", Object.class, () -> listener);
        context.refresh();
    }

    private void send(String text) throws Exception {
        kafka.send(topic, 0, "k", text.getBytes()).get();
    }

    private static String text(ConsumerRecord<?, ?> record) {
        return new String((byte[]) record.value());
    }
}
