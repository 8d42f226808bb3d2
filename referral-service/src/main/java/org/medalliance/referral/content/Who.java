package org.medalliance.referral.content;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a move.
 *
 * @param practitioner the directory's id; null for clients and office staff
 */
public record Who(String subject, @Nullable String practitioner, String institution) {}
