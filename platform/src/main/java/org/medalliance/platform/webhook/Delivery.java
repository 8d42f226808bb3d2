package org.medalliance.platform.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook, as the courier has claimed it.
 *
 * @param attempts this one included
 * @param secret sealed; with the one before it while that is good
 */
record Delivery(
        UUID id,
        String allianceId,
        UUID webhookId,
        UUID eventId,
        String type,
        String subject,
        long sequence,
        Instant occurredAt,
        String data,
        int attempts,
        Instant giveUpAt,
        String url,
        Algorithm algorithm,
        String secret,
        @Nullable Instant previousUntil) {

    enum State {
        /** Waits for its next attempt, or is under way. */
        PENDING,
        /** The receiver answered 2xx. */
        DELIVERED,
        /** Given up, until somebody has it sent again. */
        DEAD
    }
}
