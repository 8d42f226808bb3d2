package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.cases.ReferralLifecycle.TABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.LifecycleDocument;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Standing;
import org.medalliance.platform.testing.Contracts;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;

class ReferralLifecycleTest {

    private static final int SEQUENCES = 20_000;
    private static final int MOVES = 25;
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Set<State> ENDS = EnumSet.of(State.CLOSED, State.WITHDRAWN);
    private static final List<String> ROLES =
            List.of("clinic-doctor", "referral-officer", "duty-officer", "specialist");

    @Test
    void whateverPeopleTryAReferralStaysOnTheTableAndClosesOnlyForItsSender() {
        var random = new Random(360_781);
        var reached = EnumSet.noneOf(State.class);
        for (int i = 0; i < SEQUENCES; i++) {
            var referral = submitted();
            for (int move = 0; move < MOVES; move++) {
                referral = attempt(random, referral, START.plusSeconds(60L * move));
                reached.add(referral.state());
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(State.values());
    }

    /** Tries something at random as anybody at random, and checks what every move must hold to. */
    private static Referral attempt(Random random, Referral before, Instant at) {
        var action = pick(random, Action.values());
        var byPlatform = random.nextInt(4) == 0;
        var party = pick(random, Party.values());
        var role = ROLES.get(random.nextInt(ROLES.size()));
        try {
            var rule = byPlatform
                    ? TABLE.permitPlatform(action, before.state())
                    : TABLE.permit(action, before.state(), new Standing(Set.of(party), Set.of(role)));
            var after = transition(random, action, before, at);
            rule.verifyArrival(before.state(), after.state());
            assertThat(rule.from()).contains(before.state());
            assertThat(after.version()).isEqualTo(before.version() + 1);
            assertThat(after.movedAt()).isEqualTo(at);
            assertThat(Referral.isOpen(before.state())).as("an end has no exit").isTrue();
            if (after.state() == State.CLOSED) {
                assertThat(byPlatform).isFalse();
                assertThat(party).isEqualTo(Party.ORIGIN);
                assertThat(after.details().closing()).isNotNull();
            }
            return after;
        } catch (Refusal _) {
            return before;
        }
    }

    private static Referral transition(Random random, Action action, Referral it, Instant at) {
        return switch (action) {
            case SUBMIT -> throw new AssertionError("A referral that exists was submitted again.");
            case ACCEPT ->
                it.accepted(
                        new Referral.Reservation(
                                pick(random, Referral.Reservation.Kind.values()),
                                random.nextInt(5) == 0 ? "dental" : "cardio",
                                null,
                                null,
                                at.plusSeconds(random.nextInt(-60, 600)),
                                null),
                        Set.of("cardio"),
                        at);
            case DECLINE ->
                it.declined(
                        new Referral.Decline(pick(random, Referral.DeclineReason.values()), "comment", "subject"), at);
            case CONSULT_FIRST -> it.consultingFirst("question", at);
            case CONSULT_OPENED ->
                it.consultOpened(
                        new UUID(0, random.nextInt(3)),
                        "C1",
                        random.nextInt(5) == 0 ? 0 : it.details().consult().asked(),
                        at);
            case OPINION_SIGNED -> it.concluded(pick(random, Referral.Conclusion.values()), at);
            case CONSULT_ENDED, RESUME, CONSULT_OVERDUE -> it.resumed(at);
            case ACKNOWLEDGE, ACKNOWLEDGE_OUTCOME -> it.acknowledged(at);
            case OBJECT -> it.objected("comment", at);
            case ARRIVE -> it.arrived(at.plusSeconds(random.nextInt(-60, 20)), at);
            case TREAT -> it.treated(new Referral.Treatment("summary"), at);
            case WITHDRAW -> it.withdrawn(pick(random, Referral.WithdrawReason.values()), at);
        };
    }

    @Test
    void fromEveryOpenStatePeopleAloneCanReachAnEnd() {
        assertThat(TABLE.finalStates()).containsExactlyInAnyOrderElementsOf(ENDS);
        var leads = EnumSet.copyOf(ENDS);
        for (int i = 0; i < State.values().length; i++) {
            TABLE.rules().stream()
                    .filter(it -> !it.isDoneByThePlatform() && it.to().stream().anyMatch(leads::contains))
                    .forEach(it -> leads.addAll(it.from()));
        }
        assertThat(leads).containsExactlyInAnyOrder(State.values());
    }

    @Test
    void nothingClosesButByTheSendersOwnAcknowledgement() {
        assertThat(TABLE.rules())
                .filteredOn(it -> it.to().contains(State.CLOSED))
                .isNotEmpty()
                .allMatch(it -> it.by().size() == 1 && it.by().getFirst().party() == Party.ORIGIN);
    }

    /** To write it anew after a change that was meant, run this test with {@code -Dcontracts.write=true}. */
    @Test
    void theDocumentIsWhatTheTableSays() throws IOException {
        var file = Contracts.folder().resolveSibling("docs/referral-lifecycle.md");
        var document = LifecycleDocument.of("转诊生命周期 · Lifecycle of a referral", TABLE);
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(file, document);
        }
        assertThat(file).content().isEqualTo(document);
    }

    private static Referral submitted() {
        var clinical =
                new Referral.Clinical(List.of(new Referral.Diagnosis("I20.0", "不稳定型心绞痛")), "summary", null, null, null);
        var consent = new Referral.Consent(Referral.Consent.Giver.PATIENT, Referral.Consent.Form.SIGNED, START);
        return new Referral(
                new UUID(0, 1),
                1,
                "ruijin",
                "R20261122-0001",
                Referral.Direction.UP,
                Referral.Priority.ROUTINE,
                Referral.Pathway.GENERAL,
                "03.04",
                new UUID(0, 2),
                new Referral.Place("clinic", null, "p-doctor"),
                new Referral.Place("hospital", "cardio", null),
                State.SUBMITTED,
                ReferralDetails.submitted(Referral.Reason.BEYOND_CAPABILITY, clinical, consent),
                START,
                START);
    }

    private static <T> T pick(Random random, T[] from) {
        return Arrays.asList(from).get(random.nextInt(from.length));
    }
}
