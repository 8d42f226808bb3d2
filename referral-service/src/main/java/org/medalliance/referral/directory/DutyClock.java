package org.medalliance.referral.directory;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Whether a weekly duty covers a moment, in the county's own time. */
public final class DutyClock {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private DutyClock() {}

    public static boolean covers(Directory.Roster roster, Instant moment) {
        return covers(roster.weekday(), roster.from(), roster.to(), moment);
    }

    static boolean covers(String weekday, String from, String to, Instant moment) {
        var local = moment.atZone(COUNTY);
        var begins = LocalTime.parse(from);
        var ends = LocalTime.parse(to);
        var time = local.toLocalTime();
        var today = weekday.equals(name(local.getDayOfWeek()));
        if (begins.isBefore(ends)) {
            return today && !time.isBefore(begins) && time.isBefore(ends);
        }
        var yesterday = weekday.equals(name(local.getDayOfWeek().minus(1)));
        return today && !time.isBefore(begins) || yesterday && time.isBefore(ends);
    }

    /** On which a duty that covers the moment can have begun. */
    static List<String> weekdays(Instant moment) {
        var today = moment.atZone(COUNTY).getDayOfWeek();
        return List.of(name(today), name(today.minus(1)));
    }

    private static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toUpperCase(Locale.ROOT);
    }
}
