package org.medalliance.platform.messaging;

import java.time.Instant;
import java.util.UUID;
import org.medalliance.platform.access.Scope;

/**
 * An event as a consumer gets it.
 *
 * @param subject id of the aggregate that it is about
 * @param sequence that aggregate's version after the change: later ones are greater
 * @param data the fields that this consumer declares, no more
 */
public record Received<T>(
        UUID eventId, Scope scope, String type, String subject, long sequence, Instant occurredAt, T data) {}
