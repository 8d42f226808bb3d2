package org.medalliance.referral.thread;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;

/**
 * Said once, and not taken back.
 *
 * @param writtenAt later than that of every message before it in the thread
 */
record ThreadMessage(UUID id, String text, Author author, Instant writtenAt) {

    /**
     * @param subject the identity provider's id
     * @param practitioner the directory's id; null for clients and office staff
     */
    record Author(
            String alliance,
            String institution,
            String subject,
            @Nullable String practitioner) {

        static Author of(Actor actor) {
            return new Author(actor.alliance(), actor.institution(), actor.subject(), actor.practitioner());
        }

        boolean isSamePerson(Actor actor) {
            return subject.equals(actor.subject());
        }
    }
}
