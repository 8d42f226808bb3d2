package org.medalliance.gateway.live;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An attention item at one of its versions.
 *
 * @param audience whom it concerns now
 * @param concerns whom the news concerns: on a hand-over also those who had the item before
 * @param data the item as its service wrote it: JSON of one line
 */
record Signal(
        Kind kind, Key key, long version, Audience audience, Set<Audience> concerns, Instant changedAt, String data) {

    enum Kind {
        RAISED("raised"),
        ACKNOWLEDGED("acknowledged"),
        HANDED_OVER("handed-over"),
        CLEARED("cleared");

        final String event;

        Kind(String event) {
            this.event = event;
        }
    }

    /** No alliance's item is ever taken for another's. */
    record Key(String alliance, UUID item) {}

    Signal concerning(Kind as, Set<Audience> whom) {
        return new Signal(as, key, version, audience, whom, changedAt, data);
    }

    /** In the form of an event stream, as far as it is the same for everybody. */
    String text() {
        return "event: " + kind.event + "\ndata: " + data + "\n";
    }
}
