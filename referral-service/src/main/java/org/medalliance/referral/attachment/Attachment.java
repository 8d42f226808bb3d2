package org.medalliance.referral.attachment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;

/**
 * A file of a referral, without its content. It is never taken back, only struck out.
 *
 * @param alliance of the referral
 * @param size in bytes
 * @param chunks in which the content stands
 * @param strike null while it is good
 */
record Attachment(
        UUID id,
        String alliance,
        UUID referral,
        Kind kind,
        long size,
        int chunks,
        FileDetails details,
        Uploader by,
        Instant uploadedAt,
        @Nullable Strike strike) {

    /**
     * What is stored sealed.
     *
     * @param name as people see it
     * @param sha256 of the content, hexadecimal
     * @param suite with which the content is sealed
     * @param key of the content
     */
    record FileDetails(String name, String sha256, String suite, String key) {

        ContentKey contentKey() {
            return ContentKey.of(suite, key);
        }
    }

    /**
     * @param subject the account
     * @param practitioner the directory's id of the person; null for clients
     */
    record Uploader(
            String subject, String institution, @Nullable String practitioner) {

        static Uploader of(Actor actor) {
            return new Uploader(actor.subject(), actor.institution(), actor.practitioner());
        }
    }

    record Strike(String reason, Instant at) {}

    /** It changes once at most. */
    long version() {
        return strike == null ? 1 : 2;
    }

    /** The same person at the same place. */
    boolean isOf(Actor actor) {
        return by.subject().equals(actor.subject()) && by.institution().equals(actor.institution());
    }

    Scope scope() {
        return new Scope(alliance);
    }

    Attachment struck(Strike given) {
        return new Attachment(id, alliance, referral, kind, size, chunks, details, by, uploadedAt, given);
    }
}
