package org.medalliance.referral.content;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ring-down: open until somebody at a rung institution has heard it.
 *
 * @param rung institutions in the order in which they were rung; the first is where it went at once
 */
public record Ring(
        Instant since,
        List<Place> rung,
        @Nullable String acknowledgedBy,
        @Nullable Instant heardAt) {

    public boolean ringsOn() {
        return heardAt == null;
    }
}
