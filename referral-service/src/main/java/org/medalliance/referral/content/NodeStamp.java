package org.medalliance.referral.content;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of a time-node sheet (时间节点表): stamped once, corrected only with a reason, never deleted.
 *
 * @param by subject of who stamped it
 */
public record NodeStamp(String node, Instant at, String by, String institution, List<Correction> corrections) {

    /** @param from the time that stood there before */
    public record Correction(
            Instant from,
            Instant to,
            String reason,
            @Nullable String by,
            Instant correctedAt) {}
}
