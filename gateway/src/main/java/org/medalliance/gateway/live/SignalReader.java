package org.medalliance.gateway.live;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.live.Signal.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads attention items, of which it knows no more than it needs to tell whom they concern. */
@Component
class SignalReader {

    private static final Logger log = LoggerFactory.getLogger(SignalReader.class);

    private static final Map<String, Kind> TYPES = Map.of(
            "org.medalliance.attention.raised.v1", Kind.RAISED,
            "org.medalliance.attention.acknowledged.v1", Kind.ACKNOWLEDGED,
            "org.medalliance.attention.handed-over.v1", Kind.HANDED_OVER,
            "org.medalliance.attention.cleared.v1", Kind.CLEARED);

    private static final String FROM = "handedOverFrom";

    private final JsonMapper json;

    SignalReader(JsonMapper json) {
        this.json = json;
    }

    /** Empty for types that mean nothing here, and for what cannot be read. */
    Optional<Signal> ofRecord(Headers headers, byte @Nullable [] value) {
        var kind = TYPES.get(header(headers, "ce_type"));
        var alliance = header(headers, "ce_allianceid");
        if (kind == null) {
            return Optional.empty();
        }
        return reading(() -> {
            if (value == null || alliance.isEmpty()) {
                throw new UnreadableItem();
            }
            var text = new String(value, StandardCharsets.UTF_8);
            var item = json.readTree(text);
            return signal(kind, alliance, item, isOneLine(text) ? text : json.writeValueAsString(item));
        });
    }

    /** From a service's feed: an alliance and its item, whose state it tells and not what led to it. */
    Optional<Signal> ofFeed(JsonNode fed) {
        return reading(() -> {
            var item = fed.path("item");
            return signal(kind(item), text(fed, "allianceId"), item, json.writeValueAsString(item));
        });
    }

    private static Kind kind(JsonNode item) {
        return switch (text(item, "state")) {
            case "OPEN" -> item.path(FROM).isObject() ? Kind.HANDED_OVER : Kind.RAISED;
            case "ACKNOWLEDGED" -> Kind.ACKNOWLEDGED;
            case "CLEARED" -> Kind.CLEARED;
            default -> throw new UnreadableItem();
        };
    }

    private static Signal signal(Kind kind, String alliance, JsonNode item, String data) {
        var audience = audience(alliance, item.path("audience"));
        var before = item.path(FROM);
        var concerns = before.isObject() && kind == Kind.HANDED_OVER
                ? union(audience, audience(alliance, before))
                : Set.of(audience);
        return new Signal(
                kind,
                new Signal.Key(alliance, UUID.fromString(text(item, "itemId"))),
                version(item),
                audience,
                concerns,
                OffsetDateTime.parse(text(item, "changedAt")).toInstant(),
                data);
    }

    private static Audience audience(String alliance, JsonNode where) {
        var institution = text(where, "institution");
        return where.path("practitioner").isString()
                ? Audience.person(alliance, institution, text(where, "practitioner"))
                : Audience.withRole(alliance, institution, text(where, "role"));
    }

    private static Set<Audience> union(Audience now, Audience before) {
        return now.equals(before) ? Set.of(now) : Set.of(now, before);
    }

    private static long version(JsonNode item) {
        var version = item.path("version");
        if (!version.isIntegralNumber()) {
            throw new UnreadableItem();
        }
        return version.asLong();
    }

    private static String text(JsonNode object, String field) {
        var value = object.path(field);
        if (!value.isString() || value.asString().isEmpty()) {
            throw new UnreadableItem();
        }
        return value.asString();
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }

    private static String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private interface Reading {
        Signal read();
    }

    /** An item that cannot be read is passed over: it must not silence those behind it. */
    private static Optional<Signal> reading(Reading reading) {
        try {
            return Optional.of(reading.read());
        } catch (JacksonException | UnreadableItem | IllegalArgumentException | DateTimeException failure) {
            log.warn(
                    "An attention item could not be read and is passed over: {}",
                    failure.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static final class UnreadableItem extends RuntimeException {

        private UnreadableItem() {
            super(null, null, false, false);
        }
    }
}
