package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.OFFICER;
import static org.medalliance.referral.cases.Cases.PATIENT;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.START;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.actor;
import static org.medalliance.referral.cases.Cases.draft;
import static org.medalliance.referral.cases.Cases.emergency;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.submitted;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Remark;

/** What every move does to a case, whatever else it does. */
class ReferralTest {

    @Test
    void aCaseBeginsAtItsSendersAndGoesNowhereYet() {
        var begun = Case.begun(actor(Cases.SENDER), "R20261122-0009", Direction.ACROSS, PATIENT, State.DRAFT, START)
                .build();

        assertThat(begun.version()).isEqualTo(1);
        assertThat(begun.alliance()).isEqualTo("ruijin");
        assertThat(begun.number()).isEqualTo("R20261122-0009");
        assertThat(begun.direction()).isEqualTo(Direction.ACROSS);
        assertThat(begun.priority()).isEqualTo(Priority.ROUTINE);
        assertThat(begun.pathway()).isEqualTo(Pathway.GENERAL);
        assertThat(begun.specialty()).isEmpty();
        assertThat(begun.patient()).isEqualTo(PATIENT);
        assertThat(begun.origin()).isEqualTo(new Place("clinic", null, "p-doctor"));
        assertThat(begun.destination()).isEqualTo(Place.UNDECIDED);
        assertThat(begun.destination().wasChosen()).isFalse();
        assertThat(begun.state()).isEqualTo(State.DRAFT);
        assertThat(begun.details()).isEqualTo(ReferralDetails.NONE);
        assertThat(begun.synthetic()).isFalse();
        assertThat(begun.submittedAt()).isEqualTo(START);
        assertThat(begun.since()).isEqualTo(START);
        assertThat(begun.movedAt()).isEqualTo(START);
    }

    @Test
    void noTwoCasesShareAnId() {
        assertThat(draft().id()).isNotEqualTo(draft().id());
    }

    @Test
    void whatADraftSaysIsPutTogetherPieceByPiece() {
        var begun = Case.begun(actor(Cases.SENDER), "R20261122-0009", Direction.UP, PATIENT, State.DRAFT, START);

        var whole = Case.of(begun.build())
                .with(Priority.URGENT, Pathway.STROKE)
                .to(CARDIOLOGY, "03.04")
                .details(edit -> edit.reason = "BEYOND_CAPABILITY")
                .details(edit -> edit.objection = "no")
                .build();

        assertThat(whole.priority()).isEqualTo(Priority.URGENT);
        assertThat(whole.pathway()).isEqualTo(Pathway.STROKE);
        assertThat(whole.destination()).isEqualTo(CARDIOLOGY);
        assertThat(whole.destination().wasChosen()).isTrue();
        assertThat(whole.specialty()).isEqualTo("03.04");
        assertThat(whole.details().reason()).isEqualTo("BEYOND_CAPABILITY");
        assertThat(whole.details().objection()).isEqualTo("no");
        assertSameCase(begun.build(), whole);
        assertThat(whole.version()).isEqualTo(1);
        assertThat(whole.state()).isEqualTo(State.DRAFT);
    }

    @Test
    void aMoveMakesTheNextVersionAtItsTime() {
        var before = submitted();

        var after = before.moved(State.CONSULTING, minute(5), _ -> {});

        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.movedAt()).isEqualTo(minute(5));
        assertThat(after.state()).isEqualTo(State.CONSULTING);
        assertThat(after.destination()).isEqualTo(before.destination());
        assertThat(after.priority()).isEqualTo(before.priority());
        assertThat(after.pathway()).isEqualTo(before.pathway());
        assertThat(after.specialty()).isEqualTo(before.specialty());
        assertSameCase(before, after);
    }

    @Test
    void theTimeInAStateGoesOnUntilTheStateOrTheDestinationChanges() {
        var before = submitted();

        assertThat(since(before.moved(State.SUBMITTED, minute(5), _ -> {}))).isEqualTo(minute(1));
        assertThat(since(before.moved(State.SUBMITTED, Place.of("hospital", "heart"), minute(5), _ -> {})))
                .as("another department of the same hospital")
                .isEqualTo(minute(1));
        assertThat(since(before.moved(State.SUBMITTED, SECOND, minute(5), _ -> {})))
                .isEqualTo(minute(5));
        assertThat(since(before.moved(State.ACCEPTED, minute(5), _ -> {}))).isEqualTo(minute(5));
    }

    private static Instant since(Referral it) {
        return it.since();
    }

    @Test
    void aClaimLastsWhileTheCaseWaitsAtTheSameHospital() {
        var claimed = TriageMoves.claimed(submitted(), OFFICER, minute(2));

        assertThat(claimed.moved(State.SUBMITTED, minute(3), _ -> {}).details().claim())
                .isEqualTo(claimed.details().claim())
                .isNotNull();
        assertThat(claimed.moved(State.SUBMITTED, SECOND, minute(3), _ -> {})
                        .details()
                        .claim())
                .isNull();
        assertThat(claimed.moved(State.CONSULTING, minute(3), _ -> {}).details().claim())
                .isNull();
    }

    @Test
    void anyMoveEndsTheTimeToUndo() {
        assertThat(accepted().details().undo()).isNotNull();
        assertThat(accepted()
                        .moved(State.ACCEPTED, minute(3), _ -> {})
                        .details()
                        .undo())
                .isNull();
    }

    @Test
    void whatIsSaidAnewOfACaseLeavesTheRestAsItWas() {
        var before = accepted();

        var raised = before.with(Priority.URGENT);
        assertThat(raised.priority()).isEqualTo(Priority.URGENT);
        assertThat(raised.pathway()).isEqualTo(before.pathway());
        assertThat(raised.submittedAt()).isEqualTo(before.submittedAt());
        assertSameStanding(before, raised);
        assertThat(raised.details()).isEqualTo(before.details());

        var told = before.withDetails(ReferralDetails.NONE);
        assertThat(told.details()).isEqualTo(ReferralDetails.NONE);
        assertThat(told.priority()).isEqualTo(before.priority());
        assertThat(told.submittedAt()).isEqualTo(before.submittedAt());
        assertSameStanding(before, told);

        var sent = before.with(Priority.URGENT, Pathway.STROKE, "07.01", minute(9));
        assertThat(sent.priority()).isEqualTo(Priority.URGENT);
        assertThat(sent.pathway()).isEqualTo(Pathway.STROKE);
        assertThat(sent.specialty()).isEqualTo("07.01");
        assertThat(sent.submittedAt()).isEqualTo(minute(9));
        assertThat(sent.details()).isEqualTo(before.details());
        assertThat(sent.state()).isEqualTo(before.state());
        assertThat(sent.version()).isEqualTo(before.version());
    }

    @Test
    void onlyAnEmergencyIsOne() {
        assertThat(emergency().isEmergency()).isTrue();
        assertThat(submitted().isEmergency()).isFalse();
        assertThat(submitted().with(Priority.URGENT).isEmergency()).isFalse();
    }

    @Test
    void aCaseWasAcceptedWhenABedIsReservedOrItRang() {
        assertThat(submitted().wasAccepted()).isFalse();
        assertThat(accepted().wasAccepted()).isTrue();
        assertThat(emergency().wasAccepted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aCaseIsErasedWhenItHasEndedAndHoldsNothingMore(State state) {
        var emptied = submitted().moved(state, minute(9), _ -> {});
        var ended = state == State.CLOSED || state == State.WITHDRAWN;

        assertThat(emptied.isErased()).isEqualTo(ended);
        assertThat(emptied.moved(state, minute(9), edit -> edit.reason = "BEYOND_CAPABILITY")
                        .isErased())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aCaseIsOpenFromItsSendingToItsEnd(State state) {
        assertThat(state.isOpen()).isEqualTo(state != State.DRAFT && state != State.CLOSED && state != State.WITHDRAWN);
    }

    @Test
    void aRemarkBelongsToTheVersionThatItsMoveMakes() {
        assertThat(submitted().remark(Action.DIVERT, "ROAD", "flooded"))
                .isEqualTo(new Remark(submitted().version() + 1, "DIVERT", "ROAD", "flooded"));
    }

    @Test
    void aNoticeIsOwedUntilItIsAcknowledged() {
        assertThat(submitted().notice(Action.DIVERT, Party.DESTINATION, "second", minute(4)))
                .isEqualTo(new Notice("DIVERT", "DESTINATION", "second", minute(4), null, null));
        assertThat(submitted().noticeToSender(Action.REDIRECT, minute(4)))
                .isEqualTo(new Notice("REDIRECT", "ORIGIN", "clinic", minute(4), null, null));
    }

    private static void assertSameCase(Referral before, Referral after) {
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.alliance()).isEqualTo(before.alliance());
        assertThat(after.number()).isEqualTo(before.number());
        assertThat(after.direction()).isEqualTo(before.direction());
        assertThat(after.patient()).isEqualTo(before.patient());
        assertThat(after.origin()).isEqualTo(before.origin());
        assertThat(after.synthetic()).isEqualTo(before.synthetic());
        assertThat(after.submittedAt()).isEqualTo(before.submittedAt());
    }

    private static void assertSameStanding(Referral before, Referral after) {
        assertSameCase(before, after);
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.specialty()).isEqualTo(before.specialty());
        assertThat(after.destination()).isEqualTo(before.destination());
        assertThat(after.state()).isEqualTo(before.state());
        assertThat(after.since()).isEqualTo(before.since());
        assertThat(after.movedAt()).isEqualTo(before.movedAt());
    }
}
