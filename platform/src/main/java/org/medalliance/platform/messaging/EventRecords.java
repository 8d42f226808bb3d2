package org.medalliance.platform.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.medalliance.platform.access.Scope;
import reactor.util.context.Context;

/** CloudEvents 1.0 in Kafka's binary mode: attributes as {@code ce_} headers, JSON data as the value. */
final class EventRecords {

    static final String ALLIANCE = "allianceid";
    static final String SEQUENCE = "sequence";

    private EventRecords() {}

    static ProducerRecord<String, byte[]> toRecord(URI source, OutboxRelay.Pending event) {
        var cloudEvent = CloudEventBuilder.v1()
                .withId(event.eventId().toString())
                .withSource(source)
                .withType(event.type())
                .withSubject(event.subject())
                .withTime(event.occurredAt().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(event.data().getBytes(StandardCharsets.UTF_8))
                .withExtension(ALLIANCE, event.allianceId())
                .withExtension(SEQUENCE, Long.toString(event.sequence()))
                .build();
        return KafkaMessageFactory.<String>createWriter(event.topic(), event.key())
                .writeBinary(cloudEvent);
    }

    /** Lets the effect see the rows of the event's alliance; none where the event names no alliance. */
    static Function<Context, Context> scope(CloudEvent event) {
        return event.getExtension(ALLIANCE) instanceof String alliance && !alliance.isBlank()
                ? new Scope(alliance).carried()
                : Function.identity();
    }

    /**
     * @throws io.cloudevents.rw.CloudEventRWException when the record is no CloudEvent
     */
    static CloudEvent toEvent(ConsumerRecord<String, byte[]> record) {
        return KafkaMessageFactory.createReader(record.headers(), record.value())
                .toEvent();
    }
}
