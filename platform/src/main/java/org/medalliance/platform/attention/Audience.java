package org.medalliance.platform.attention;

import org.jspecify.annotations.Nullable;

/**
 * Whom an item concerns: one person of an institution, or else everybody there who has the role.
 *
 * @param role as in a token, such as {@code referral-officer}; null where a person is named
 * @param practitioner the directory's id of the person; null where a role is meant
 */
public record Audience(
        String institution, @Nullable String role, @Nullable String practitioner) {

    /** In place of an institution: whoever of the alliance has the role, such as its auditors. */
    public static final String ANYWHERE = "*";

    public Audience {
        if (role == null && practitioner == null) {
            throw new IllegalArgumentException("An audience of nobody would never be heard.");
        }
        if (institution.equals(ANYWHERE) && role == null) {
            throw new IllegalArgumentException("A person sits at one institution.");
        }
    }

    public static Audience of(String institution, String role) {
        return new Audience(institution, role, null);
    }

    public static Audience person(String institution, String practitioner) {
        return new Audience(institution, null, practitioner);
    }
}
