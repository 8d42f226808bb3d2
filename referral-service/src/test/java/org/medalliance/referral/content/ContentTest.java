package org.medalliance.referral.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The few words of a referral that say more than they hold. */
class ContentTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void aNoticeAwaitsItsAnswerUntilSomebodyGivesIt() {
        assertThat(new Notice("DIVERT", "ORIGIN", "clinic", NOW, null, null).awaitsAnswer())
                .isTrue();
        assertThat(new Notice("DIVERT", "ORIGIN", "clinic", NOW, "s-doctor", NOW).awaitsAnswer())
                .isFalse();
    }

    @Test
    void aRingRingsOnUntilSomebodyHasHeardIt() {
        var hospital = Place.of("hospital", "cardio");

        assertThat(new Ring(NOW, List.of(hospital), null, null, Map.of()).ringsOn())
                .isTrue();
        assertThat(new Ring(NOW, List.of(hospital), "hospital", NOW, Map.of()).ringsOn())
                .isFalse();
    }

    @Test
    void aPlaceIsChosenWhenSomebodyHasNamedTheInstitution() {
        var hospital = Place.of("hospital", "cardio");

        assertThat(hospital).isEqualTo(new Place("hospital", "cardio", null));
        assertThat(hospital.wasChosen()).isTrue();
        assertThat(Place.UNDECIDED.wasChosen()).isFalse();
    }
}
