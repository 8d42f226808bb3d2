package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.DEPARTMENTS;
import static org.medalliance.referral.cases.Cases.OFFICER;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.START;
import static org.medalliance.referral.cases.Cases.THIRD;
import static org.medalliance.referral.cases.Cases.bed;
import static org.medalliance.referral.cases.Cases.emergency;
import static org.medalliance.referral.cases.Cases.minute;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.deadline.Situation;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Transport;

/** From when the ladders of a ring-down count, and from when somebody is missed. */
class RingTimesTest {

    private static final List<Place> CAPABLE = List.of(CARDIOLOGY, SECOND, THIRD);

    @Test
    void eachHospitalHasItsOwnMinutesToAnswerIn() {
        var first = situation(emergency());
        assertThat(first.times()).containsEntry(ReferralLimits.RINGING_SINCE, START);
        assertThat(first.times()).containsEntry(ReferralLimits.LAST_RUNG, START);
        assertThat(first.facts()).containsEntry("ringing", "YES").containsEntry("rungBeside", "NO");

        var widened = EmergencyMoves.rungNext(emergency(), CAPABLE, minute(10));
        var beside = situation(widened);
        assertThat(beside.times()).containsEntry(ReferralLimits.RINGING_SINCE, START);
        assertThat(beside.times()).containsEntry(ReferralLimits.LAST_RUNG, minute(10));
        assertThat(beside.facts()).containsEntry("rungBeside", "YES");
        assertThat(beside.institutions()).containsEntry("STANDBY", "second").containsEntry("DESTINATION", "hospital");

        var redirected = situation(EmergencyMoves.redirected(widened, THIRD, "TEAM_BUSY", null, minute(12)));
        assertThat(redirected.times()).containsEntry(ReferralLimits.RINGING_SINCE, minute(12));
        assertThat(redirected.times()).containsEntry(ReferralLimits.LAST_RUNG, minute(12));
        assertThat(redirected.institutions()).containsEntry("STANDBY", "second").containsEntry("DESTINATION", "third");
    }

    @Test
    void whoAnswersEndsItForAll() {
        var heard = situation(
                EmergencyMoves.heard(EmergencyMoves.rungNext(emergency(), CAPABLE, minute(10)), "second", minute(11)));

        assertThat(heard.facts()).containsEntry("ringing", "NO").containsEntry("rungBeside", "NO");
        assertThat(heard.institutions()).doesNotContainKey("STANDBY");
    }

    @Test
    void theCallIsAsOldAsItsBeginningWhateverMovesMeanwhile() {
        var calling = emergency();
        assertThat(calling.ringingSince()).isEqualTo(START);

        var away = JourneyMoves.departed(
                calling, new Transport(Transport.Means.AMBULANCE, null, null, null, minute(40)), minute(8));
        assertThat(away.since()).isEqualTo(minute(8));
        assertThat(away.ringingSince()).isEqualTo(START);
        assertThat(EmergencyMoves.redirected(away, SECOND, "TEAM_BUSY", null, minute(9))
                        .ringingSince())
                .isEqualTo(START);

        assertThat(EmergencyMoves.heard(away, "hospital", minute(9)).ringingSince())
                .isNull();
        assertThat(JourneyMoves.withdrawn(calling, "IMPROVED", null, minute(9)).ringingSince())
                .as("nobody is awaited any more")
                .isNull();
        assertThat(Cases.accepted().ringingSince()).isNull();
    }

    @Test
    void nobodyIsMissedBeforeAHospitalHasSaidThatItIsReady() {
        var heard = EmergencyMoves.heard(expectedAt(minute(-45)), "hospital", minute(3));
        assertThat(situation(heard).times()).containsEntry(ReferralLimits.ETA, minute(3));

        var onTheWay = EmergencyMoves.heard(expectedAt(minute(25)), "hospital", minute(3));
        assertThat(situation(onTheWay).times()).containsEntry(ReferralLimits.ETA, minute(25));

        var unknown = EmergencyMoves.heard(emergency(), "hospital", minute(3));
        assertThat(situation(unknown).times()).containsEntry(ReferralLimits.ETA, minute(3));
        assertThat(situation(emergency()).times()).doesNotContainKey(ReferralLimits.ETA);
    }

    @Test
    void whoHasBeenPromisedATimeIsExpectedThen() {
        var accepted = Cases.accepted();

        assertThat(situation(accepted).times())
                .containsEntry(
                        ReferralLimits.ETA, accepted.details().reservation().at());
    }

    @Test
    void whoBecomesAnEmergencyIsNotAwaitedAtTheHourKeptForWhoCouldWait() {
        var inSixDays = minute(6 * 24 * 60);
        var raised = TriageMoves.raised(
                TriageMoves.accepted(Cases.submitted(), bed(inSixDays), DEPARTMENTS, OFFICER, minute(2)),
                Priority.EMERGENCY,
                "WORSE",
                null,
                minute(30));
        assertThat(situation(raised).times()).doesNotContainKey(ReferralLimits.ETA);

        var heard = EmergencyMoves.heard(raised, "hospital", minute(33));
        assertThat(situation(heard).times()).containsEntry(ReferralLimits.ETA, minute(33));
        assertThat(heard.details().reservation()).as("the bed is still kept").isEqualTo(bed(inSixDays));

        var changed =
                JourneyMoves.reservationChanged(heard, bed(minute(90)), DEPARTMENTS, "BED_LOST", null, minute(40));
        assertThat(situation(changed).times()).containsEntry(ReferralLimits.ETA, minute(90));

        var again = JourneyMoves.reinstated(JourneyMoves.notArrived(heard, minute(70)), inSixDays, minute(80));
        assertThat(situation(again).times())
                .as("even at the hour of old, once it was agreed on anew")
                .containsEntry(ReferralLimits.ETA, inSixDays);
    }

    @Test
    void whatIsCountedTowardsMissingThePatientCountsFromTheAnswer() {
        var heard = EmergencyMoves.heard(emergency(), "hospital", minute(3));

        assertThat(situation(heard).earliest()).isEqualTo(Map.of(ReferralLimits.NOT_THERE, minute(3)));
        assertThat(situation(emergency()).earliest()).isEmpty();
        assertThat(situation(Cases.accepted()).earliest()).isEmpty();
    }

    private static Referral expectedAt(Instant eta) {
        var it = emergency();
        return it.withDetails(it.details()
                .edited(edit -> edit.transport = new Transport(Transport.Means.AMBULANCE, null, null, null, eta)));
    }

    private static Situation situation(Referral it) {
        return ReferralDeadlines.situation(it);
    }
}
