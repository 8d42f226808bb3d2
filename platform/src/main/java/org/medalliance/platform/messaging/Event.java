package org.medalliance.platform.messaging;

import java.time.Instant;
import org.medalliance.platform.access.Scope;

/**
 * A fact to be announced.
 *
 * @param topic where to
 * @param type written down in the contracts, such as {@code org.medalliance.referral.accepted.v1}; never a class name
 * @param subject the aggregate's id; events of one alliance and subject share a partition, and so keep their order
 * @param sequence the aggregate's version after the change
 * @param data what the event's schema describes; no person's name, number, phone or diagnosis text
 */
public record Event(
        Scope scope, String topic, String type, String subject, long sequence, Instant occurredAt, Object data) {

    /** The record's key in Kafka. */
    String key() {
        return scope.alliance() + "/" + subject;
    }
}
