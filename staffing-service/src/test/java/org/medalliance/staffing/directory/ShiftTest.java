package org.medalliance.staffing.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftTest {

    private static Shift shift(Weekday weekday, String from, String to) {
        return new Shift("r", "lead", "CARD", weekday, from, to, "a", List.of());
    }

    private static ZonedDateTime at(String text) {
        return OffsetDateTime.parse(text).atZoneSameInstant(Shift.COUNTY);
    }

    @Test
    void aNightShiftCoversTheMorningAfter() {
        var monday = shift(Weekday.MON, "18:00", "08:00");

        assertThat(monday.turnAt(at("2026-11-24T03:00:00+08:00"))).isPresent();
        assertThat(monday.turnAt(at("2026-11-23T18:00:00+08:00"))).isPresent();
        assertThat(monday.turnAt(at("2026-11-24T08:00:00+08:00"))).isEmpty();
        assertThat(monday.turnAt(at("2026-11-23T03:00:00+08:00"))).isEmpty();
    }

    @Test
    void timesAreTheCountysWhereverTheyAreAskedFrom() {
        var monday = shift(Weekday.MON, "00:00", "02:00");

        assertThat(monday.turnAt(at("2026-11-22T17:00:00Z"))).isPresent();
        assertThat(monday.turnAt(at("2026-11-23T01:00:00Z"))).isEmpty();
    }

    @Test
    void equalTimesAreAWholeDay() {
        var day = shift(Weekday.SAT, "08:00", "08:00");

        assertThat(day.turnAt(at("2026-11-29T07:59:00+08:00"))).isPresent();
        assertThat(day.turnAt(at("2026-11-29T08:00:00+08:00"))).isEmpty();
    }

    @Test
    void shiftsThatTouchDoNotOverlap() {
        assertThat(shift(Weekday.SUN, "18:00", "08:00").overlaps(shift(Weekday.MON, "08:00", "18:00")))
                .isFalse();
        assertThat(shift(Weekday.SUN, "18:00", "08:00").overlaps(shift(Weekday.MON, "07:59", "18:00")))
                .isTrue();
        assertThat(shift(Weekday.MON, "07:59", "18:00").overlaps(shift(Weekday.SUN, "18:00", "08:00")))
                .isTrue();
        assertThat(shift(Weekday.MON, "08:00", "18:00").overlaps(shift(Weekday.TUE, "08:00", "18:00")))
                .isFalse();
    }
}
