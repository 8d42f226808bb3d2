package org.medalliance.gateway.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.medalliance.local.engine.KafkaEngine;

/** Attention items as a service's outbox relay sends them, to a real Kafka. */
final class Attention {

    static final String TOPIC = LiveSettings.TOPIC;

    private static final KafkaEngine KAFKA = start();
    private static final Attention HERE = new Attention(KAFKA);

    private final KafkaProducer<String, byte[]> producer;

    Attention(KafkaEngine kafka) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "linger.ms", 0,
                        "max.block.ms", 5_000,
                        "delivery.timeout.ms", 60_000,
                        "request.timeout.ms", 5_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** One per test JVM. */
    static KafkaEngine kafka() {
        return KAFKA;
    }

    static Attention here() {
        return HERE;
    }

    private static KafkaEngine start() {
        var engine = KafkaEngine.startTemporary();
        engine.createAllianceTopics();
        return engine;
    }

    /** An item at one of its versions. */
    record Item(
            UUID id,
            int version,
            String type,
            String alliance,
            String institution,
            String role,
            String practitioner,
            String from,
            Instant changedAt) {

        static Item raised(String alliance, String institution, String role) {
            return new Item(UUID.randomUUID(), 1, "raised", alliance, institution, role, null, null, now());
        }

        static Item raisedFor(String alliance, String institution, String practitioner) {
            return new Item(UUID.randomUUID(), 1, "raised", alliance, institution, null, practitioner, null, now());
        }

        Item then(String nextType) {
            return new Item(id, version + 1, nextType, alliance, institution, role, practitioner, null, now());
        }

        Item handedOverTo(String newRole) {
            return new Item(id, version + 1, "handed-over", alliance, institution, newRole, null, role, now());
        }

        private static Instant now() {
            return Instant.now().truncatedTo(ChronoUnit.MICROS);
        }

        String json() {
            return json("");
        }

        String json(String more) {
            return """
                    {"itemId":"%s","version":%d,"service":"referral-service","kind":"referral.ring-down","urgency":"CRITICAL",\
                    "step":1,"caseType":"referral","caseId":"%s","caseNumber":"R20261122-0042",\
                    "audience":{"institution":"%s","role":%s,"practitioner":%s},"state":"%s","raisedAt":"%s","changedAt":"%s",\
                    "acknowledgedBy":null,"acknowledgedAt":null%s%s}""".formatted(
                            id,
                            version,
                            id,
                            institution,
                            quoted(role),
                            quoted(practitioner),
                            state(),
                            at(),
                            at(),
                            from == null
                                    ? ""
                                    : ",\"handedOverFrom\":{\"institution\":\"%s\",\"role\":\"%s\",\"practitioner\":null}"
                                            .formatted(institution, from),
                            more);
        }

        /** As a service's feed tells it: with its alliance. */
        String fed() {
            return "{\"allianceId\":\"%s\",\"item\":%s}".formatted(alliance, json());
        }

        private String state() {
            return switch (type) {
                case "acknowledged" -> "ACKNOWLEDGED";
                case "cleared" -> "CLEARED";
                default -> "OPEN";
            };
        }

        private String at() {
            return changedAt
                    .atZone(ZoneId.of("Asia/Shanghai"))
                    .toOffsetDateTime()
                    .toString();
        }

        private static String quoted(String text) {
            return text == null ? "null" : "\"" + text + "\"";
        }
    }

    /** Waits until Kafka has it. */
    RecordMetadata send(Item item) {
        return done(sending(item));
    }

    Future<RecordMetadata> sending(Item item) {
        return producer.send(record(item, item.json()));
    }

    RecordMetadata send(Item item, String data) {
        return done(producer.send(record(item, data)));
    }

    int partitionOf(Item item) {
        var key = (item.alliance() + "/" + item.id()).getBytes(UTF_8);
        return Utils.toPositive(Utils.murmur2(key))
                % producer.partitionsFor(TOPIC).size();
    }

    static <T> T done(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProducerRecord<String, byte[]> record(Item item, String data) {
        return new ProducerRecord<>(
                TOPIC,
                null,
                item.alliance() + "/" + item.id(),
                data.getBytes(UTF_8),
                List.of(
                        header("ce_specversion", "1.0"),
                        header("ce_id", UUID.randomUUID().toString()),
                        header("ce_source", "/referral-service"),
                        header("ce_type", "org.medalliance.attention." + item.type() + ".v1"),
                        header("ce_subject", item.id().toString()),
                        header("ce_allianceid", item.alliance()),
                        header("ce_sequence", Integer.toString(item.version())),
                        header("content-type", "application/json")));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
