package org.medalliance.platform.attention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item as its audience, the events and the gateway see it: ids and codes, no person.
 *
 * @param service whose case it is, such as {@code referral-service}
 * @param version grows with each change; an item that is raised again has the same id
 * @param step of the ladder, from 1
 * @param acknowledgedBy the practitioner, or the account where it is no practitioner's
 * @param handedOverFrom whom it concerned before it was handed over
 */
public record AttentionItem(
        UUID itemId,
        long version,
        String service,
        String kind,
        Urgency urgency,
        int step,
        String caseType,
        UUID caseId,
        String caseNumber,
        Audience audience,
        State state,
        Instant raisedAt,
        Instant changedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Audience handedOverFrom) {

    public enum State {
        OPEN,
        ACKNOWLEDGED,
        /** The case moved on: there is nothing left to look at. */
        CLEARED
    }
}
