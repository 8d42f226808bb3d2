package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.COLLEAGUE;
import static org.medalliance.referral.cases.Cases.DEPARTMENTS;
import static org.medalliance.referral.cases.Cases.FOURTH;
import static org.medalliance.referral.cases.Cases.OFFICER;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.THIRD;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.asked;
import static org.medalliance.referral.cases.Cases.bed;
import static org.medalliance.referral.cases.Cases.declined;
import static org.medalliance.referral.cases.Cases.inTransit;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.proposed;
import static org.medalliance.referral.cases.Cases.submitted;
import static org.medalliance.referral.cases.Cases.treated;
import static org.medalliance.referral.cases.Refused.conflict;
import static org.medalliance.referral.cases.Refused.invalid;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Claim;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Decline;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Question;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;

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
    void aDeclineSaysWhyAndByWhomAndMayBeTakenBack() {
        var before = submitted();

        var after = TriageMoves.declined(before, "NO_CAPACITY", "all beds taken", OFFICER, minute(3));

        assertThat(after.state()).isEqualTo(State.DECLINED_PENDING_ACK);
        assertThat(after.details().decline())
                .isEqualTo(new Decline("NO_CAPACITY", "all beds taken", "s-officer", "hospital"));
        assertThat(after.details().remarks())
                .containsExactly(new Remark(after.version(), "DECLINE", "NO_CAPACITY", "all beds taken"));
        assertThat(after.details().undo().by()).isEqualTo("s-officer");
        assertThat(after.details().undo().until()).isEqualTo(minute(5));
        assertThat(TriageMoves.undone(after, minute(4)).details().decline()).isNull();
    }

    @Test
    void anAppealBringsADeclinedCaseBackAndKeepsTheDecline() {
        var before = declined();

        var after = TriageMoves.appealed(before, "He cannot wait", minute(9));

        assertThat(after.state()).isEqualTo(State.SUBMITTED);
        assertThat(after.details().appeal()).isEqualTo("He cannot wait");
        assertThat(after.details().decline()).isEqualTo(before.details().decline());
        assertThat(after.details().remarks())
                .hasSize(2)
                .endsWith(new Remark(after.version(), "APPEAL", null, "He cannot wait"));
    }

    @Test
    void whoAcknowledgesWhatBecameOfACaseClosesItAsThat() {
        var closed = TriageMoves.acknowledged(declined(), minute(9));
        assertThat(closed.state()).isEqualTo(State.CLOSED);
        assertThat(closed.since()).isEqualTo(minute(9));
        assertThat(closed.details().closing()).isEqualTo(Closing.DECLINED);

        var treated = TriageMoves.acknowledged(treated(), minute(6000));
        assertThat(treated.state()).isEqualTo(State.CLOSED);
        assertThat(treated.details().closing()).isEqualTo(Closing.TREATED);

        var gone = JourneyMoves.leftNetwork(Cases.arrived(), "provincial", "BEYOND_COUNTY", null, minute(60));
        assertThat(TriageMoves.acknowledged(gone, minute(61)).details().closing())
                .isEqualTo(Closing.OUT_OF_NETWORK);

        var missed = JourneyMoves.notArrived(
                TriageMoves.accepted(proposed(), bed(minute(600)), DEPARTMENTS, Cases.SENDER, minute(2)), minute(700));
        var givenUp = JourneyMoves.givenUp(missed, "IMPROVED", null, minute(800));
        assertThat(TriageMoves.acknowledged(givenUp, minute(801)).details().closing())
                .isEqualTo(Closing.NOT_ARRIVED);
    }

    @Test
    void aCaseWithoutOutcomeIsNotAcknowledged() {
        assertThatIllegalStateException().isThrownBy(() -> TriageMoves.acknowledged(accepted(), minute(9)));
    }

    @Test
    void aPriorityIsOnlyEverRaised() {
        var urgent = TriageMoves.raised(submitted(), Priority.URGENT, "WORSE", "in pain", minute(4));

        assertThat(urgent.priority()).isEqualTo(Priority.URGENT);
        assertThat(urgent.state()).isEqualTo(State.SUBMITTED);
        assertThat(urgent.details().remarks())
                .containsExactly(new Remark(urgent.version(), "RAISE_PRIORITY", "WORSE", "in pain"));
        assertThat(urgent.details().ring()).isNull();
        assertThat(invalid(() -> TriageMoves.raised(urgent, Priority.URGENT, "WORSE", null, minute(5))))
                .isEqualTo("priority-not-higher /priority");
        assertThat(invalid(() -> TriageMoves.raised(urgent, Priority.ROUTINE, "WORSE", null, minute(5))))
                .isEqualTo("priority-not-higher /priority");
    }

    @Test
    void whoBecomesAnEmergencyBeforeOrOnTheWayIsRungFor() {
        var rings = new Ring(minute(5), List.of(CARDIOLOGY), null, null);

        assertThat(raised(accepted(), Priority.EMERGENCY).details().ring()).isEqualTo(rings);
        assertThat(raised(inTransit(), Priority.EMERGENCY).details().ring()).isEqualTo(rings);
        assertThat(raised(submitted(), Priority.EMERGENCY).details().ring())
                .as("nobody has said yet that they take the patient")
                .isNull();
        assertThat(raised(accepted(), Priority.URGENT).details().ring()).isNull();
    }

    private static Referral raised(Referral it, Priority to) {
        return TriageMoves.raised(it, to, "WORSE", null, minute(5));
    }

    @Test
    void anAcknowledgementTakesAllThatIsOwedToThatInstitutionAndNothingElse() {
        var diverted = JourneyMoves.diverted(accepted(), SECOND, "ROAD", null, minute(4));

        var heard = TriageMoves.noticed(diverted, Set.of(Party.ORIGIN), Cases.SENDER, minute(6));

        assertThat(heard.state()).isEqualTo(diverted.state());
        assertThat(heard.details().notices())
                .containsExactly(
                        new Notice("DIVERT", "ORIGIN", "clinic", minute(4), "s-doctor", minute(6)),
                        new Notice("DIVERT", "DESTINATION", "second", minute(4), null, null));
    }

    @Test
    void whatWasAcknowledgedOnceKeepsItsFirstReader() {
        var diverted = JourneyMoves.diverted(accepted(), SECOND, "ROAD", null, minute(4));
        var heard = TriageMoves.noticed(diverted, Set.of(Party.ORIGIN), Cases.SENDER, minute(6));

        var again = TriageMoves.noticed(heard, Set.of(Party.ORIGIN), Cases.SENDER, minute(7));

        assertThat(again.details().notices()).isEqualTo(heard.details().notices());
    }

    @Test
    void whoHoldsNoPartInTheCaseIsOwedNothing() {
        var notice = new Notice("DIVERT", "ORIGIN", "clinic", minute(4), null, null);

        assertThat(TriageMoves.isFor(notice, Set.of(Party.ORIGIN), "clinic")).isTrue();
        assertThat(TriageMoves.isFor(notice, Set.of(Party.FORMER), "second")).isFalse();
        assertThat(TriageMoves.isFor(notice, Set.of(), "clinic")).isFalse();
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
