package org.medalliance.platform.messaging;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.identity.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

/** The events that a consumer could not digest, and those that wait behind them, in the order of their key. */
@Component
class DeadLetters {

    static final String BEHIND = "behind a parked event of the same key";

    /** Held while a key is parked or unparked, so that nothing slips between the two. */
    private static final String LOCK_KEY =
            "select pg_advisory_xact_lock(hashtextextended(:consumer || '|' || :key, 0))";

    private static final String PARK = """
            insert into dead_letter (id, consumer, topic, partition, "offset", key, event_id, type, headers, body,
                                     reason, parked_at, attempts)
            values (:id, :consumer, :topic, :partition, :offset, :key, :eventId, :type, cast(:headers as jsonb), :body,
                    :reason, :parkedAt, 0)
            on conflict (consumer, topic, partition, "offset") do nothing
            """;

    private static final String COLUMNS = """
            id, consumer, topic, partition, "offset", key, event_id, type, reason, parked_at, attempts""";

    private static final String OPEN =
            "select %s from dead_letter where resolved_at is null order by parked_at, \"offset\" limit 200"
                    .formatted(COLUMNS);

    private static final String FIND =
            "select %s from dead_letter where id = :id and resolved_at is null".formatted(COLUMNS);

    private static final String IS_OPEN = """
            select 1 from dead_letter
             where consumer = :consumer and topic = :topic and key = :key and resolved_at is null limit 1
            """;

    private static final String FIRST = """
            select %s, headers::text as headers, body from dead_letter
             where consumer = :consumer and topic = :topic and key = :key and resolved_at is null
             order by "offset" limit 1
            """.formatted(COLUMNS);

    private static final String RESOLVE = """
            update dead_letter set resolved_at = :now, resolution = :resolution, resolved_by = :by
             where id = :id and resolved_at is null
            """;

    private static final String FAILED_AGAIN =
            "update dead_letter set attempts = attempts + 1, reason = :reason where id = :id";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    DeadLetters(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Keeps the record with the reason; a record that is kept already stays as it is. */
    Mono<Void> park(String consumer, ConsumerRecord<?, ?> record, String reason) {
        return database.sql(PARK)
                .bind("id", Ids.next())
                .bind("consumer", consumer)
                .bind("topic", record.topic())
                .bind("partition", record.partition())
                .bind("offset", record.offset())
                .bind("key", key(record))
                .bind("headers", json.writeValueAsString(headers(record)))
                .bind("body", record.value() instanceof byte[] body ? body : new byte[0])
                .bind("reason", reason)
                .bind("parkedAt", clock.instant())
                .bind("eventId", Values.orNull(uuid(header(record, "ce_id")), UUID.class))
                .bind("type", Values.orNull(header(record, "ce_type")))
                .then();
    }

    /** Parks the record if another of its key is parked; answers whether it did. */
    Mono<Boolean> parkBehind(String consumer, ConsumerRecord<String, byte[]> record) {
        return lock(consumer, record.key())
                .then(isOpen(consumer, record))
                .flatMap(open -> open ? park(consumer, record, BEHIND).thenReturn(true) : Mono.just(false));
    }

    private Mono<Boolean> isOpen(String consumer, ConsumerRecord<String, byte[]> record) {
        return database.sql(IS_OPEN)
                .bind("consumer", consumer)
                .bind("topic", record.topic())
                .bind("key", record.key())
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
    }

    Mono<Void> lock(String consumer, String key) {
        return database.sql(LOCK_KEY)
                .bind("consumer", consumer)
                .bind("key", key)
                .then();
    }

    /** The oldest 200 that nobody has decided on. */
    Flux<DeadLetter> open() {
        return database.sql(OPEN).mapProperties(DeadLetter.class).all();
    }

    Mono<DeadLetter> find(UUID id) {
        return database.sql(FIND).bind("id", id).mapProperties(DeadLetter.class).one();
    }

    /** The first of a key in its own order, ready to be taken in again. */
    Mono<Parked> first(DeadLetter letter) {
        return database.sql(FIRST)
                .bind("consumer", letter.consumer())
                .bind("topic", letter.topic())
                .bind("key", letter.key())
                .map(row -> new Parked(
                        requireNonNull(row.get("id", UUID.class)),
                        record(
                                letter,
                                requireNonNull(row.get("partition", Integer.class)),
                                requireNonNull(row.get("offset", Long.class)),
                                requireNonNull(row.get("headers", String.class)),
                                requireNonNull(row.get("body", byte[].class)))))
                .one();
    }

    Mono<Boolean> resolve(UUID id, Resolution resolution, String by) {
        return database.sql(RESOLVE)
                .bind("id", id)
                .bind("now", clock.instant())
                .bind("resolution", resolution.name())
                .bind("by", by)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> failedAgain(UUID id, String reason) {
        return database.sql(FAILED_AGAIN).bind("id", id).bind("reason", reason).then();
    }

    private ConsumerRecord<String, byte[]> record(
            DeadLetter letter, int partition, long offset, String headers, byte[] body) {
        var record = new ConsumerRecord<>(letter.topic(), partition, offset, letter.key(), body);
        Map<?, ?> kept = json.readValue(headers, Map.class);
        kept.forEach((name, value) ->
                record.headers().add(name.toString(), Base64.getDecoder().decode(value.toString())));
        return record;
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(it -> headers.put(it.key(), Base64.getEncoder().encodeToString(it.value())));
        return headers;
    }

    private static String key(ConsumerRecord<?, ?> record) {
        return record.key() == null ? "" : record.key().toString();
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    enum Resolution {
        REPLAYED,
        DISCARDED
    }

    /** What an operator sees: where it came from and why it failed, not what is in it. */
    record DeadLetter(
            UUID id,
            String consumer,
            String topic,
            int partition,
            long offset,
            String key,
            @Nullable UUID eventId,
            @Nullable String type,
            String reason,
            Instant parkedAt,
            int attempts) {

        /** The alliance whose rows its effect may see, as the key {@code allianceId/aggregateId} names it. */
        Function<Context, Context> scope() {
            var slash = key.indexOf('/');
            return slash > 0 ? new Scope(key.substring(0, slash)).carried() : Function.identity();
        }
    }

    record Parked(UUID id, ConsumerRecord<String, byte[]> record) {}

    record Open(List<DeadLetter> items) {}
}
