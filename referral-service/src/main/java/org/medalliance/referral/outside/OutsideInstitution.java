package org.medalliance.referral.outside;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A hospital outside the network.
 *
 * @param activeFrom first day on which it may be chosen; null for ever
 * @param activeUntil last day on which it may be chosen; null for ever
 */
public record OutsideInstitution(
        String code,
        long version,
        String zh,
        String en,
        Level level,
        String city,
        @Nullable LocalDate activeFrom,
        @Nullable LocalDate activeUntil) {

    /** 医院等级. */
    public enum Level {
        TERTIARY_A,
        TERTIARY,
        SECONDARY_A,
        SECONDARY,
        UNGRADED
    }

    boolean isActive(LocalDate day) {
        return (activeFrom == null || !day.isBefore(activeFrom)) && (activeUntil == null || !day.isAfter(activeUntil));
    }

    OutsideInstitution next() {
        return new OutsideInstitution(code, version + 1, zh, en, level, city, activeFrom, activeUntil);
    }

    OutsideInstitution retiredAfter(LocalDate day) {
        return new OutsideInstitution(code, version + 1, zh, en, level, city, activeFrom, day);
    }
}
