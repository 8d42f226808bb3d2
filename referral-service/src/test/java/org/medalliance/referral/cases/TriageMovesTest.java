package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.COLLEAGUE;
import static org.medalliance.referral.cases.Cases.DEPARTMENTS;
import static org.medalliance.referral.cases.Cases.FOURTH;
import static org.medalliance.referral.cases.Cases.OFFICER;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.THIRD;
import static org.medalliance.referral.cases.Cases.asked;
import static org.medalliance.referral.cases.Cases.bed;
import static org.medalliance.referral.cases.Cases.inTransit;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.proposed;
import static org.medalliance.referral.cases.Cases.submitted;
import static org.medalliance.referral.cases.Refused.conflict;
import static org.medalliance.referral.cases.Refused.invalid;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Claim;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Question;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Reservation;

/** What the receiving side decides before a patient travels, and how the sender answers. */
class TriageMovesTest {

    @Test
    void anOfficerHasAClaimedCaseAloneForAQuarterOfAnHour() {
        var claimed = TriageMoves.claimed(submitted(), OFFICER, minute(2));

        assertThat(claimed.state()).isEqualTo(State.SUBMITTED);
        assertThat(claimed.since()).isEqualTo(minute(1));
        assertThat(claimed.details().claim()).isEqualTo(new Claim("s-officer", "p-officer", minute(17)));
    }

    @Test
    void whoTakesACaseOverHasItAnew() {
        var taken = TriageMoves.claimed(TriageMoves.claimed(submitted(), OFFICER, minute(2)), COLLEAGUE, minute(9));

        assertThat(taken.details().claim()).isEqualTo(new Claim("s-colleague", "p-colleague", minute(24)));
    }

    @Test
    void aReleasedCaseIsAnybodysAgain() {
        var released = TriageMoves.released(TriageMoves.claimed(submitted(), OFFICER, minute(2)), minute(3));

        assertThat(released.details().claim()).isNull();
        assertThat(released.state()).isEqualTo(State.SUBMITTED);
        assertThat(released.movedAt()).isEqualTo(minute(3));
    }

    @Test
    void whoAcceptsReservesABedAndMayTakeItBackForTwoMinutes() {
        var before = TriageMoves.claimed(submitted(), OFFICER, minute(1));

        var after = TriageMoves.accepted(before, bed(minute(600)), DEPARTMENTS, OFFICER, minute(2));

        assertThat(after.state()).isEqualTo(State.ACCEPTED);
        assertThat(after.since()).isEqualTo(minute(2));
        assertThat(after.details().reservation()).isEqualTo(bed(minute(600)));
        assertThat(after.details().claim()).isNull();
        var undo = after.details().undo();
        assertThat(undo.by()).isEqualTo("s-officer");
        assertThat(undo.until()).isEqualTo(minute(4));
        assertThat(undo.version()).isEqualTo(after.version());
        assertThat(undo.state()).isEqualTo(State.SUBMITTED);
        assertThat(undo.destination()).isEqualTo(CARDIOLOGY);
        assertThat(undo.details()).isEqualTo(before.details());
    }

    @Test
    void aBedIsReservedInADepartmentOfTheHospitalAndForATimeToCome() {
        var it = submitted();

        assertThat(invalid(() -> TriageMoves.accepted(it, bed(minute(600)), Set.of("dental"), OFFICER, minute(2))))
                .isEqualTo("department-unknown /reservation/department");
        assertThat(invalid(
                        () -> TriageMoves.accepted(it, bed(minute(2).minusMillis(1)), DEPARTMENTS, OFFICER, minute(2))))
                .isEqualTo("reservation-in-past /reservation/at");
        assertThat(TriageMoves.accepted(it, bed(minute(2)), DEPARTMENTS, OFFICER, minute(2))
                        .state())
                .as("for this very moment")
                .isEqualTo(State.ACCEPTED);
    }

    @Test
    void whatIsTakenBackIsAsItWasButForItsLineInTheTimeLine() {
        var before = submitted();
        var forwarded = TriageMoves.forwarded(before, SECOND, "NO_CAPACITY", "full", OFFICER, minute(2));

        var undone = TriageMoves.undone(forwarded, minute(3));

        assertThat(undone.state()).isEqualTo(State.SUBMITTED);
        assertThat(undone.destination()).isEqualTo(CARDIOLOGY);
        assertThat(undone.version()).isEqualTo(forwarded.version() + 1);
        assertThat(undone.since()).isEqualTo(minute(3));
        assertThat(undone.details().hops()).isEmpty();
        assertThat(undone.details().undo()).isNull();
        assertThat(undone.details().remarks()).containsExactly(new Remark(forwarded.version() + 1, "UNDO", null, null));
    }

    @Test
    void onlyTheLastDecisionIsTakenBackAndNotTheOneBefore() {
        var once = TriageMoves.forwarded(submitted(), SECOND, "NO_CAPACITY", null, OFFICER, minute(2));
        var twice = TriageMoves.forwarded(once, THIRD, "NO_CAPACITY", null, OFFICER, minute(3));

        assertThat(twice.details().undo().details().undo()).isNull();
        var undone = TriageMoves.undone(twice, minute(4));
        assertThat(undone.destination()).isEqualTo(SECOND);
        assertThat(conflict(() -> TriageMoves.undone(undone, minute(4)))).isEqualTo("undo-over");
    }

    @Test
    void whatSomebodyBuiltUponIsNotTakenBack() {
        var departed = inTransit();

        assertThat(conflict(() -> TriageMoves.undone(departed, minute(4)))).isEqualTo("undo-over");
    }

    @Test
    void aQuestionGoesToTheSenderAndItsAnswerBringsTheCaseBack() {
        var asked = asked();
        assertThat(asked.state()).isEqualTo(State.INFO_REQUESTED);
        assertThat(asked.details().questions()).containsExactly(new Question("Which drugs?", minute(2), null, null));

        var answered = TriageMoves.answered(asked, "aspirin", minute(5));

        assertThat(answered.state()).isEqualTo(State.SUBMITTED);
        assertThat(answered.since()).isEqualTo(minute(5));
        assertThat(answered.details().questions())
                .containsExactly(new Question("Which drugs?", minute(2), "aspirin", minute(5)));
    }

    @Test
    void theSecondAnswerIsToTheSecondQuestion() {
        var once = TriageMoves.answered(asked(), "aspirin", minute(5));

        var twice = TriageMoves.answered(TriageMoves.asked(once, "Since when?", minute(6)), "two days", minute(7));

        assertThat(twice.details().questions())
                .containsExactly(
                        new Question("Which drugs?", minute(2), "aspirin", minute(5)),
                        new Question("Since when?", minute(6), "two days", minute(7)));
    }

    @Test
    void anAnsweredReturnIsAProposalAgain() {
        var asked = TriageMoves.asked(proposed(), "Which drugs?", minute(2));

        assertThat(TriageMoves.answered(asked, "aspirin", minute(5)).state()).isEqualTo(State.PROPOSED);
    }

    @Test
    void aForwardedCaseWaitsAtTheNextHospitalFromThenOn() {
        var before = submitted();

        var after = TriageMoves.forwarded(before, SECOND, "NO_CAPACITY", "full", OFFICER, minute(4));

        assertThat(after.state()).isEqualTo(State.SUBMITTED);
        assertThat(after.destination()).isEqualTo(SECOND);
        assertThat(after.since()).isEqualTo(minute(4));
        assertThat(after.details().hops()).containsExactly(new Hop("hospital", "cardio", minute(4)));
        assertThat(after.details().remarks())
                .containsExactly(new Remark(after.version(), "FORWARD", "NO_CAPACITY", "full"));
        var undo = after.details().undo();
        assertThat(undo.by()).isEqualTo("s-officer");
        assertThat(undo.until()).isEqualTo(minute(6));
        assertThat(undo.destination()).isEqualTo(CARDIOLOGY);
        assertThat(undo.details()).isEqualTo(before.details());
    }

    @Test
    void whatThePlatformPassesOnNobodyTakesBack() {
        var passed = TriageMoves.forwarded(submitted(), SECOND, null, null, null, minute(4));

        assertThat(passed.destination()).isEqualTo(SECOND);
        assertThat(passed.details().undo()).isNull();
        assertThat(passed.details().hops()).containsExactly(new Hop("hospital", "cardio", minute(4)));
        assertThat(passed.details().remarks()).containsExactly(new Remark(passed.version(), "PASS_ON", null, null));
    }

    @Test
    void nobodyIsSentToAndFro() {
        var twice = TriageMoves.forwarded(
                TriageMoves.forwarded(submitted(), SECOND, "NO_CAPACITY", null, OFFICER, minute(4)),
                THIRD,
                "NO_CAPACITY",
                null,
                OFFICER,
                minute(5));

        assertThat(invalid(() -> forwarded(twice, Place.of("clinic", "general"))))
                .isEqualTo("destination-is-origin /destination/institution");
        assertThat(invalid(() -> forwarded(twice, THIRD))).isEqualTo("destination-had-it /destination/institution");
        assertThat(invalid(() -> forwarded(twice, Place.of("hospital", "dental"))))
                .isEqualTo("destination-had-it /destination/institution");
        assertThat(invalid(() -> forwarded(twice, SECOND))).isEqualTo("destination-had-it /destination/institution");
        assertThat(forwarded(twice, FOURTH).details().hops())
                .extracting(Hop::institution)
                .containsExactly("hospital", "second", "third");
    }

    private static Referral forwarded(Referral it, Place to) {
        return TriageMoves.forwarded(it, to, "NO_CAPACITY", null, OFFICER, minute(6));
    }

    @Test
    void aVisitKeepsWhatToBringAlong() {
        var visit = new Reservation(Reservation.Kind.VISIT, "heart", null, null, minute(90), "insurance card");

        assertThat(TriageMoves.accepted(submitted(), visit, DEPARTMENTS, OFFICER, minute(2))
                        .details()
                        .reservation())
                .isEqualTo(visit);
    }
}
