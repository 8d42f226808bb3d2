package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.DEPARTMENTS;
import static org.medalliance.referral.cases.Cases.OFFICER;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.THIRD;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.bed;
import static org.medalliance.referral.cases.Cases.declined;
import static org.medalliance.referral.cases.Cases.inTransit;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.proposed;
import static org.medalliance.referral.cases.Cases.submitted;
import static org.medalliance.referral.cases.Cases.treated;
import static org.medalliance.referral.cases.Refused.invalid;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Decline;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Ring;

/** What a decline, a raised priority or an exceptional move leaves for the other side to hear. */
class NoticesTest {

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

        var gone = JourneyMoves.leftNetwork(Cases.arrived(), "OTHER", "provincial", "BEYOND_COUNTY", null, minute(60));
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
        var rings = new Ring(minute(5), List.of(CARDIOLOGY), null, null, Map.of());

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
    void whoSentTheCaseOnIsRemindedOfItsOwnNoticeAndTheNextHospitalIsNot() {
        var diverted = JourneyMoves.diverted(accepted(), SECOND, "ROAD", null, minute(4));
        assertThat(ReferralDeadlines.situation(diverted).facts()).containsEntry("noticeDestination", "YES");

        var forwarded = TriageMoves.forwarded(diverted, THIRD, "NO_CAPACITY", null, OFFICER, minute(5));

        var situation = ReferralDeadlines.situation(forwarded);
        assertThat(situation.facts())
                .containsEntry("noticeDestination", "NO")
                .containsEntry("noticeFormer", "YES")
                .containsEntry("noticeOrigin", "YES");
        assertThat(situation.institutions()).containsEntry("FORMER", "second").containsEntry("DESTINATION", "third");
        assertThat(ReferralDeadlines.situation(TriageMoves.undone(forwarded, minute(6)))
                        .facts())
                .containsEntry("noticeDestination", "YES")
                .containsEntry("noticeFormer", "NO");
    }

    @Test
    void whatWasAcknowledgedOnceKeepsItsFirstReader() {
        var diverted = JourneyMoves.diverted(accepted(), SECOND, "ROAD", null, minute(4));
        var heard = TriageMoves.noticed(diverted, Set.of(Party.ORIGIN), Cases.SENDER, minute(6));

        var again = TriageMoves.noticed(heard, Set.of(Party.ORIGIN), Cases.SENDER, minute(7));

        assertThat(again.details().notices()).isEqualTo(heard.details().notices());
    }

    @Test
    void whoIsToldAgainAndAgainCanConfirm() {
        var ladders = ReferralLimits.DEFAULTS.limits().stream()
                .filter(it -> it.name().startsWith("notice-"))
                .toList();
        assertThat(ladders).hasSize(5);
        for (var ladder : ladders) {
            for (var direction : ladder.when().get("direction")) {
                var last = ladder.steps().getLast();
                assertThat(confirming(Direction.valueOf(direction), Party.valueOf(last.party())))
                        .as("%s of %s", ladder.name(), direction)
                        .contains(last.role());
            }
        }
    }

    private static List<String> confirming(Direction direction, Party party) {
        return ReferralLifecycle.rules(direction).stream()
                .filter(it -> it.action() == Action.ACKNOWLEDGE_NOTICE)
                .flatMap(it -> it.by().stream())
                .filter(it -> it.party() == party)
                .flatMap(it -> it.roles().stream())
                .map(Role::authority)
                .toList();
    }

    @Test
    void aRecallThatWasSeenIsNotHeardOfAgain() {
        assertThat(ReferralLimits.DEFAULTS.limits())
                .filteredOn(it -> it.name().equals("recall"))
                .singleElement()
                .matches(it -> it.repeat() != null && it.untilActedOn() == null);
    }

    @Test
    void whoHoldsNoPartInTheCaseIsOwedNothing() {
        var notice = new Notice("DIVERT", "ORIGIN", "clinic", minute(4), null, null);

        assertThat(TriageMoves.isFor(notice, Set.of(Party.ORIGIN), "clinic")).isTrue();
        assertThat(TriageMoves.isFor(notice, Set.of(Party.FORMER), "second")).isFalse();
        assertThat(TriageMoves.isFor(notice, Set.of(), "clinic")).isFalse();
    }
}
