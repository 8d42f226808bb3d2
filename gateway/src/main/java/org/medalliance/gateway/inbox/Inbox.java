package org.medalliance.gateway.inbox;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.medalliance.gateway.upstream.Upstream;
import tools.jackson.databind.JsonNode;

/**
 * Open items of all services, the most urgent first, then the oldest.
 *
 * @param unavailable services whose items are missing here since they did not answer
 * @param truncated services that hold more than is shown
 */
record Inbox(List<JsonNode> items, List<String> unavailable, List<String> truncated, Counts counts) {

    private static final List<String> URGENCIES = List.of("CRITICAL", "HIGH", "NORMAL", "LOW");

    private static final Comparator<JsonNode> BY_URGENCY_THEN_AGE =
            Comparator.<JsonNode>comparingInt(Inbox::rank).thenComparing(Inbox::raisedAt);

    /**
     * @param service by the service's name
     */
    record Counts(int total, Map<String, Long> urgency, Map<String, Long> service) {

        private static Counts of(List<JsonNode> items) {
            return new Counts(items.size(), by(items, "urgency"), by(items, "service"));
        }

        private static Map<String, Long> by(List<JsonNode> items, String field) {
            return items.stream().collect(groupingBy(it -> it.path(field).asString(""), TreeMap::new, counting()));
        }
    }

    /** What one service holds for the caller; without items when it did not answer. */
    record Part(Upstream upstream, List<JsonNode> items, boolean isAnswer, boolean isTruncated) {}

    static Inbox of(List<Part> parts) {
        var items = parts.stream()
                .flatMap(part -> part.items().stream())
                .sorted(BY_URGENCY_THEN_AGE)
                .toList();
        return new Inbox(items, names(parts, it -> !it.isAnswer()), names(parts, Part::isTruncated), Counts.of(items));
    }

    private static List<String> names(List<Part> parts, Predicate<Part> which) {
        return parts.stream()
                .filter(which)
                .map(part -> part.upstream().id())
                .sorted()
                .toList();
    }

    /** An urgency that is not known here is at least not hidden at the end. */
    private static int rank(JsonNode item) {
        return URGENCIES.indexOf(item.path("urgency").asString(""));
    }

    private static Instant raisedAt(JsonNode item) {
        try {
            return OffsetDateTime.parse(item.path("raisedAt").asString("")).toInstant();
        } catch (DateTimeException _) {
            return Instant.MIN;
        }
    }
}
