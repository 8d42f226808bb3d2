package org.medalliance.platform.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.medalliance.platform.access.Scope;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

/** CloudEvents 1.0 in Kafka's binary mode: attributes as {@code ce_} headers, JSON data as the value. */
final class EventRecords {

    static final String ALLIANCE = "allianceid";
    static final String SEQUENCE = "sequence";

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int MOST_CASES = 20;

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

    /** The cases that an event is about: its subject, and what its data name as {@code somethingId}. */
    static List<UUID> cases(CloudEvent event, JsonMapper json) {
        var subject = Stream.of(event.getSubject() == null ? "" : event.getSubject());
        return Stream.concat(subject, named(event, json))
                .filter(it -> UUID_FORM.matcher(it).matches())
                .map(UUID::fromString)
                .distinct()
                .limit(MOST_CASES)
                .toList();
    }

    private static Stream<String> named(CloudEvent event, JsonMapper json) {
        var data = event.getData();
        return data == null
                ? Stream.empty()
                : json.readTree(data.toBytes()).properties().stream()
                        .filter(it ->
                                it.getKey().endsWith("Id") && it.getValue().isString())
                        .map(it -> it.getValue().asString());
    }
}
