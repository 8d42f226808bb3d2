package org.medalliance.platform.messaging;

import java.time.Instant;
import java.util.List;
import org.medalliance.platform.access.Scope;

/**
 * A fact to be announced.
 *
 * @param topic where to
 * @param type written down in the contracts, such as {@code org.medalliance.referral.accepted.v1}; never a class name
 * @param subject the aggregate's id; events of one alliance and subject share a partition, and so keep their order
 * @param sequence the aggregate's version after the change
 * @param data what the event's schema describes; no person's name, number, phone or diagnosis text
 * @param kinds by which webhooks choose it: its type, and what {@link #ofKind} adds
 */
public record Event(
        Scope scope,
        String topic,
        String type,
        String subject,
        long sequence,
        Instant occurredAt,
        Object data,
        List<String> kinds) {

    public Event(
            Scope scope, String topic, String type, String subject, long sequence, Instant occurredAt, Object data) {
        this(scope, topic, type, subject, sequence, occurredAt, data, List.of(type));
    }

    /**
     * Webhooks may also choose it by its kind, or by every kind of this family.
     *
     * @param family such as {@code attention}
     * @param kind such as {@code referral.triage-late}; webhooks write {@code attention:referral.triage-late}
     */
    public Event ofKind(String family, String kind) {
        return new Event(
                scope,
                topic,
                type,
                subject,
                sequence,
                occurredAt,
                data,
                List.of(type, family + ":" + kind, family + ":*"));
    }

    /** The record's key in Kafka. */
    String key() {
        return scope.alliance() + "/" + subject;
    }
}
