package org.medalliance.referral.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Word of an exceptional move that somebody is owed and confirms.
 *
 * @param of the move, such as {@code DIVERT}
 * @param institution who is owed it
 * @param acknowledgedBy subject; null while it is open
 */
public record Notice(
        String of,
        String party,
        String institution,
        Instant at,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt) {

    public boolean awaitsAnswer() {
        return acknowledgedAt == null;
    }
}
