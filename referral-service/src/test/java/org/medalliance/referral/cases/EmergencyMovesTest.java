package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.medalliance.referral.cases.Cases.CARDIOLOGY;
import static org.medalliance.referral.cases.Cases.FOURTH;
import static org.medalliance.referral.cases.Cases.SECOND;
import static org.medalliance.referral.cases.Cases.START;
import static org.medalliance.referral.cases.Cases.THIRD;
import static org.medalliance.referral.cases.Cases.accepted;
import static org.medalliance.referral.cases.Cases.emergency;
import static org.medalliance.referral.cases.Cases.minute;
import static org.medalliance.referral.cases.Refused.conflict;
import static org.medalliance.referral.cases.Refused.invalid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Hop;
import org.medalliance.referral.content.NodeStamp;
import org.medalliance.referral.content.NodeStamp.Correction;
import org.medalliance.referral.content.Notice;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Remark;
import org.medalliance.referral.content.Ring;

/** The ring-down and the time-node sheet. */
class EmergencyMovesTest {

    private static final List<Place> CAPABLE = List.of(CARDIOLOGY, SECOND, THIRD, FOURTH);

    @Test
    void theOneHospitalThatIsRungHearsItAndNobodyElseIsToldOfIt() {
        var before = emergency();

        var it = EmergencyMoves.heard(before, "hospital", minute(1));

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.destination()).isEqualTo(CARDIOLOGY);
        assertThat(it.since()).isEqualTo(START);
        assertThat(it.version()).isEqualTo(before.version() + 1);
        assertThat(it.details().ring())
                .isEqualTo(new Ring(START, List.of(CARDIOLOGY), "hospital", minute(1), Map.of()));
        assertThat(it.details().notices()).isEmpty();
    }

    @Test
    void theFirstOfManyToHearItIsTheDestinationAndTheOthersAreTold() {
        var widened =
                EmergencyMoves.rungNext(EmergencyMoves.rungNext(emergency(), CAPABLE, minute(2)), CAPABLE, minute(4));

        var it = EmergencyMoves.heard(widened, "second", minute(5));

        assertThat(it.destination()).isEqualTo(SECOND);
        assertThat(it.since()).isEqualTo(minute(5));
        assertThat(it.details().ring())
                .isEqualTo(new Ring(
                        START,
                        List.of(CARDIOLOGY, SECOND, THIRD),
                        "second",
                        minute(5),
                        Map.of("second", minute(2), "third", minute(4))));
        assertThat(it.details().notices())
                .containsExactly(
                        new Notice("ACKNOWLEDGE_RING_DOWN", "FORMER", "hospital", minute(5), null, null),
                        new Notice("ACKNOWLEDGE_RING_DOWN", "FORMER", "third", minute(5), null, null));
    }

    @Test
    void whoWasNotRungHasNothingToHear() {
        assertThatExceptionOfType(Refusal.Unknown.class)
                .isThrownBy(() -> EmergencyMoves.heard(emergency(), "fourth", minute(1)));
    }

    @Test
    void whatWasHeardIsNotHeardAgainNorSentOnNorRungElsewhere() {
        var heard = EmergencyMoves.heard(emergency(), "hospital", minute(1));

        assertThat(conflict(() -> EmergencyMoves.heard(heard, "hospital", minute(2))))
                .isEqualTo("ring-down-heard");
        assertThat(conflict(() -> redirected(heard, SECOND))).isEqualTo("ring-down-heard");
        assertThat(conflict(() -> EmergencyMoves.rungNext(heard, CAPABLE, minute(2))))
                .isEqualTo("ring-down-heard");
        assertThat(conflict(() -> EmergencyMoves.rungNext(accepted(), CAPABLE, minute(5))))
                .as("a case that never rang")
                .isEqualTo("ring-down-heard");
    }

    @Test
    void aHospitalThatCannotLetsItRingElsewhereAndBothSidesAreTold() {
        var it = redirected(emergency(), SECOND);

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.destination()).isEqualTo(SECOND);
        assertThat(it.since()).isEqualTo(minute(2));
        assertThat(it.details().hops()).containsExactly(new Hop("hospital", "cardio", minute(2)));
        assertThat(it.details().ring())
                .as("the time since the first ring goes on, the ladder there begins")
                .isEqualTo(new Ring(START, List.of(SECOND), null, null, Map.of("second", minute(2))));
        assertThat(it.details().ring().rungAt("second")).isEqualTo(minute(2));
        assertThat(it.details().remarks())
                .containsExactly(new Remark(it.version(), "REDIRECT", "TEAM_BUSY", "two at once"));
        assertThat(it.details().notices())
                .containsExactly(
                        new Notice("REDIRECT", "ORIGIN", "clinic", minute(2), null, null),
                        new Notice("REDIRECT", "DESTINATION", "second", minute(2), null, null));
    }

    @Test
    void whoIsRungBesideMayAnswerStillWhenTheFirstCannot() {
        var widened = EmergencyMoves.rungNext(emergency(), CAPABLE, minute(2));

        var it = EmergencyMoves.redirected(widened, THIRD, "TEAM_BUSY", null, minute(3));

        assertThat(it.destination()).isEqualTo(THIRD);
        assertThat(it.details().ring().rung()).containsExactly(THIRD, SECOND);
        assertThat(EmergencyMoves.heard(it, "second", minute(4)).destination()).isEqualTo(SECOND);
        assertThat(EmergencyMoves.redirected(widened, SECOND, "TEAM_BUSY", null, minute(3))
                        .details()
                        .ring())
                .as("the one that rings already rings first")
                .isEqualTo(new Ring(START, List.of(SECOND), null, null, Map.of("second", minute(3))));
    }

    @Test
    void whatOneHospitalHasPromisedNoOtherIsHeldTo() {
        var raised = TriageMoves.raised(accepted(), Priority.EMERGENCY, "WORSE", null, minute(3));
        var widened = EmergencyMoves.rungNext(raised, CAPABLE, minute(13));

        assertThat(EmergencyMoves.heard(widened, "hospital", minute(14))
                        .details()
                        .reservation())
                .isEqualTo(raised.details().reservation())
                .isNotNull();
        assertThat(EmergencyMoves.heard(widened, "second", minute(14)).details().reservation())
                .isNull();
        assertThat(redirected(raised, SECOND).details().reservation()).isNull();
    }

    @Test
    void nobodyIsRedirectedToWhereTheCaseHasBeen() {
        var it = redirected(emergency(), SECOND);

        assertThat(invalid(() -> redirected(it, CARDIOLOGY))).isEqualTo("destination-had-it /destination/institution");
        assertThat(invalid(() -> redirected(it, Place.of("clinic", "general"))))
                .isEqualTo("destination-is-origin /destination/institution");
    }

    private static Referral redirected(Referral it, Place to) {
        return EmergencyMoves.redirected(it, to, "TEAM_BUSY", "two at once", minute(2));
    }

    @Test
    void whereNobodyAnswersTheNextNearestIsRungToo() {
        var it = EmergencyMoves.rungNext(emergency(), CAPABLE, minute(2));

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.destination()).as("until somebody answers").isEqualTo(CARDIOLOGY);
        assertThat(it.details().ring())
                .isEqualTo(new Ring(START, List.of(CARDIOLOGY, SECOND), null, null, Map.of("second", minute(2))));
        assertThat(it.details().ring().rungAt("hospital")).isEqualTo(START);
        assertThat(it.details().ring().lastRungAt()).isEqualTo(minute(2));
    }

    @Test
    void neitherTheSenderNorWhoSentItOnNorWhoIsRungAlreadyIsRung() {
        var redirected = redirected(emergency(), SECOND);
        var near = List.of(Place.of("clinic", "general"), CARDIOLOGY, SECOND, THIRD);

        var it = EmergencyMoves.rungNext(redirected, near, minute(4));

        assertThat(it.details().ring().rung()).containsExactly(SECOND, THIRD);
        assertThat(conflict(() -> EmergencyMoves.rungNext(it, near, minute(6)))).isEqualTo("nobody-else-to-ring");
    }

    @Test
    void aNodeIsStampedOnceByWhoSawIt() {
        var before = emergency();

        var it = stamped(before);

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.version()).isEqualTo(before.version() + 1);
        assertThat(it.details().nodes())
                .containsExactly(new NodeStamp("FIRST_ECG", minute(3), "s-doctor", "clinic", List.of()));
        assertThat(conflict(() -> stamped(it))).isEqualTo("node-stamped");
        assertThat(it.details().ring()).isEqualTo(before.details().ring());
    }

    private static Referral stamped(Referral it) {
        return EmergencyMoves.stamped(it, "FIRST_ECG", minute(3), "s-doctor", "clinic", minute(4));
    }

    @Test
    void aCorrectedNodeKeepsWhatStoodThereAndWhoStampedIt() {
        var sheet = EmergencyMoves.stamped(stamped(emergency()), "DOOR", minute(8), "s-nurse", "hospital", minute(9));

        var once = EmergencyMoves.corrected(sheet, "DOOR", minute(7), "misread", "s-lead", minute(10));
        var it = EmergencyMoves.corrected(once, "DOOR", minute(6), "the porter says", "s-lead", minute(11));

        assertThat(it.state()).isEqualTo(State.ACCEPTED);
        assertThat(it.version()).isEqualTo(sheet.version() + 2);
        assertThat(it.details().nodes())
                .containsExactly(
                        new NodeStamp("FIRST_ECG", minute(3), "s-doctor", "clinic", List.of()),
                        new NodeStamp(
                                "DOOR",
                                minute(6),
                                "s-nurse",
                                "hospital",
                                List.of(
                                        new Correction(minute(8), minute(7), "misread", "s-lead", minute(10)),
                                        new Correction(
                                                minute(7), minute(6), "the porter says", "s-lead", minute(11)))));
    }

    @Test
    void theFirstNodeOfASheetIsCorrectedLikeAnyOther() {
        var it = EmergencyMoves.corrected(stamped(emergency()), "FIRST_ECG", minute(2), "misread", "s", minute(5));

        assertThat(it.details().nodes()).extracting(NodeStamp::at).containsExactly(minute(2));
    }

    @Test
    void whatIsNotStampedIsNotCorrected() {
        assertThat(conflict(() ->
                        EmergencyMoves.corrected(stamped(emergency()), "DOOR", minute(2), "misread", "s", minute(5))))
                .isEqualTo("node-not-stamped");
    }

    @Test
    void noNodeLiesInTheFuture() {
        var later = minute(5).plusMillis(1);

        assertThat(invalid(() -> EmergencyMoves.stamped(emergency(), "DOOR", later, "s", "hospital", minute(5))))
                .isEqualTo("node-in-future /at");
        assertThat(invalid(() ->
                        EmergencyMoves.corrected(stamped(emergency()), "FIRST_ECG", later, "misread", "s", minute(5))))
                .isEqualTo("node-in-future /at");
        assertThat(EmergencyMoves.stamped(emergency(), "DOOR", minute(5), "s", "hospital", minute(5))
                        .details()
                        .nodes())
                .as("this very moment")
                .hasSize(1);
    }

    @Test
    void anIllnessBeginsWeeksBeforeTheCaseAndWhatIsDoneForItADayBeforeAtMost() {
        var it = emergency();
        var sent = it.submittedAt();

        for (var node : List.of("DOOR", "FIRST_ECG")) {
            assertThat(stampRefused(it, node, sent.minus(Duration.ofDays(1)).minusMillis(1)))
                    .isEqualTo("node-before-case /at");
            EmergencyMoves.stamped(it, node, sent.minus(Duration.ofDays(1)), "s", "hospital", minute(5));
        }
        for (var node : List.of("ONSET", "FIRST_CONTACT", "INJURY", "BIRTH")) {
            assertThat(stampRefused(it, node, sent.minus(Duration.ofDays(30)).minusMillis(1)))
                    .isEqualTo("node-before-case /at");
            EmergencyMoves.stamped(it, node, sent.minus(Duration.ofDays(30)), "s", "hospital", minute(5));
        }
        assertThat(invalid(() -> EmergencyMoves.corrected(
                        stamped(it), "FIRST_ECG", sent.minus(Duration.ofDays(2)), "misread", "s", minute(5))))
                .isEqualTo("node-before-case /at");
    }

    private static String stampRefused(Referral it, String node, Instant time) {
        return invalid(() -> EmergencyMoves.stamped(it, node, time, "s", "hospital", minute(5)));
    }
}
