package org.medalliance.telemedicine.schedule;

import java.time.Instant;
import java.util.Comparator;

/** A time at which an expert can be booked. */
public record Slot(String expert, Instant startsAt, Instant endsAt) {

    static final Comparator<Slot> EARLIEST =
            Comparator.comparing(Slot::startsAt).thenComparing(Slot::expert);

    Span span() {
        return new Span(startsAt, endsAt);
    }
}
