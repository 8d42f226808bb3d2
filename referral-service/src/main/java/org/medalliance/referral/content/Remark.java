package org.medalliance.referral.content;

import org.jspecify.annotations.Nullable;

/**
 * Why a move was made; beside its entry in the time line, since words of people are sealed.
 *
 * @param version of the case after the move
 * @param reason code of the catalogue
 */
public record Remark(
        long version,
        String action,
        @Nullable String reason,
        @Nullable String comment) {}
