package org.medalliance.platform.deadline;

import jakarta.validation.constraints.NotNull;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hours of a weekday at which an institution is open, in the county's time.
 *
 * @param to exclusive; 00:00 is the end of the day
 */
public record OpenSpan(
        @NotNull DayOfWeek day,
        @NotNull LocalTime from,
        @NotNull LocalTime to) {

    /** Where nobody says otherwise: Monday to Friday, eight to half past five. */
    public static final List<OpenSpan> WORKING_WEEK = Stream.of(DayOfWeek.values())
            .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
            .map(day -> new OpenSpan(day, LocalTime.of(8, 0), LocalTime.of(17, 30)))
            .toList();

    /** In seconds of the day. */
    int begins() {
        return from.toSecondOfDay();
    }

    /** In seconds of the day. */
    int ends() {
        return to.equals(LocalTime.MIDNIGHT) ? 24 * 60 * 60 : to.toSecondOfDay();
    }
}
