package org.medalliance.platform.messaging;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.medalliance.platform.access.Scope;

/** Events as the relay would send them, for tests that play the topic themselves. */
final class Events {

    static final Scope SCOPE = new Scope("ruijin");
    static final URI SOURCE = URI.create("/test");

    private Events() {}

    static String subject() {
        return UUID.randomUUID().toString();
    }

    static String key(String subject) {
        return SCOPE.alliance() + "/" + subject;
    }

    static ProducerRecord<String, byte[]> record(UUID id, String subject, long sequence) {
        return record(id, Entries.TYPE, subject, sequence, "{\"text\":\"t\",\"added\":1}");
    }

    static ProducerRecord<String, byte[]> record(UUID id, String type, String subject, long sequence, String data) {
        return EventRecords.toRecord(
                SOURCE,
                new OutboxRelay.Pending(
                        sequence,
                        id,
                        SCOPE.alliance(),
                        Entries.TOPIC,
                        key(subject),
                        type,
                        subject,
                        sequence,
                        Instant.parse("2026-11-22T01:00:00Z"),
                        data));
    }

    /** The record as a consumer gets it, at an offset of the test's choice. */
    static ConsumerRecord<String, byte[]> at(long offset, ProducerRecord<String, byte[]> sent) {
        var received = new ConsumerRecord<>(sent.topic(), 0, offset, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    static Event event(String topic, String subject, long sequence) {
        return new Event(
                SCOPE,
                topic,
                Entries.TYPE,
                subject,
                sequence,
                Instant.parse("2026-11-22T01:00:00Z"),
                new Entries.Noted("t"));
    }
}
