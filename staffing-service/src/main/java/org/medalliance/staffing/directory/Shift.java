package org.medalliance.staffing.directory;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One shift of a weekly duty roster.
 *
 * @param unit a department's code or a {@link Centre}
 * @param weekday the day on which it begins
 * @param from local time of the county
 * @param to local time of the county; not after {@code from} means on the next day, so equal times are a whole day
 * @param onDuty who answers
 * @param chain who is asked next, in this order, while nobody answers
 */
public record Shift(
        String id,
        String institution,
        String unit,
        Weekday weekday,
        String from,
        String to,
        String onDuty,
        List<String> chain)
        implements DirectoryRow {

    static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final int MINUTES_A_DAY = 24 * 60;
    private static final int MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

    /** Units of duty that are no department of their own. */
    enum Centre {
        CHEST_PAIN,
        STROKE,
        TRAUMA,
        MATERNAL,
        NEWBORN,
        DUTY_OFFICE;

        static boolean isOne(String unit) {
            return Arrays.stream(values()).anyMatch(it -> it.name().equals(unit));
        }
    }

    /** A shift on a certain day. */
    record Turn(Shift shift, ZonedDateTime begins, ZonedDateTime ends) {
        boolean covers(ZonedDateTime at) {
            return !at.isBefore(begins) && at.isBefore(ends);
        }
    }

    /** The turn of this shift that covers the moment, begun today or yesterday. */
    Optional<Turn> turnAt(ZonedDateTime at) {
        var today = at.withZoneSameInstant(COUNTY).toLocalDate();
        return Stream.of(today, today.minusDays(1))
                .filter(date -> date.getDayOfWeek() == weekday.day())
                .map(this::turn)
                .filter(turn -> turn.covers(at))
                .findFirst();
    }

    private Turn turn(LocalDate date) {
        var begins = date.atTime(LocalTime.parse(from)).atZone(COUNTY);
        return new Turn(this, begins, begins.plus(length()));
    }

    Duration length() {
        return Duration.ofMinutes(minutes());
    }

    /** Whether the two meet in some minute of the week, which has no end. */
    boolean overlaps(Shift other) {
        return Math.floorMod(other.begin() - begin(), MINUTES_A_WEEK) < minutes()
                || Math.floorMod(begin() - other.begin(), MINUTES_A_WEEK) < other.minutes();
    }

    private int begin() {
        return weekday.ordinal() * MINUTES_A_DAY + minuteOfDay(from);
    }

    private int minutes() {
        var minutes = Math.floorMod(minuteOfDay(to) - minuteOfDay(from), MINUTES_A_DAY);
        return minutes == 0 ? MINUTES_A_DAY : minutes;
    }

    private static int minuteOfDay(String time) {
        return LocalTime.parse(time).toSecondOfDay() / 60;
    }
}
