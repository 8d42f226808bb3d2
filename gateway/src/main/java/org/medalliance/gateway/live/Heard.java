package org.medalliance.gateway.live;

import java.time.Instant;

/**
 * A signal as Kafka brought it.
 *
 * @param at when Kafka got it
 * @param position of this replica, once it has heard this
 */
record Heard(int partition, long offset, Instant at, Position position, Signal signal) {

    boolean isNewTo(Position listener) {
        return offset >= listener.at(partition);
    }
}
