package org.medalliance.platform.testing;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Speaks as another service would, on the real topics. */
public final class TestEvents {

    private static final KafkaProducer<String, byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", LocalKafka.get().bootstrapServers(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());

    private TestEvents() {}

    /** Sends and waits until Kafka has it; answers the event's id. */
    public static UUID send(String topic, String type, String alliance, String subject, long sequence, String json) {
        var id = UUID.randomUUID();
        send(id, topic, type, alliance, subject, sequence, json);
        return id;
    }

    /** The same id again is the same event told twice. */
    public static void send(
            UUID id, String topic, String type, String alliance, String subject, long sequence, String json) {
        var event = CloudEventBuilder.v1()
                .withId(id.toString())
                .withSource(URI.create("/test"))
                .withType(type)
                .withSubject(subject)
                .withTime(OffsetDateTime.now())
                .withDataContentType("application/json")
                .withData(json.getBytes(StandardCharsets.UTF_8))
                .withExtension("allianceid", alliance)
                .withExtension("sequence", Long.toString(sequence))
                .build();
        send(KafkaMessageFactory.<String>createWriter(topic, alliance + "/" + subject)
                .writeBinary(event));
    }

    /** Anything at all, well-formed or not. */
    public static void send(ProducerRecord<String, byte[]> record) {
        try {
            PRODUCER.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
