package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.DEPARTMENTS;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.START;
import static org.medalliance.referral.cases.Cases.THIRD;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.admitted;
import static org.medalliance.referral.cases.Cases.arrived;
import static org.medalliance.referral.cases.Cases.bed;
import static org.medalliance.referral.cases.Cases.draft;
import static org.medalliance.referral.cases.Cases.emergency;
import static org.medalliance.referral.cases.Cases.followed;
import static org.medalliance.referral.cases.Cases.inTransit;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.notArrived;
import static org.medalliance.referral.cases.Cases.proposed;
import static org.medalliance.referral.cases.Cases.submitted;
import static org.medalliance.referral.cases.Refused.conflict;
import static org.medalliance.referral.cases.Refused.invalid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.Transport;

/** From the sending to the outcome: reserved, on the way, there. */
class JourneyMovesTest {

    @Test
    void aDraftThatIsSentCountsFromItsSending() {
        var draft = draft();

        var it = JourneyMoves.sent(draft, State.SUBMITTED, minute(5));

        assertThat(it.state()).isEqualTo(State.SUBMITTED);
        assertThat(it.submittedAt()).isEqualTo(minute(5));
        assertThat(it.since()).isEqualTo(minute(5));
        assertThat(it.destination()).isEqualTo(CARDIOLOGY);
        assertThat(it.specialty()).isEqualTo("03.04");
        assertThat(it.id()).isEqualTo(draft.id());
        assertThat(it.version()).isEqualTo(draft.version() + 1);
        assertThat(proposed().state()).isEqualTo(State.PROPOSED);
    }

    @Test
    void theSenderIsToldOfAChangedReservation() {
        var it = changed(accepted(), bed(minute(900)));

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.since()).isEqualTo(minute(2));
        assertThat(it.details().reservation()).isEqualTo(bed(minute(900)));
        assertThat(it.details().remarks())
                .containsExactly(new Remark(it.version(), "CHANGE_RESERVATION", "BED_LOST", "burst pipe"));
        assertThat(it.details().notices()).containsExactly(owed("CHANGE_RESERVATION", "ORIGIN", "clinic", minute(4)));
    }

    @Test
    void aReservationIsChangedToADepartmentThatIsThereAndATimeToCome() {
        var it = accepted();

        assertThat(invalid(() -> changed(it, bed(minute(3))))).isEqualTo("reservation-in-past /reservation/at");
        assertThat(invalid(() ->
                        JourneyMoves.reservationChanged(it, bed(minute(900)), Set.of(), "BED_LOST", null, minute(4))))
                .isEqualTo("department-unknown /reservation/department");
    }

    private static Referral changed(Referral it, Reservation reservation) {
        return JourneyMoves.reservationChanged(it, reservation, DEPARTMENTS, "BED_LOST", "burst pipe", minute(4));
    }

    private static Notice owed(String of, String party, String institution, Instant at) {
        return new Notice(of, party, institution, at, null, null);
    }

    @Test
    void whoDepartsIsExpected() {
        var it = departed(minute(3), minute(60));

        assertThat(it.state()).isEqualTo(State.IN_TRANSIT);
        assertThat(it.since()).isEqualTo(minute(4));
        assertThat(it.details().transport())
                .isEqualTo(new Transport(Transport.Means.AMBULANCE, "赣B·12345", "nurse", minute(3), minute(60)));
        assertThat(it.details().reservation()).isEqualTo(bed(minute(600)));
    }

    @Test
    void whoDoesNotSayWhenDepartsNow() {
        assertThat(departed(null, minute(60)).details().transport().departedAt())
                .isEqualTo(minute(4));
        assertThat(departed(minute(4), null).details().transport().eta())
                .as("nobody knows when")
                .isNull();
    }

    @Test
    void nobodyDepartsTomorrowOrArrivesYesterday() {
        assertThat(invalid(() -> departed(minute(4).plusMillis(1), minute(60))))
                .isEqualTo("departure-in-future /transport/departedAt");
        assertThat(invalid(() -> departed(minute(3), minute(4).minusMillis(1))))
                .isEqualTo("eta-in-past /transport/eta");
        assertThat(departed(minute(4), minute(4)).state())
                .as("at this very moment")
                .isEqualTo(State.IN_TRANSIT);
    }

    private static Referral departed(@Nullable Instant left, @Nullable Instant eta) {
        return JourneyMoves.departed(
                accepted(), new Transport(Transport.Means.AMBULANCE, "赣B·12345", "nurse", left, eta), minute(4));
    }

    @Test
    void aDivertedPatientWaitsForTheNextHospitalsWordAndBothSidesAreTold() {
        var it = diverted(inTransit(), SECOND);

        assertThat(it.state()).isEqualTo(State.SUBMITTED);
        assertThat(it.destination()).isEqualTo(SECOND);
        assertThat(it.since()).isEqualTo(minute(9));
        assertThat(it.details().reservation()).isNull();
        assertThat(it.details().ring()).isNull();
        assertThat(it.details().hops()).containsExactly(new Hop("hospital", "cardio", minute(9)));
        assertThat(it.details().remarks()).containsExactly(new Remark(it.version(), "DIVERT", "ROAD", "flooded"));
        assertThat(it.details().notices())
                .containsExactly(
                        owed("DIVERT", "ORIGIN", "clinic", minute(9)),
                        owed("DIVERT", "DESTINATION", "second", minute(9)));
    }

    @Test
    void aDivertedEmergencyGoesOnAndRingsThere() {
        var it = diverted(emergency(), SECOND);

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.destination()).isEqualTo(SECOND);
        assertThat(it.since()).isEqualTo(minute(9));
        assertThat(it.details().ring())
                .isEqualTo(new Ring(START, List.of(SECOND), null, null, Map.of("second", minute(9))));
        assertThat(it.details().hops()).containsExactly(new Hop("hospital", "cardio", minute(9)));
    }

    @Test
    void aDiversionThatNobodyHasAnsweredLeavesThoseRungBesideRinging() {
        var widened = EmergencyMoves.rungNext(emergency(), List.of(SECOND), minute(2));

        var it = diverted(widened, THIRD);

        assertThat(it.details().ring())
                .isEqualTo(new Ring(
                        START, List.of(THIRD, SECOND), null, null, Map.of("second", minute(2), "third", minute(9))));
        assertThat(EmergencyMoves.heard(it, "second", minute(10)).destination()).isEqualTo(SECOND);
    }

    @Test
    void aDiversionOfWhatWasAnsweredRingsAnew() {
        var heard = EmergencyMoves.heard(
                EmergencyMoves.rungNext(emergency(), List.of(SECOND), minute(2)), "hospital", minute(3));

        assertThat(diverted(heard, THIRD).details().ring())
                .isEqualTo(new Ring(minute(9), List.of(THIRD), null, null, Map.of()));
    }

    @Test
    void whileItRingsNobodySaysThatThePatientDidNotCome() {
        assertThat(conflict(() -> JourneyMoves.notArrived(emergency(), minute(300))))
                .isEqualTo("ring-down-unanswered");
        assertThat(JourneyMoves.notArrived(EmergencyMoves.heard(emergency(), "hospital", minute(1)), minute(300))
                        .state())
                .isEqualTo(State.NOT_ARRIVED);
    }

    @Test
    void nobodyIsDivertedToWhereTheCaseHasBeen() {
        var it = diverted(inTransit(), SECOND);

        assertThat(invalid(() -> diverted(it, CARDIOLOGY))).isEqualTo("destination-had-it /destination/institution");
        assertThat(invalid(() -> diverted(it, Place.of("clinic", "general"))))
                .isEqualTo("destination-is-origin /destination/institution");
    }

    private static Referral diverted(Referral it, Place to) {
        return JourneyMoves.diverted(it, to, "ROAD", "flooded", minute(9));
    }

    @Test
    void anArrivalIsRecordedAtItsOwnTime() {
        var it = JourneyMoves.arrived(inTransit(), minute(50), minute(51));

        assertThat(it.state()).isEqualTo(State.ARRIVED);
        assertThat(it.since()).isEqualTo(minute(51));
        assertThat(it.details().arrivedAt()).isEqualTo(minute(50));
        assertThat(it.details().ring()).isNull();
        assertThat(invalid(() -> JourneyMoves.arrived(inTransit(), minute(51).plusMillis(1), minute(51))))
                .isEqualTo("arrival-in-future /at");
        assertThat(JourneyMoves.arrived(inTransit(), minute(51), minute(51)).state())
                .isEqualTo(State.ARRIVED);
    }

    @Test
    void whoComesHomeIsFollowedUp() {
        assertThat(followed().state()).isEqualTo(State.FOLLOWING_UP);
        assertThat(followed().details().arrivedAt()).isEqualTo(minute(500));
    }

    @Test
    void whoSeesThePatientNeedsNoCallAnyMore() {
        var it = JourneyMoves.arrived(emergency(), minute(20), minute(21));

        assertThat(it.details().ring())
                .isEqualTo(new Ring(START, List.of(CARDIOLOGY), "hospital", minute(21), Map.of()));
    }

    @Test
    void whoHeardTheCallFirstStaysTheOneWhoDid() {
        var heard = EmergencyMoves.heard(emergency(), "hospital", minute(1));

        assertThat(JourneyMoves.arrived(heard, minute(20), minute(21)).details().ring())
                .isEqualTo(new Ring(START, List.of(CARDIOLOGY), "hospital", minute(1), Map.of()));
    }

    @Test
    void whoDidNotComeKeepsTheBedUntilSomebodyDecides() {
        var it = notArrived();

        assertThat(it.state()).isEqualTo(State.NOT_ARRIVED);
        assertThat(it.since()).isEqualTo(minute(300));
        assertThat(it.details().reservation()).isEqualTo(bed(minute(600)));
    }

    @Test
    void whoIsExpectedAgainComesToTheSameBedLaterAndTheHospitalIsTold() {
        var it = JourneyMoves.reinstated(notArrived(), minute(700), minute(310));

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.details().reservation()).isEqualTo(bed(minute(700)));
        assertThat(it.details().transport()).isNull();
        assertThat(it.details().notices()).containsExactly(owed("REINSTATE", "DESTINATION", "hospital", minute(310)));
        assertThat(invalid(
                        () -> JourneyMoves.reinstated(notArrived(), minute(310).minusMillis(1), minute(310))))
                .isEqualTo("reservation-in-past /at");
        assertThat(JourneyMoves.reinstated(notArrived(), minute(310), minute(310))
                        .state())
                .isEqualTo(State.ACCEPTED);
    }

    @Test
    void anEmergencyThatIsExpectedAgainHasAVisitInTheDepartmentItRangAt() {
        var missed = JourneyMoves.notArrived(EmergencyMoves.heard(emergency(), "hospital", minute(1)), minute(300));

        assertThat(JourneyMoves.reinstated(missed, minute(700), minute(310))
                        .details()
                        .reservation())
                .isEqualTo(new Reservation(Reservation.Kind.VISIT, "cardio", null, null, minute(700), null));
    }

    @Test
    void anAdmissionIsToAWardAndNotInTheFuture() {
        var admission = new Admission("ward 3", "Dr Chen", minute(56));

        var it = JourneyMoves.admitted(arrived(), admission, minute(56));

        assertThat(it.state()).isEqualTo(State.ADMITTED);
        assertThat(it.details().admission()).isEqualTo(admission);
        assertThat(invalid(() ->
                        JourneyMoves.admitted(arrived(), admission, minute(56).minusMillis(1))))
                .isEqualTo("admission-in-future /at");
    }

    @Test
    void aStayEndsWithItsOutcome() {
        var outcome = new Outcome("stents", Outcome.Result.IMPROVED);

        var it = JourneyMoves.treated(admitted(), outcome, minute(5000));

        assertThat(it.state()).isEqualTo(State.TREATED);
        assertThat(it.details().outcome()).isEqualTo(outcome);
        assertThat(it.details().closing()).isNull();
    }

    @Test
    void nothingThatIsRecordedHappenedMoreThanADayBeforeTheCase() {
        var sent = submitted().submittedAt();
        var dayBefore = sent.minus(Duration.ofDays(1));
        var earlier = dayBefore.minusMillis(1);

        assertThat(invalid(() -> JourneyMoves.arrived(accepted(), earlier, minute(9))))
                .isEqualTo("time-before-case /at");
        assertThat(JourneyMoves.arrived(accepted(), dayBefore, minute(9))
                        .details()
                        .arrivedAt())
                .isEqualTo(dayBefore);
        assertThat(invalid(() -> JourneyMoves.admitted(Cases.arrived(), new Admission("3", null, earlier), minute(90))))
                .isEqualTo("time-before-case /at");
        assertThat(invalid(() -> JourneyMoves.died(accepted(), earlier, true, minute(9))))
                .isEqualTo("time-before-case /at");
        assertThat(invalid(() -> departed(earlier, minute(60)))).isEqualTo("time-before-case /transport/departedAt");
    }

    @Test
    void nobodyIsExpectedLaterThanInAYear() {
        var farAhead = minute(4).plus(Duration.ofDays(366)).plusMillis(1);

        assertThat(invalid(() -> changed(accepted(), bed(farAhead)))).isEqualTo("time-too-far /reservation/at");
        assertThat(invalid(() ->
                        departed(minute(3), minute(4).plus(Duration.ofDays(1)).plusMillis(1))))
                .isEqualTo("eta-too-late /transport/eta");
        assertThat(invalid(() -> JourneyMoves.reinstated(
                        Cases.notArrived(), minute(301).plus(Duration.ofDays(367)), minute(301))))
                .isEqualTo("time-too-far /at");
        assertThat(changed(accepted(), bed(farAhead.minusMillis(1))).details().reservation())
                .isEqualTo(bed(farAhead.minusMillis(1)));
    }
}
