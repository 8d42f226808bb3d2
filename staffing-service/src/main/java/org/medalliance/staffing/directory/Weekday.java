package org.medalliance.staffing.directory;

import java.time.DayOfWeek;

/** Monday first, as {@link DayOfWeek} and the wire have it. */
public enum Weekday {
    MON,
    TUE,
    WED,
    THU,
    FRI,
    SAT,
    SUN;

    static Weekday of(DayOfWeek day) {
        return values()[day.ordinal()];
    }

    DayOfWeek day() {
        return DayOfWeek.of(ordinal() + 1);
    }
}
