package org.medalliance.platform.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The years in which anything lies that people write down here; what lies outside was mistyped. */
public final class Era {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate AFTER = LocalDate.of(2201, 1, 1);

    private Era() {}

    public static boolean holds(LocalDate day) {
        return !day.isBefore(FIRST) && day.isBefore(AFTER);
    }

    public static boolean holds(Instant time) {
        return !time.isBefore(begin(FIRST)) && time.isBefore(begin(AFTER));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
