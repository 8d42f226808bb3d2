package org.medalliance.telemedicine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeeklyHoursTest {

    private static final WeeklyHours MONDAYS = new WeeklyHours(
            "heart-1", "hospital", "03.04", DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(10, 10), 30);

    @Test
    void whatIsLeftOverAtTheEndIsNoSlot() {
        assertThat(MONDAYS.slots(new Span(at(0, "00:00"), at(1, "00:00"))))
                .extracting(Slot::startsAt)
                .containsExactly(at(0, "09:00"), at(0, "09:30"));
    }

    @Test
    void theyComeBackEveryWeek() {
        assertThat(MONDAYS.slots(new Span(at(0, "09:01"), at(14, "09:01"))))
                .extracting(Slot::startsAt)
                .containsExactly(at(0, "09:30"), at(7, "09:00"), at(7, "09:30"), at(14, "09:00"));
    }

    @Test
    void anExpertSitsThroughASpanWithinTheHoursOnly() {
        assertThat(MONDAYS.cover(new Span(at(0, "09:10"), at(0, "10:10")))).isTrue();
        assertThat(MONDAYS.cover(new Span(at(0, "09:10"), at(0, "10:11")))).isFalse();
        assertThat(MONDAYS.cover(new Span(at(1, "09:10"), at(1, "09:20")))).isFalse();
    }

    @Test
    void aSlotThatIsTouchedIsNotFree() {
        var window = new Span(at(0, "00:00"), at(1, "00:00"));

        assertThat(FreeSlots.free(
                        List.of(MONDAYS), Map.of("heart-1", List.of(new Span(at(0, "09:29"), at(0, "09:30")))), window))
                .extracting(Slot::startsAt)
                .containsExactly(at(0, "09:30"));
        assertThat(FreeSlots.free(
                        List.of(MONDAYS), Map.of("heart-2", List.of(new Span(at(0, "09:00"), at(0, "10:00")))), window))
                .hasSize(2);
    }
}
