package org.medalliance.telemedicine.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Stream;

/**
 * Hours at which an expert sits at the consult desk of a specialty, every week, in the county's time.
 *
 * @param provider the institution at which the expert belongs
 * @param slotMinutes length of one consult; what is left over at the end is no slot
 */
record WeeklyHours(
        String expert,
        String provider,
        String specialty,
        DayOfWeek weekday,
        LocalTime begins,
        LocalTime ends,
        int slotMinutes) {

    static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    /** Slots that begin in the span, earliest first. */
    Stream<Slot> slots(Span within) {
        return sittings(within)
                .flatMap(this::cut)
                .filter(slot -> !slot.startsAt().isBefore(within.startsAt())
                        && slot.startsAt().isBefore(within.endsAt()));
    }

    WeeklyHours at(String institution) {
        return new WeeklyHours(expert, institution, specialty, weekday, begins, ends, slotMinutes);
    }

    /** Whether the expert sits at the desk through all of it. */
    boolean cover(Span span) {
        return sittings(span).anyMatch(sitting -> sitting.contains(span));
    }

    boolean overlap(WeeklyHours other) {
        return expert.equals(other.expert)
                && weekday == other.weekday
                && begins.isBefore(other.ends)
                && other.begins.isBefore(ends);
    }

    private Stream<Span> sittings(Span within) {
        var first = LocalDate.ofInstant(within.startsAt(), COUNTY);
        var last = LocalDate.ofInstant(within.endsAt(), COUNTY);
        return first.datesUntil(last.plusDays(1))
                .filter(day -> day.getDayOfWeek() == weekday)
                .map(day -> new Span(at(day, begins), at(day, ends)));
    }

    private Stream<Slot> cut(Span sitting) {
        var length = Duration.ofMinutes(slotMinutes);
        return Stream.iterate(
                        sitting.startsAt(),
                        start -> !start.plus(length).isAfter(sitting.endsAt()),
                        start -> start.plus(length))
                .map(start -> new Slot(expert, start, start.plus(length)));
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(COUNTY).toInstant();
    }
}
