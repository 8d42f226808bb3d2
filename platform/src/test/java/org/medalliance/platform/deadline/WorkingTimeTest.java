package org.medalliance.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

class WorkingTimeTest {

    private static final WorkingCalendar CALENDAR =
            WorkingCalendar.read(new ClassPathResource("calendar/cn.json"), JsonMapper.shared());

    private final WorkingTime time = new WorkingTime(CALENDAR, NoteDeadlines.HOURS);

    private static Instant at(String county) {
        return OffsetDateTime.parse(county + ":00+08:00").toInstant();
    }

    @Test
    void aDayOffIsPassedOver() {
        // Friday the 25th of September 2026 is Mid-Autumn; the Sunday before was worked.
        assertThat(time.plus(at("2026-09-24T16:00"), Duration.ofHours(4))).isEqualTo(at("2026-09-28T10:00"));
        assertThat(time.plus(at("2026-09-19T10:00"), Duration.ofHours(4))).isEqualTo(at("2026-09-20T12:00"));
    }

    @Test
    void nineDaysOfSpringFestivalCountNothing() {
        assertThat(time.plus(at("2026-02-14T17:00"), Duration.ofHours(2))).isEqualTo(at("2026-02-24T09:00"));
        assertThat(time.between(at("2026-02-15T00:00"), at("2026-02-24T00:00"))).isZero();
    }

    @Test
    void whatBeginsAtNightBeginsWithTheOpening() {
        assertThat(time.plus(at("2026-11-23T22:00"), Duration.ZERO)).isEqualTo(at("2026-11-24T08:00"));
        assertThat(time.plus(at("2026-11-23T12:30"), Duration.ofMinutes(30))).isEqualTo(at("2026-11-23T14:30"));
    }

    @Test
    void whatIsOverAtTheClosingIsOverThenAndNotTheNextMorning() {
        assertThat(time.plus(at("2026-11-23T08:00"), Duration.ofHours(4))).isEqualTo(at("2026-11-23T12:00"));
    }

    @Test
    void countingAndAddingAreOneAnothersInverse() {
        var start = at("2026-09-18T09:17");
        for (int minutes = 0; minutes < 6_000; minutes += 37) {
            var end = time.plus(start, Duration.ofMinutes(minutes));
            assertThat(time.between(start, end)).isEqualTo(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void theCalendarKnowsThisYearAndSaysForHowLong() {
        assertThat(CALENDAR.knownUntil()).isEqualTo(LocalDate.of(2026, 10, 7));
        assertThat(CALENDAR.isClosed(LocalDate.of(2026, 2, 17))).isTrue();
        assertThat(CALENDAR.workdays()).contains(LocalDate.of(2026, 2, 28));
    }
}
