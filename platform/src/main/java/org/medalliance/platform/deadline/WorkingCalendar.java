package org.medalliance.platform.deadline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Public holidays and the weekend days that are worked instead, as the State Council publishes them each November for
 * the year after. The file {@code calendar/cn.json} can be replaced ({@code alliance.calendar}).
 *
 * @param holidays closed, whatever the weekday
 * @param workdays worked like a Monday, though a weekend day
 */
record WorkingCalendar(Set<LocalDate> holidays, Set<LocalDate> workdays) {

    /** @param source where the dates were published */
    record Year(int year, String source, Set<LocalDate> holidays, Set<LocalDate> workdays) {}

    private record Years(Set<Year> years) {}

    static WorkingCalendar read(Resource file, JsonMapper json) {
        var holidays = new TreeSet<LocalDate>();
        var workdays = new TreeSet<LocalDate>();
        try (var content = file.getInputStream()) {
            for (var year : json.readValue(content, Years.class).years()) {
                holidays.addAll(year.holidays());
                workdays.addAll(year.workdays());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The calendar %s cannot be read.".formatted(file), e);
        }
        return new WorkingCalendar(holidays, workdays);
    }

    /** Until when we know what is decided; after that weekends and weekdays are all there is. */
    LocalDate knownUntil() {
        return holidays.stream().max(LocalDate::compareTo).orElse(LocalDate.EPOCH);
    }

    boolean isClosed(LocalDate day) {
        return holidays.contains(day);
    }

    /** The weekday whose hours count on this day. */
    DayOfWeek weekday(LocalDate day) {
        return workdays.contains(day) ? DayOfWeek.MONDAY : day.getDayOfWeek();
    }
}
