package org.medalliance.platform.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an alliance has its events sent.
 *
 * @param kinds types of events, {@code attention:<kind>} for attention items of one kind, {@code attention:*} for all
 * @param secret sealed
 * @param previousSecret sealed; signs beside the new one until {@code previousUntil}
 */
record Webhook(
        UUID id,
        long version,
        String name,
        String url,
        List<String> kinds,
        Algorithm algorithm,
        String secret,
        @Nullable String previousSecret,
        @Nullable Instant previousUntil,
        boolean active,
        String createdBy,
        Instant createdAt,
        Instant changedAt) {

    Webhook changed(String newName, String newUrl, List<String> newKinds, Algorithm newAlgorithm, Instant at) {
        return new Webhook(
                id,
                version + 1,
                newName,
                newUrl,
                newKinds,
                newAlgorithm,
                secret,
                previousSecret,
                previousUntil,
                active,
                createdBy,
                createdAt,
                at);
    }

    Webhook switched(boolean on, Instant at) {
        return new Webhook(
                id,
                version + 1,
                name,
                url,
                kinds,
                algorithm,
                secret,
                previousSecret,
                previousUntil,
                on,
                createdBy,
                createdAt,
                at);
    }

    /** The receiver has until then to take the new secret on; both sign meanwhile. */
    Webhook rotated(String newSecret, Instant oldOneUntil, Instant at) {
        return new Webhook(
                id,
                version + 1,
                name,
                url,
                kinds,
                algorithm,
                newSecret,
                secret,
                oldOneUntil,
                active,
                createdBy,
                createdAt,
                at);
    }
}
