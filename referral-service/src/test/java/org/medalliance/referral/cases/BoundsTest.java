package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.medalliance.referral.cases.Cases.START;
import static org.medalliance.referral.cases.Cases.TODAY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.command.DownCommands.GivenCarePlan;
import org.medalliance.referral.command.DownCommands.GivenTask;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.CarePlan.Task;

/** The last moment and the last day that is taken, and the first that is not. */
class BoundsTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void whatHappenedMayBeADayOlderThanTheCase() {
        var it = Cases.submitted();
        var first = it.submittedAt().minus(Duration.ofDays(1));

        taken(() -> CaseTimes.refuseBefore(it, first, "/at"));
        assertThat(Refused.invalid(() -> CaseTimes.refuseBefore(it, first.minus(MOMENT), "/at")))
                .isEqualTo("time-before-case /at");
        taken(() -> CaseTimes.refuseBefore(it, TODAY.minusDays(1), "/on"));
        assertThat(Refused.invalid(() -> CaseTimes.refuseBefore(it, TODAY.minusDays(2), "/on")))
                .isEqualTo("time-before-case /on");
    }

    @Test
    void nobodyIsPromisedAPlaceMoreThanAYearAhead() {
        var last = START.plus(Duration.ofDays(366));

        taken(() -> CaseTimes.refuseFarAhead(last, START, "/reservation/at"));
        assertThat(Refused.invalid(() -> CaseTimes.refuseFarAhead(last.plus(MOMENT), START, "/reservation/at")))
                .isEqualTo("time-too-far /reservation/at");
    }

    @Test
    void anArrivalIsExpectedWithinADayToEitherSide() {
        taken(() -> CaseTimes.refuseFarArrival(null, START));
        taken(() -> CaseTimes.refuseFarArrival(hours(-24), START));
        taken(() -> CaseTimes.refuseFarArrival(hours(24), START));
        assertThat(Refused.invalid(() -> CaseTimes.refuseFarArrival(hours(-24).minus(MOMENT), START)))
                .isEqualTo("eta-in-past /transport/eta");
        assertThat(Refused.invalid(() -> CaseTimes.refuseFarArrival(hours(24).plus(MOMENT), START)))
                .isEqualTo("eta-too-late /transport/eta");
    }

    @Test
    void theDayIsTheCountys() {
        assertThat(CaseTimes.day(Instant.parse("2026-11-22T15:59:59Z"))).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(CaseTimes.day(Instant.parse("2026-11-22T16:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void theDaysOfAPlanLieBetweenTodayAndAYearAhead() {
        var last = TODAY.plusYears(1);

        taken(() -> PlanDates.check(given(List.of(TODAY, last), List.of(TODAY, last)), TODAY));
        assertThat(faults(() -> PlanDates.check(
                        given(
                                List.of(TODAY, TODAY.minusDays(1), last.plusDays(1)),
                                List.of(TODAY, last.plusDays(1), TODAY.minusDays(1))),
                        TODAY)))
                .containsExactly(
                        "plan-day-in-past /carePlan/followUps/1",
                        "plan-day-too-far /carePlan/followUps/2",
                        "plan-day-too-far /carePlan/tasks/1/due",
                        "plan-day-in-past /carePlan/tasks/2/due");
    }

    @Test
    void aPlanThatWasDraftedDaysAgoIsAskedTheSame() {
        var plan = Cases.plan(
                List.of(new Task("walk", TODAY, null, null)), List.of(new FollowUp(TODAY.plusDays(7), null, null)));

        taken(() -> PlanDates.check(plan, TODAY));
        assertThat(faults(() -> PlanDates.check(plan, TODAY.plusDays(8))))
                .containsExactly("plan-day-in-past /carePlan/followUps/0", "plan-day-in-past /carePlan/tasks/0/due");
    }

    private static GivenCarePlan given(List<LocalDate> followUps, List<LocalDate> tasks) {
        return new GivenCarePlan(
                "stable",
                List.of(),
                tasks.stream().map(due -> new GivenTask("walk", due)).toList(),
                List.of(),
                followUps,
                "chest pain");
    }

    private static List<String> faults(ThrowingCallable check) {
        return catchThrowableOfType(Refusal.Invalid.class, check).faults().stream()
                .map(it -> it.code() + " " + it.pointer())
                .toList();
    }

    private static Instant hours(long hours) {
        return START.plus(Duration.ofHours(hours));
    }

    private static void taken(ThrowingCallable check) {
        assertThatCode(check).doesNotThrowAnyException();
    }
}
