package org.medalliance.referral.directory;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;

/** Whether a weekly duty covers a moment, in the county's own time. */
public final class DutyClock {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private DutyClock() {}

    public static boolean covers(Directory.Roster roster, Instant moment) {
        var local = moment.atZone(COUNTY);
        var from = LocalTime.parse(roster.from());
        var to = LocalTime.parse(roster.to());
        var time = local.toLocalTime();
        if (from.isBefore(to)) {
            return isOn(roster, local.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        return isOn(roster, local.getDayOfWeek()) && !time.isBefore(from)
                || isOn(roster, local.getDayOfWeek().minus(1)) && time.isBefore(to);
    }

    private static boolean isOn(Directory.Roster roster, DayOfWeek day) {
        return roster.weekday().equals(day.name().substring(0, 3).toUpperCase(Locale.ROOT));
    }
}
