package org.medalliance.referral.reason;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reason that may be given.
 *
 * @param roles who may give it, as in a token; empty for everybody who may make the move
 * @param commentRequired whether the code alone says too little
 * @param activeFrom first day on which it may be given; null for ever
 * @param activeUntil last day on which it may be given; null for ever
 */
public record Reason(
        @NotNull Kind kind,
        @NotBlank @Pattern(regexp = "[A-Z][A-Z0-9_]{1,39}") String code,
        @NotBlank @Size(max = 60) String zh,
        @NotBlank @Size(max = 100) String en,
        @NotNull @Size(max = 12) Set<@NotBlank @Size(max = 40) String> roles,
        boolean commentRequired,
        @Nullable LocalDate activeFrom,
        @Nullable LocalDate activeUntil) {

    /** The move that it explains. */
    public enum Kind {
        REFER,
        RETURN,
        DECLINE,
        DECLINE_RETURN,
        FORWARD,
        RAISE_PRIORITY,
        CHANGE_RESERVATION,
        DIVERT,
        REDIRECT,
        GIVE_UP,
        LEAVE_NETWORK,
        WITHDRAW,
        RECALL
    }

    boolean isActive(LocalDate day) {
        return (activeFrom == null || !day.isBefore(activeFrom)) && (activeUntil == null || !day.isAfter(activeUntil));
    }

    boolean isFor(Set<String> held) {
        return roles.isEmpty() || roles.stream().anyMatch(held::contains);
    }
}
