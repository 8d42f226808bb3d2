package org.medalliance.referral.content;

import org.jspecify.annotations.Nullable;

/**
 * @param reason code of the catalogue
 * @param by who may not decide the appeal
 */
public record Decline(
        String reason, String comment, String by, @Nullable String institution) {}
