package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.medalliance.referral.cases.Cases.SENDER;
import static org.medalliance.referral.cases.Cases.TODAY;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.followed;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.plan;
import static org.medalliance.referral.cases.Cases.proposed;
import static org.medalliance.referral.cases.Refused.invalid;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.CarePlan.Task;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Remark;

/** A patient goes home: proposed, followed up, recalled or finished. */
class DownMovesTest {

    private static final UUID UP_AGAIN = new UUID(9, 9);

    @Test
    void aDeclinedReturnIsProposedAgainWithWhatWasMended() {
        var declined = TriageMoves.declined(proposed(), "NO_DRUG", "no heparin here", SENDER, minute(2));
        var mended = plan(List.of(), List.of());

        var it = DownMoves.proposedAgain(declined, mended, "tablets instead", minute(9));

        assertThat(it.state()).isEqualTo(State.PROPOSED);
        assertThat(it.since()).isEqualTo(minute(9));
        assertThat(it.details().carePlan()).isEqualTo(mended);
        assertThat(it.details().remarks())
                .hasSize(2)
                .endsWith(new Remark(it.version(), "RE_PROPOSE", null, "tablets instead"));
    }

    @Test
    void aVisitFillsTheFirstDateThatIsDue() {
        var before = followed();

        var it = visited(before, TODAY, null);

        assertThat(it.state()).isEqualTo(State.FOLLOWING_UP);
        assertThat(it.version()).isEqualTo(before.version() + 1);
        assertThat(it.details().carePlan().followUps())
                .containsExactly(
                        new FollowUp(TODAY.plusDays(7), TODAY, "blood pressure steady"),
                        new FollowUp(TODAY.plusDays(14), null, null));
        assertRestOfThePlan(before, it);
        assertThat(it.details().carePlan().tasks()).isEqualTo(plan().tasks());
    }

    @Test
    void aVisitThatNobodyPlannedIsAdded() {
        var it = visited(visited(visited(followed(), TODAY, null), TODAY, null), TODAY.minusDays(1), null);

        assertThat(it.details().carePlan().followUps())
                .containsExactly(
                        new FollowUp(TODAY.plusDays(7), TODAY, "blood pressure steady"),
                        new FollowUp(TODAY.plusDays(14), TODAY, "blood pressure steady"),
                        new FollowUp(TODAY.minusDays(1), TODAY.minusDays(1), "blood pressure steady"));
    }

    @Test
    void aVisitMayArrangeTheNext() {
        assertThat(visited(followed(), TODAY, TODAY.plusDays(1))
                        .details()
                        .carePlan()
                        .followUps())
                .hasSize(3)
                .endsWith(new FollowUp(TODAY.plusDays(1), null, null));
    }

    @Test
    void aVisitIsNotTomorrowAndTheNextIsNotToday() {
        var it = followed();

        assertThat(invalid(() -> visited(it, TODAY.plusDays(1), null))).isEqualTo("follow-up-in-future /on");
        assertThat(invalid(() -> visited(it, TODAY, TODAY))).isEqualTo("follow-up-next-in-past /next");
    }

    private static Referral visited(Referral it, LocalDate seen, @Nullable LocalDate next) {
        return DownMoves.followedUp(it, seen, "blood pressure steady", next, TODAY, minute(600));
    }

    private static void assertRestOfThePlan(Referral before, Referral after) {
        var was = before.details().carePlan();
        var is = after.details().carePlan();
        assertThat(is)
                .isEqualTo(new CarePlan(
                        was.summary(),
                        was.checklist(),
                        is.tasks(),
                        was.medication(),
                        is.followUps(),
                        was.recallWhen()));
    }

    @Test
    void theNextVisitIsTheFirstThatIsNotDone() {
        assertThat(DownMoves.nextDue(followed())).isEqualTo(TODAY.plusDays(7));
        assertThat(DownMoves.nextDue(visited(followed(), TODAY, null))).isEqualTo(TODAY.plusDays(14));
        assertThat(DownMoves.nextDue(visited(visited(followed(), TODAY, null), TODAY, null)))
                .isNull();
        assertThat(DownMoves.nextDue(accepted())).as("nobody goes home").isNull();
    }

    @Test
    void aTaskIsDoneOnceAndStaysInItsPlace() {
        var before = followed();

        var it = DownMoves.taskDone(before, 0, TODAY, "slowly", minute(600));

        assertThat(it.state()).isEqualTo(State.FOLLOWING_UP);
        assertThat(it.version()).isEqualTo(before.version() + 1);
        assertThat(it.details().carePlan().tasks())
                .containsExactly(
                        new Task("walk", TODAY.plusDays(3), TODAY, "slowly"),
                        new Task("climb stairs", TODAY.plusDays(9), null, null));
        assertRestOfThePlan(before, it);
        assertThat(it.details().carePlan().followUps()).isEqualTo(plan().followUps());
        assertThat(invalid(() -> DownMoves.taskDone(it, 0, TODAY, null, minute(601))))
                .isEqualTo("task-done /task");
    }

    @Test
    void aTaskThatIsNotPlannedIsNotDone() {
        assertThat(invalid(() -> DownMoves.taskDone(followed(), 2, TODAY, null, minute(600))))
                .isEqualTo("task-unknown /task");
    }

    @Test
    void tasksAreOpenUntilTheLastIsDone() {
        var one = DownMoves.taskDone(followed(), 1, TODAY, null, minute(600));
        var both = DownMoves.taskDone(one, 0, TODAY, null, minute(601));

        assertThat(DownMoves.hasOpenTasks(followed())).isTrue();
        assertThat(DownMoves.hasOpenTasks(one)).isTrue();
        assertThat(DownMoves.hasOpenTasks(both)).isFalse();
        assertThat(DownMoves.hasOpenTasks(accepted())).isFalse();
    }

    @Test
    void aCaseThatGoesDownWithoutAPlanIsAMistakeOfOurs() {
        assertThatIllegalStateException().isThrownBy(() -> DownMoves.taskDone(accepted(), 0, TODAY, null, minute(600)));
        assertThatIllegalStateException().isThrownBy(() -> visited(accepted(), TODAY, null));
    }

    @Test
    void aRecallNamesTheCaseThatBringsThePatientBack() {
        var it = recalled();

        assertThat(it.state()).isEqualTo(State.RECALLED);
        assertThat(it.details().recalledBy()).isEqualTo(UP_AGAIN);
        assertThat(it.details().remarks()).containsExactly(new Remark(it.version(), "RECALL", "WORSE", "chest pain"));
    }

    private static Referral recalled() {
        return DownMoves.recalled(followed(), UP_AGAIN, "WORSE", "chest pain", minute(700));
    }

    @Test
    void aHospitalThatTakesItsPatientBackIsNotToldOfItself() {
        var it = DownMoves.recallAccepted(recalled(), "hospital", minute(710));

        assertThat(it.state()).isEqualTo(State.CLOSED);
        assertThat(it.details().closing()).isEqualTo(Closing.RECALLED);
        assertThat(it.details().notices()).isEmpty();
    }

    @Test
    void aHospitalWhosePatientAnotherTookIsTold() {
        var it = DownMoves.recallAccepted(recalled(), "second", minute(710));

        assertThat(it.state()).isEqualTo(State.CLOSED);
        assertThat(it.details().closing()).isEqualTo(Closing.RECALLED);
        assertThat(it.details().notices())
                .containsExactly(new Notice("RECALL_ACCEPTED", "ORIGIN", "hospital", minute(710), null, null));
    }

    @Test
    void aRecallThatCameToNothingLeavesThePatientWithTheClinic() {
        var it = DownMoves.recallEnded(recalled(), minute(710));

        assertThat(it.state()).isEqualTo(State.FOLLOWING_UP);
        assertThat(it.since()).isEqualTo(minute(710));
        assertThat(it.details().recalledBy()).isNull();
    }

    @Test
    void theClinicFinishesWithASummary() {
        var it = DownMoves.finished(followed(), "back at work", minute(9000));

        assertThat(it.state()).isEqualTo(State.TREATED);
        assertThat(it.details().outcome()).isEqualTo(new Outcome("back at work", null));
    }

    @Test
    void theFirstTaskThatIsOpenIsDueNextAndNoneWhenAllAreDone() {
        var first = DownMoves.taskDone(followed(), 0, TODAY, null, minute(600));
        var all = DownMoves.taskDone(first, 1, TODAY, null, minute(601));

        assertThat(DownMoves.nextTaskDue(followed())).isEqualTo(TODAY.plusDays(3));
        assertThat(DownMoves.nextTaskDue(first)).isEqualTo(TODAY.plusDays(9));
        assertThat(DownMoves.nextTaskDue(all)).isNull();
        assertThat(DownMoves.nextTaskDue(accepted())).as("nobody goes home").isNull();
        assertThat(ReferralDeadlines.situation(first).times())
                .containsEntry("taskDue", Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(ReferralDeadlines.situation(first).facts()).containsEntry("taskOpen", "YES");
        assertThat(ReferralDeadlines.situation(all).facts()).containsEntry("taskOpen", "NO");
    }

    @Test
    void aTaskIsDoneBetweenTheDayBeforeTheCaseAndToday() {
        assertThat(invalid(() -> DownMoves.taskDone(followed(), 0, TODAY.plusDays(1), null, minute(600))))
                .isEqualTo("task-in-future /on");
        assertThat(invalid(() -> DownMoves.taskDone(followed(), 0, TODAY.minusDays(2), null, minute(600))))
                .isEqualTo("time-before-case /on");
        assertThat(invalid(() -> visited(followed(), TODAY.minusDays(2), null))).isEqualTo("time-before-case /on");
    }

    @Test
    void theNextVisitLiesWithinAYear() {
        assertThat(invalid(() -> visited(followed(), TODAY, TODAY.plusYears(1).plusDays(1))))
                .isEqualTo("plan-day-too-far /next");
        visited(followed(), TODAY, TODAY.plusYears(1));
    }

    @Test
    void whoHasNoPlannedVisitIsSeenAWeekAfterComingHome() {
        assertThat(DownMoves.nextDue(followed(plan(List.of(), List.of())))).isEqualTo(TODAY.plusDays(7));
        assertThat(DownMoves.nextDue(proposed(plan(List.of(), List.of()))))
                .as("not home yet")
                .isNull();
    }

    @Test
    void aDeathOnTheWayBackEndsTheReturnAndWhoeverDidNotRecordItIsTold() {
        var up = Cases.inTransit();

        var recorded =
                DownMoves.diedRecalled(recalled(), JourneyMoves.died(up, minute(709), false, minute(709)), minute(710));

        assertThat(recorded.state()).isEqualTo(State.CLOSED);
        assertThat(recorded.details().closing()).isEqualTo(Closing.DIED);
        assertThat(recorded.details().diedAt()).isEqualTo(minute(709));
        assertThat(recorded.details().notices())
                .containsExactly(new Notice("RECORD_DEATH", "DESTINATION", "clinic", minute(710), null, null));
        assertThat(DownMoves.diedRecalled(
                                recalled(), JourneyMoves.died(up, minute(709), true, minute(709)), minute(710))
                        .details()
                        .notices())
                .containsExactly(new Notice("RECORD_DEATH", "ORIGIN", "hospital", minute(710), null, null));
    }
}
