package org.medalliance.local.county;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * One line of the weekly duty roster, in the county's local time.
 *
 * @param unit a department's code, an emergency centre or DUTY_OFFICE
 * @param to end of the duty; at or before {@code from} it is on the next day
 * @param chain who is called next, in order, when the person on duty does not answer
 */
record Duty(
        String id,
        String institution,
        String unit,
        DayOfWeek weekday,
        LocalTime from,
        LocalTime to,
        String onDuty,
        List<String> chain) {}
