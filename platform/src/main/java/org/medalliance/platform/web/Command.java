package org.medalliance.platform.web;

import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Refusal;

/**
 * What every POST brings besides its body. A controller that takes one is safe to repeat; each POST of a service takes
 * one, which an architecture test holds.
 *
 * @param key the Idempotency-Key
 * @param fingerprint what makes two requests the same: hexadecimal SHA-256 of the request, and what came as a stream
 * @param ifMatch the version that the caller read, null when the request named none
 */
public record Command(
        Actor actor,
        String key,
        String fingerprint,
        @Nullable Long ifMatch) {

    /**
     * The version that the caller means to change.
     *
     * @throws Refusal.PreconditionMissing when the request named none
     */
    public long expectedVersion() {
        if (ifMatch == null) {
            throw new Refusal.PreconditionMissing();
        }
        return ifMatch;
    }

    /**
     * The same command, whose body was not read beforehand but came as a stream.
     *
     * @param streamed what makes two such bodies the same, such as a hash
     */
    public Command of(String streamed) {
        return new Command(actor, key, fingerprint + "|" + streamed, ifMatch);
    }

    /**
     * Holds the command to the version it was meant for.
     *
     * @throws Refusal.Stale when the aggregate has moved on
     */
    public void requireVersion(long current) {
        if (expectedVersion() != current) {
            throw new Refusal.Stale();
        }
    }
}
