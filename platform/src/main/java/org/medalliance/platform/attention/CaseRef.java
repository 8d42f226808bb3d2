package org.medalliance.platform.attention;

import java.util.UUID;

/**
 * A case of a service, by id and number only.
 *
 * @param type such as {@code referral}
 * @param number the human-readable one, such as {@code R20261122-0042}
 */
public record CaseRef(String type, UUID id, String number) {}
