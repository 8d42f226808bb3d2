package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.Actor;
import org.medalliance.referral.cases.ReferralLifecycle.Condition;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Who;

/** A claim lasts fifteen minutes, and a decision can be taken back for two; to the moment. */
class TimesTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Who OFFICER = new Who("s-officer", "p-officer", "hospital");

    @Test
    void aClaimIsFreeAgainAfterFifteenMinutes() {
        var claimed = TriageMoves.claimed(submitted(), OFFICER, START);
        var end = START.plus(Duration.ofMinutes(15));

        assertThat(holds(claimed, Condition.NOT_CLAIMED, "s-other", end.minusMillis(1)))
                .isFalse();
        assertThat(holds(claimed, Condition.NOT_CLAIMED, "s-other", end)).isTrue();
        assertThat(holds(claimed, Condition.NOT_HELD_BY_ANOTHER, "s-officer", START))
                .isTrue();
        assertThat(holds(claimed, Condition.NOT_HELD_BY_ANOTHER, "s-other", end))
                .isTrue();
    }

    @Test
    void aDecisionIsTakenBackWithinTwoMinutes() {
        var reservation = new Reservation(Reservation.Kind.BED, "cardio", null, null, START.plusSeconds(3600), null);
        var accepted = TriageMoves.accepted(submitted(), reservation, Set.of("cardio"), OFFICER, START);
        var end = START.plus(Duration.ofMinutes(2));

        assertThat(holds(accepted, Condition.UNDOABLE_BY_ME, "s-officer", end.minusMillis(1)))
                .isTrue();
        assertThat(holds(accepted, Condition.UNDOABLE_BY_ME, "s-officer", end)).isFalse();
        assertThat(holds(accepted, Condition.UNDOABLE_BY_ME, "s-other", START)).isFalse();

        var undone = TriageMoves.undone(accepted, START.plusSeconds(1));
        assertThat(undone.state()).isEqualTo(State.SUBMITTED);
        assertThat(undone.details().reservation()).isNull();
        assertThat(undone.version()).isEqualTo(accepted.version() + 1);
    }

    private static boolean holds(Referral it, Condition condition, String subject, Instant at) {
        var actor = new Actor(subject, "", "ruijin", "hospital", null, Set.of("referral-officer"));
        return new Conditions(it, Set.of(Party.DESTINATION), actor, at).hold(condition);
    }

    private static Referral submitted() {
        var actor = new Actor("s-doctor", "", "ruijin", "clinic", "p-doctor", Set.of("clinic-doctor"));
        return Case.begun(actor, "R20261122-0001", Direction.UP, new UUID(0, 2), State.SUBMITTED, START)
                .to(Place.of("hospital", "cardio"), "03.04")
                .build();
    }
}
