package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.START;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.admitted;
import static org.medalliance.referral.cases.Cases.draft;
import static org.medalliance.referral.cases.Cases.emergency;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Cases.notArrived;
import static org.medalliance.referral.cases.Cases.proposed;
import static org.medalliance.referral.cases.Cases.submitted;
import static org.medalliance.referral.cases.Refused.invalid;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.TakenOption;

/** When a case ends otherwise than it was meant to. */
class EndingsTest {

    @Test
    void careThatWasFoundNearerClosesTheDraftAndNobodyHearsOfIt() {
        var option = new TakenOption(TakenOption.Kind.CONSULT, null, "hospital", "p-expert", minute(60));
        var draft = draft();

        var it = JourneyMoves.optionTaken(draft, option, "03.07", minute(5));

        assertThat(it.state()).isEqualTo(State.CLOSED);
        assertThat(it.destination()).isEqualTo(Place.UNDECIDED);
        assertThat(it.specialty()).isEqualTo("03.07");
        assertThat(it.details().option()).isEqualTo(option);
        assertThat(it.details().closing()).isEqualTo(Closing.KEPT_LOCAL);
        assertThat(it.version()).isEqualTo(draft.version() + 1);
        assertThat(it.submittedAt()).isEqualTo(START);
        assertThat(it.priority()).isEqualTo(draft.priority());
        assertThat(it.pathway()).isEqualTo(draft.pathway());
    }

    @Test
    void upwardsTheSenderGivesUpAndTheHospitalIsTold() {
        var it = JourneyMoves.givenUp(notArrived(), "IMPROVED", "at home", minute(400));

        assertThat(it.state()).isEqualTo(State.CLOSED);
        assertThat(it.details().closing()).isEqualTo(Closing.NOT_ARRIVED);
        assertThat(it.details().remarks()).containsExactly(new Remark(it.version(), "GIVE_UP", "IMPROVED", "at home"));
        assertThat(it.details().notices()).containsExactly(owed("GIVE_UP", "DESTINATION", "hospital", minute(400)));
    }

    @Test
    void downwardsTheClinicGivesUpAndTheHospitalHasToTakeNote() {
        var visit = new Reservation(Reservation.Kind.VISIT, "general", null, null, minute(600), null);
        var accepted = TriageMoves.accepted(proposed(), visit, Set.of("general"), Cases.SENDER, minute(2));

        var it = JourneyMoves.givenUp(JourneyMoves.notArrived(accepted, minute(700)), "MOVED", null, minute(800));

        assertThat(it.state()).isEqualTo(State.GIVEN_UP_PENDING_ACK);
        assertThat(it.details().closing()).isEqualTo(Closing.NOT_ARRIVED);
        assertThat(it.details().notices()).isEmpty();
    }

    @Test
    void whoLeavesTheNetworkIsNamedTheHospitalOutside() {
        var it = JourneyMoves.leftNetwork(admitted(), "OTHER", "provincial", "BEYOND_COUNTY", "bypass", minute(90));

        assertThat(it.state()).isEqualTo(State.TREATED);
        assertThat(it.details().outside()).isEqualTo("provincial");
        assertThat(it.details().closing()).isEqualTo(Closing.OUT_OF_NETWORK);
        assertThat(it.details().remarks())
                .containsExactly(new Remark(it.version(), "LEAVE_NETWORK", "BEYOND_COUNTY", "bypass"));
    }

    @Test
    void aWithdrawnDraftWasNeverHeardOf() {
        var it = JourneyMoves.withdrawn(draft(), "IMPROVED", null, minute(5));

        assertThat(it.state()).isEqualTo(State.WITHDRAWN);
        assertThat(it.destination()).isEqualTo(Place.UNDECIDED);
        assertThat(it.details().withdrawal()).isEqualTo("IMPROVED");
        assertThat(it.details().notices()).isEmpty();
    }

    @Test
    void aHospitalThatHadAcceptedIsToldOfTheWithdrawal() {
        var it = JourneyMoves.withdrawn(accepted(), "IMPROVED", "well again", minute(5));

        assertThat(it.state()).isEqualTo(State.WITHDRAWN);
        assertThat(it.destination()).isEqualTo(CARDIOLOGY);
        assertThat(it.details().withdrawal()).isEqualTo("IMPROVED");
        assertThat(it.details().remarks())
                .containsExactly(new Remark(it.version(), "WITHDRAW", "IMPROVED", "well again"));
        assertThat(it.details().notices()).containsExactly(owed("WITHDRAW", "DESTINATION", "hospital", minute(5)));
        assertThat(JourneyMoves.withdrawn(submitted(), "IMPROVED", null, minute(5))
                        .details()
                        .notices())
                .as("one that had not decided has nothing to undo")
                .isEmpty();
    }

    @Test
    void aWithdrawnEmergencyRingsNoMore() {
        var it = JourneyMoves.withdrawn(emergency(), "FALSE_ALARM", null, minute(5));

        assertThat(it.details().ring()).isEqualTo(new Ring(START, List.of(CARDIOLOGY), "clinic", minute(5), Map.of()));
        assertThat(it.details().notices()).containsExactly(owed("WITHDRAW", "DESTINATION", "hospital", minute(5)));
    }

    @Test
    void aDeathThatTheSenderRecordsIsTheEndAndTheHospitalIsTold() {
        var it = JourneyMoves.died(emergency(), minute(4), true, minute(5));

        assertThat(it.state()).isEqualTo(State.CLOSED);
        assertThat(it.details().diedAt()).isEqualTo(minute(4));
        assertThat(it.details().closing()).isEqualTo(Closing.DIED);
        assertThat(it.details().ring()).isEqualTo(new Ring(START, List.of(CARDIOLOGY), "clinic", minute(5), Map.of()));
        assertThat(it.details().notices()).containsExactly(owed("RECORD_DEATH", "DESTINATION", "hospital", minute(5)));
        assertThat(JourneyMoves.died(submitted(), minute(4), true, minute(5))
                        .details()
                        .notices())
                .isEmpty();
    }

    @Test
    void aDeathAtTheHospitalWaitsForTheSenderToTakeNote() {
        var it = JourneyMoves.died(emergency(), minute(5), false, minute(5));

        assertThat(it.state()).isEqualTo(State.TREATED);
        assertThat(it.details().closing()).isEqualTo(Closing.DIED);
        assertThat(it.details().ring())
                .isEqualTo(new Ring(START, List.of(CARDIOLOGY), "hospital", minute(5), Map.of()));
        assertThat(it.details().notices()).isEmpty();
        assertThat(TriageMoves.acknowledged(it, minute(9)).details().closing()).isEqualTo(Closing.DIED);
        assertThat(invalid(() -> JourneyMoves.died(emergency(), minute(5).plusMillis(1), false, minute(5))))
                .isEqualTo("death-in-future /at");
    }

    private static Notice owed(String of, String party, String institution, Instant at) {
        return new Notice(of, party, institution, at, null, null);
    }
}
