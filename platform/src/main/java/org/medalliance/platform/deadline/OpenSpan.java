package org.medalliance.platform.deadline;

import jakarta.validation.constraints.NotNull;
import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * Hours of a weekday at which an institution is open, in the county's time.
 *
 * @param to exclusive; 00:00 is the end of the day
 */
public record OpenSpan(
        @NotNull DayOfWeek day,
        @NotNull LocalTime from,
        @NotNull LocalTime to) {

    /** In seconds of the day. */
    int begins() {
        return from.toSecondOfDay();
    }

    /** In seconds of the day. */
    int ends() {
        return to.equals(LocalTime.MIDNIGHT) ? 24 * 60 * 60 : to.toSecondOfDay();
    }
}
