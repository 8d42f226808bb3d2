package org.medalliance.platform.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * Counts time in an institution's opening hours, in the county's zone. An adjusted working day that has hours of its own
 * weekday (a hospital open on Saturdays) keeps the longer of the two.
 */
record WorkingTime(WorkingCalendar calendar, List<OpenSpan> hours) {

    static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    /** More than any limit may be: a year of long holidays. */
    private static final int LONGEST_DAYS = 800;

    private record Span(Instant from, Instant to) {}

    /** When the duration has passed, counted from the start; right at the opening when it starts while closed. */
    Instant plus(Instant start, Duration duration) {
        var left = duration;
        var day = LocalDate.ofInstant(start, COUNTY);
        for (int days = 0; days < LONGEST_DAYS; days++, day = day.plusDays(1)) {
            for (var span : open(day)) {
                var from = span.from().isBefore(start) ? start : span.from();
                if (from.isBefore(span.to())) {
                    var here = Duration.between(from, span.to());
                    if (left.compareTo(here) < 0) {
                        return from.plus(left);
                    }
                    left = left.minus(here);
                    if (left.isZero() && !duration.isZero()) {
                        return span.to();
                    }
                }
            }
        }
        throw new IllegalStateException("Within two years these opening hours do not add up to " + duration + ".");
    }

    /** How much of the time between was open. */
    Duration between(Instant start, Instant end) {
        var counted = Duration.ZERO;
        var last = LocalDate.ofInstant(end, COUNTY);
        for (var day = LocalDate.ofInstant(start, COUNTY); !day.isAfter(last); day = day.plusDays(1)) {
            for (var span : open(day)) {
                var from = span.from().isBefore(start) ? start : span.from();
                var to = span.to().isAfter(end) ? end : span.to();
                if (from.isBefore(to)) {
                    counted = counted.plus(Duration.between(from, to));
                }
            }
        }
        return counted;
    }

    private List<Span> open(LocalDate day) {
        if (calendar.isClosed(day)) {
            return List.of();
        }
        var own = on(day, day.getDayOfWeek());
        var counted = on(day, calendar.weekday(day));
        return length(own).compareTo(length(counted)) > 0 ? own : counted;
    }

    private List<Span> on(LocalDate day, java.time.DayOfWeek weekday) {
        var midnight = day.atStartOfDay(COUNTY).toInstant();
        return hours.stream()
                .filter(it -> it.day() == weekday)
                .sorted(Comparator.comparingInt(OpenSpan::begins))
                .map(it -> new Span(midnight.plusSeconds(it.begins()), midnight.plusSeconds(it.ends())))
                .toList();
    }

    private static Duration length(List<Span> spans) {
        return spans.stream().map(it -> Duration.between(it.from(), it.to())).reduce(Duration.ZERO, Duration::plus);
    }
}
