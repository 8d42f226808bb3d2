package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.COLLEAGUE;
import static org.medalliance.referral.cases.Cases.FOURTH;
import static org.medalliance.referral.cases.Cases.OFFICER;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.SENDER;
import static org.medalliance.referral.cases.Cases.THIRD;
import static org.medalliance.referral.cases.Cases.TODAY;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.actor;
import static org.medalliance.referral.cases.Cases.declined;
import static org.medalliance.referral.cases.Cases.emergency;
import static org.medalliance.referral.cases.Cases.followed;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.submitted;
import static org.medalliance.referral.cases.Refused.conflict;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Condition;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Who;

/** When a case fulfils what the table asks beside its state. */
class ConditionsTest {

    private static boolean holds(Condition condition, Referral it, Who who) {
        return holds(condition, it, who, minute(5));
    }

    private static boolean holds(Condition condition, Referral it, Who who, Instant at) {
        return new Conditions(it, Set.of(Party.DESTINATION), actor(who), at).hold(condition);
    }

    @Test
    void aCaseThatNobodyHasClaimedIsEverybodys() {
        var it = submitted();

        assertThat(holds(Condition.NOT_CLAIMED, it, OFFICER)).isTrue();
        assertThat(holds(Condition.NOT_HELD_BY_ANOTHER, it, OFFICER)).isTrue();
        assertThat(holds(Condition.CLAIMED_BY_ME, it, OFFICER)).isFalse();
        assertThat(holds(Condition.CLAIMED_BY_ANOTHER, it, OFFICER)).isFalse();
    }

    @Test
    void aClaimIsItsOfficersAndAnObstacleToTheOthers() {
        var it = TriageMoves.claimed(submitted(), OFFICER, minute(4));

        assertThat(holds(Condition.NOT_CLAIMED, it, OFFICER)).isFalse();
        assertThat(holds(Condition.CLAIMED_BY_ME, it, OFFICER)).isTrue();
        assertThat(holds(Condition.CLAIMED_BY_ANOTHER, it, OFFICER)).isFalse();
        assertThat(holds(Condition.NOT_HELD_BY_ANOTHER, it, OFFICER)).isTrue();

        assertThat(holds(Condition.NOT_CLAIMED, it, COLLEAGUE)).isFalse();
        assertThat(holds(Condition.CLAIMED_BY_ME, it, COLLEAGUE)).isFalse();
        assertThat(holds(Condition.CLAIMED_BY_ANOTHER, it, COLLEAGUE)).isTrue();
        assertThat(holds(Condition.NOT_HELD_BY_ANOTHER, it, COLLEAGUE)).isFalse();
    }

    @Test
    void aClaimThatIsOverIsNobodys() {
        var it = TriageMoves.claimed(submitted(), OFFICER, minute(4));

        assertThat(holds(Condition.CLAIMED_BY_ME, it, OFFICER, minute(19))).isFalse();
        assertThat(holds(Condition.CLAIMED_BY_ANOTHER, it, COLLEAGUE, minute(19)))
                .isFalse();
    }

    @Test
    void anAppealIsDecidedBySomebodyElseThanTheDecliner() {
        assertThat(holds(Condition.NOT_THE_DECLINER, submitted(), OFFICER)).isTrue();
        assertThat(holds(Condition.NOT_THE_DECLINER, TriageMoves.undone(declined(), minute(3)), OFFICER))
                .isTrue();

        var appealed = TriageMoves.appealed(declined(), "He cannot wait", minute(4));
        assertThat(holds(Condition.NOT_THE_DECLINER, appealed, OFFICER)).isFalse();
        assertThat(holds(Condition.NOT_THE_DECLINER, appealed, COLLEAGUE)).isTrue();
    }

    @Test
    void aDeclinersHandsAreFreeWhereNobodyAppealed() {
        assertThat(holds(Condition.NOT_THE_DECLINER, declined(), OFFICER)).isTrue();
    }

    @Test
    void anAppealIsMadeOnce() {
        assertThat(holds(Condition.NOT_APPEALED, declined(), SENDER)).isTrue();
        assertThat(holds(Condition.NOT_APPEALED, TriageMoves.appealed(declined(), "no", minute(4)), SENDER))
                .isFalse();
    }

    @Test
    void anObjectionIsMadeOnce() {
        assertThat(holds(Condition.NOT_OBJECTED, submitted(), SENDER)).isTrue();
        assertThat(holds(Condition.NOT_OBJECTED, TriageMoves.objected(submitted(), "no", minute(4)), SENDER))
                .isFalse();
    }

    @Test
    void aHospitalAsksTwiceAndNotAThirdTime() {
        var once = TriageMoves.answered(Cases.asked(), "aspirin", minute(3));
        var twice = TriageMoves.answered(TriageMoves.asked(once, "Since when?", minute(4)), "today", minute(5));

        assertThat(holds(Condition.ASKED_LESS_THAN_TWICE, submitted(), OFFICER)).isTrue();
        assertThat(holds(Condition.ASKED_LESS_THAN_TWICE, once, OFFICER)).isTrue();
        assertThat(holds(Condition.ASKED_LESS_THAN_TWICE, twice, OFFICER)).isFalse();
    }

    @Test
    void aCaseIsSentOnThriceAndNotAFourthTime() {
        var twice = forwarded(forwarded(submitted(), SECOND), THIRD);

        assertThat(holds(Condition.HOPS_LEFT, twice, OFFICER)).isTrue();
        assertThat(holds(Condition.HOPS_LEFT, forwarded(twice, FOURTH), OFFICER))
                .isFalse();
    }

    private static Referral forwarded(Referral it, Place to) {
        return TriageMoves.forwarded(it, to, "NO_CAPACITY", null, OFFICER, minute(2));
    }

    @Test
    void onlyWhatIsNoEmergencyYetIsRaised() {
        assertThat(holds(Condition.NOT_AN_EMERGENCY, submitted(), SENDER)).isTrue();
        assertThat(holds(Condition.NOT_AN_EMERGENCY, emergency(), SENDER)).isFalse();
    }

    @Test
    void aDecisionIsItsMakersToTakeBackWhileNobodyBuiltUponIt() {
        var it = accepted();

        assertThat(holds(Condition.UNDOABLE_BY_ME, it, OFFICER, minute(3))).isTrue();
        assertThat(holds(Condition.UNDOABLE_BY_ME, it, COLLEAGUE, minute(3))).isFalse();
        assertThat(holds(Condition.UNDOABLE_BY_ME, it, OFFICER, minute(4))).isFalse();
        assertThat(holds(Condition.UNDOABLE_BY_ME, submitted(), OFFICER, minute(3)))
                .isFalse();
        assertThat(holds(Condition.UNDOABLE_BY_ME, Cases.inTransit(), OFFICER, minute(3)))
                .isFalse();
        // A version that was made around the moves, as a change of a draft is.
        var elsewhere = submitted().withDetails(it.details());
        assertThat(elsewhere.version()).isNotEqualTo(it.version());
        assertThat(holds(Condition.UNDOABLE_BY_ME, elsewhere, OFFICER, minute(3)))
                .isFalse();
    }

    @Test
    void aNoticeIsForTheInstitutionThatIsOwedIt() {
        var it = JourneyMoves.diverted(accepted(), SECOND, "ROAD", null, minute(4));
        var there = new Who("s-there", null, "second");

        assertThat(holds(Condition.NOTICE_FOR_ME, it, there)).isTrue();
        assertThat(holds(Condition.NOTICE_FOR_ME, it, OFFICER)).isFalse();
        assertThat(holds(
                        Condition.NOTICE_FOR_ME,
                        TriageMoves.noticed(it, Set.of(Party.DESTINATION), there, minute(5)),
                        there))
                .isFalse();
    }

    @Test
    void anEmergencyRingsUntilItIsHeard() {
        assertThat(holds(Condition.RINGING, emergency(), OFFICER)).isTrue();
        assertThat(holds(Condition.RINGING, EmergencyMoves.heard(emergency(), "hospital", minute(1)), OFFICER))
                .isFalse();
        assertThat(holds(Condition.RINGING, accepted(), OFFICER)).isFalse();
    }

    @Test
    void onlyAGreenChannelHasATimeNodeSheetAndOnlyAStampedNodeIsCorrected() {
        var stamped = EmergencyMoves.stamped(emergency(), "DOOR", minute(3), "s", "hospital", minute(4));

        assertThat(holds(Condition.HAS_TIME_NODES, emergency(), OFFICER)).isTrue();
        assertThat(holds(Condition.HAS_TIME_NODES, accepted(), OFFICER)).isFalse();
        assertThat(holds(Condition.STAMPED, emergency(), OFFICER)).isFalse();
        assertThat(holds(Condition.STAMPED, stamped, OFFICER)).isTrue();
    }

    @Test
    void aTaskIsDoneWhileOneIsOpen() {
        var one = DownMoves.taskDone(followed(), 0, TODAY, null, minute(600));

        assertThat(holds(Condition.TASKS_OPEN, one, SENDER)).isTrue();
        assertThat(holds(Condition.TASKS_OPEN, DownMoves.taskDone(one, 1, TODAY, null, minute(601)), SENDER))
                .isFalse();
    }

    @Test
    void aCommandIsRefusedWithTheFirstConditionThatStandsAgainstIt() {
        var accept = rule(Action.ACCEPT);
        assertThat(accept.guards()).containsExactly(Condition.NOT_HELD_BY_ANOTHER, Condition.NOT_THE_DECLINER);
        var appealed = TriageMoves.appealed(declined(), "He cannot wait", minute(4));
        var held = TriageMoves.claimed(appealed, COLLEAGUE, minute(5));

        assertThatCode(() -> require(accept, submitted())).doesNotThrowAnyException();
        assertThat(conflict(() -> require(accept, appealed))).isEqualTo("unless-not-the-decliner");
        assertThat(conflict(() -> require(accept, held))).isEqualTo("unless-not-held-by-another");
        assertThat(conflict(
                        () -> require(rule(Action.RAISE_PRIORITY), submitted().with(Priority.EMERGENCY))))
                .isEqualTo("unless-not-an-emergency");
    }

    private static void require(Rule<State, Action> rule, Referral it) {
        new Conditions(it, Set.of(Party.DESTINATION), actor(OFFICER), minute(6)).require(rule);
    }

    private static Rule<State, Action> rule(Action action) {
        return ReferralLifecycle.rules(Direction.UP).stream()
                .filter(it -> it.action() == action)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyConditionHasItsOwnWords() {
        assertThat(Arrays.stream(Condition.values()).map(Conditions::code))
                .doesNotHaveDuplicates()
                .contains("unless-ringing", "unless-asked-less-than-twice");
    }

    @Test
    void aRaisedCaseThatWasAcceptedRings() {
        var it = TriageMoves.raised(accepted(), Priority.EMERGENCY, "WORSE", null, minute(3));

        assertThat(holds(Condition.RINGING, it, OFFICER)).isTrue();
        assertThat(it.details().ring().rung()).containsExactly(CARDIOLOGY);
    }
}
