package org.medalliance.platform.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an alliance has its events sent.
 *
 * @param kinds types of events, {@code attention:<kind>} for attention items of one kind, {@code attention:*} for all
 * @param secret sealed; with the one before it while that is good
 * @param previousUntil until then the one before signs as well; null when there is none
 */
record Webhook(
        UUID id,
        long version,
        String name,
        String url,
        List<String> kinds,
        Algorithm algorithm,
        String secret,
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
                previousUntil,
                active,
                createdBy,
                createdAt,
                at);
    }

    Webhook switched(boolean on, Instant at) {
        return new Webhook(
                id, version + 1, name, url, kinds, algorithm, secret, previousUntil, on, createdBy, createdAt, at);
    }

    /** The receiver has until then to take the new secret on; both sign meanwhile. */
    Webhook rotated(String bothSecrets, Instant oldOneUntil, Instant at) {
        return new Webhook(
                id,
                version + 1,
                name,
                url,
                kinds,
                algorithm,
                bothSecrets,
                oldOneUntil,
                active,
                createdBy,
                createdAt,
                at);
    }
}
