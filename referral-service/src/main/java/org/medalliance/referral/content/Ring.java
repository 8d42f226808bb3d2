package org.medalliance.referral.content;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ring-down: open until somebody at a rung institution has heard it.
 *
 * @param since when it rang first
 * @param rung institutions in the order in which they were rung; the first is the destination until another answers
 * @param calls when each was rung, by institution; one that is not in it since the beginning
 */
public record Ring(
        Instant since,
        List<Place> rung,
        @Nullable String acknowledgedBy,
        @Nullable Instant heardAt,
        Map<String, Instant> calls) {

    /** A ring that an earlier version has kept knows no calls. */
    @SuppressWarnings("NullAway")
    public Ring {
        calls = requireNonNullElse(calls, Map.of());
    }

    /** At one hospital. */
    public static Ring at(Place place, Instant at) {
        return new Ring(at, List.of(place), null, null, Map.of());
    }

    public boolean ringsOn() {
        return heardAt == null;
    }

    /** When this institution was rung. */
    public Instant rungAt(String institution) {
        return calls.getOrDefault(institution, since);
    }

    /** When an institution was rung last. */
    public Instant lastRungAt() {
        return calls.values().stream().reduce(since, (a, b) -> a.isAfter(b) ? a : b);
    }

    public Ring heard(String institution, Instant at) {
        return new Ring(since, rung, institution, at, calls);
    }

    /** At these, of which this one from now on. */
    public Ring ringing(List<Place> places, Place added, Instant at) {
        var times = new HashMap<>(calls);
        times.put(added.institution(), at);
        return new Ring(since, places, null, null, Map.copyOf(times));
    }
}
