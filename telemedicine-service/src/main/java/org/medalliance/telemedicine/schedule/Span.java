package org.medalliance.telemedicine.schedule;

import java.time.Instant;

/** A stretch of time, without its end. */
public record Span(Instant startsAt, Instant endsAt) {

    public Span {
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("A span ends after it begins.");
        }
    }

    boolean overlaps(Span other) {
        return startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
    }

    boolean contains(Span other) {
        return !other.startsAt.isBefore(startsAt) && !other.endsAt.isAfter(endsAt);
    }
}
