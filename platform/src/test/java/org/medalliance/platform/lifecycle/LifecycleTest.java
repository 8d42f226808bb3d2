package org.medalliance.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A small table, and every action, state, party and role against it. */
class LifecycleTest {

    private enum State {
        OPEN,
        TAKEN,
        LATE,
        DONE
    }

    private enum Action {
        SUBMIT,
        TAKE,
        HAND_OVER,
        FINISH,
        EXPIRE
    }

    private enum Side implements Party {
        ORIGIN,
        DESTINATION
    }

    private enum Job implements Role {
        CLINIC_DOCTOR,
        REFERRAL_OFFICER,
        DUTY_OFFICER
    }

    private enum Wanted implements Need {
        REASON,
        BED_NUMBER
    }

    private static final Lifecycle<State, Action> TABLE = Lifecycle.<State, Action>table()
            .on(Action.SUBMIT)
            .by(Side.ORIGIN, Job.CLINIC_DOCTOR)
            .to(State.OPEN)
            .announces("opened.v1")
            .on(Action.TAKE)
            .from(State.OPEN, State.LATE)
            .by(Side.DESTINATION, Job.REFERRAL_OFFICER, Job.DUTY_OFFICER)
            .to(State.TAKEN)
            .needs(Wanted.BED_NUMBER)
            .announces("taken.v1")
            .on(Action.HAND_OVER)
            .from(State.TAKEN)
            .by(Side.DESTINATION, Job.REFERRAL_OFFICER)
            .by(Side.ORIGIN, Job.DUTY_OFFICER)
            .needs(Wanted.REASON)
            .on(Action.FINISH)
            .from(State.TAKEN)
            .by(Side.ORIGIN, Job.CLINIC_DOCTOR)
            .to(State.DONE, State.OPEN)
            .on(Action.EXPIRE)
            .from(State.OPEN)
            .to(State.LATE)
            .build();

    /** The table once more, in the form in which the guard must answer: action, state ("-" opens), party, role. */
    private static final Set<String> PERMITTED = Set.of(
            "SUBMIT - ORIGIN CLINIC_DOCTOR",
            "TAKE OPEN DESTINATION REFERRAL_OFFICER",
            "TAKE OPEN DESTINATION DUTY_OFFICER",
            "TAKE LATE DESTINATION REFERRAL_OFFICER",
            "TAKE LATE DESTINATION DUTY_OFFICER",
            "HAND_OVER TAKEN DESTINATION REFERRAL_OFFICER",
            "HAND_OVER TAKEN ORIGIN DUTY_OFFICER",
            "FINISH TAKEN ORIGIN CLINIC_DOCTOR");

    @Test
    void theGuardAnswersExactlyWhatTheTableSays() {
        for (var action : Action.values()) {
            for (var state : statesAndNone()) {
                for (var party : Side.values()) {
                    for (var job : Job.values()) {
                        var place = "%s %s %s %s".formatted(action, state == null ? "-" : state, party, job);
                        assertThat(answer(action, state, standing(party, job)))
                                .as(place)
                                .isEqualTo(expected(place, action, party, job));
                    }
                }
            }
        }
    }

    private static String expected(String place, Action action, Side party, Job job) {
        if (PERMITTED.contains(place)) {
            return "permitted";
        }
        var mayElsewhere = PERMITTED.stream()
                .anyMatch(it -> it.startsWith(action + " ") && it.endsWith(" %s %s".formatted(party, job)));
        return mayElsewhere ? "wrong-state" : "forbidden";
    }

    @Test
    void whatIsOfferedIsExactlyWhatIsPermitted() {
        for (var state : State.values()) {
            for (var standing : everyStanding().toList()) {
                var offered = TABLE.offers(state, standing).stream()
                        .map(Offer::action)
                        .collect(Collectors.toSet());
                var permitted = Arrays.stream(Action.values())
                        .filter(it -> answer(it, state, standing).equals("permitted"))
                        .map(it -> Offer.kebab(it.name()))
                        .collect(Collectors.toSet());
                assertThat(offered).as("%s %s", state, standing).isEqualTo(permitted);
            }
        }
    }

    @Test
    void whoHasNoPartInACaseIsToldThatThereIsNone() {
        for (var action : Action.values()) {
            assertThat(answer(action, State.OPEN, new Standing(Set.of(), Set.of("referral-officer"))))
                    .isEqualTo("unknown");
        }
    }

    @Test
    void aRoleCountsOnlyForThePartyItIsNamedWith() {
        var bothButCrossed = new Standing(Set.of(Side.DESTINATION), Set.of("clinic-doctor"));
        assertThat(answer(Action.FINISH, State.TAKEN, bothButCrossed)).isEqualTo("forbidden");
    }

    @Test
    void onlyThePlatformDoesWhatNobodyIsNamedFor() {
        assertThat(TABLE.permitPlatform(Action.EXPIRE, State.OPEN).to()).containsExactly(State.LATE);
        assertThatExceptionOfType(Refusal.WrongState.class)
                .isThrownBy(() -> TABLE.permitPlatform(Action.EXPIRE, State.TAKEN));
        assertThatExceptionOfType(Refusal.WrongState.class)
                .isThrownBy(() -> TABLE.permitPlatform(Action.TAKE, State.OPEN));
    }

    @Test
    void anOfferSaysWhatTheCommandHasToBring() {
        assertThat(TABLE.offers(State.OPEN, standing(Side.DESTINATION, Job.DUTY_OFFICER)))
                .containsExactly(new Offer("take", "DESTINATION", List.of("bed-number"), null));
    }

    @Test
    void aTransitionThatEndsElsewhereIsAMistakeOfOurs() {
        var finish = TABLE.permit(Action.FINISH, State.TAKEN, standing(Side.ORIGIN, Job.CLINIC_DOCTOR));
        finish.verifyArrival(State.TAKEN, State.OPEN);
        assertThatIllegalStateException().isThrownBy(() -> finish.verifyArrival(State.TAKEN, State.LATE));
        var stays = TABLE.permit(Action.HAND_OVER, State.TAKEN, standing(Side.ORIGIN, Job.DUTY_OFFICER));
        stays.verifyArrival(State.TAKEN, State.TAKEN);
        assertThatIllegalStateException().isThrownBy(() -> stays.verifyArrival(State.TAKEN, State.OPEN));
        assertThatIllegalStateException().isThrownBy(stays::event);
    }

    private enum Free implements Guard {
        BED_FREE
    }

    @Test
    void whatACaseDoesNotFulfilIsNotOfferedAndIsShownInTheDocument() {
        var table = Lifecycle.<State, Action>table()
                .on(Action.TAKE)
                .from(State.OPEN)
                .by(Side.DESTINATION, Job.DUTY_OFFICER)
                .to(State.TAKEN)
                .when(Free.BED_FREE)
                .brings("TakeCase")
                .build();
        var officer = standing(Side.DESTINATION, Job.DUTY_OFFICER);

        assertThat(table.offers(State.OPEN, officer, _ -> false)).isEmpty();
        assertThat(table.offers(State.OPEN, officer, Free.BED_FREE::equals))
                .containsExactly(new Offer("take", "DESTINATION", List.of(), "TakeCase"));
        assertThat(LifecycleDocument.of("Guarded", table)).contains("| TAKEN |  | bed-free |  |");
    }

    @Test
    void theDocumentShowsEveryRow() {
        assertThat(LifecycleDocument.of("Small", TABLE)).isEqualTo("""
                # Small

                Generated from the lifecycle table; a test keeps it true.

                ```mermaid
                stateDiagram-v2
                  [*] --> OPEN: submit
                  OPEN --> TAKEN: take
                  LATE --> TAKEN: take
                  TAKEN --> TAKEN: hand-over
                  TAKEN --> OPEN: finish
                  TAKEN --> DONE: finish
                  OPEN --> LATE: expire
                ```

                | from | action | who | to | needs | only when | event |
                | --- | --- | --- | --- | --- | --- | --- |
                | - | submit | origin: clinic-doctor | OPEN |  |  | `opened.v1` |
                | OPEN, LATE | take | destination: duty-officer, referral-officer | TAKEN | bed-number |  | `taken.v1` |
                | TAKEN | hand-over | destination: referral-officer; origin: duty-officer | stays | reason |  |  |
                | TAKEN | finish | origin: clinic-doctor | OPEN or DONE |  |  |  |
                | OPEN | expire | (the platform) | LATE |  |  |  |
                """);
        assertThat(TABLE.finalStates()).containsExactly(State.DONE);
    }

    private static String answer(Action action, @Nullable State state, Standing standing) {
        try {
            assertThat(TABLE.permit(action, state, standing).action()).isEqualTo(action);
            return "permitted";
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private static List<@Nullable State> statesAndNone() {
        return Stream.concat(Stream.of((State) null), Arrays.stream(State.values()))
                .toList();
    }

    private static Standing standing(Side party, Job... jobs) {
        return new Standing(
                Set.of(party), Arrays.stream(jobs).map(Role::authority).collect(Collectors.toSet()));
    }

    /** Every set of parties with every set of roles. */
    private static Stream<Standing> everyStanding() {
        return subsets(List.of(Side.values())).flatMap(parties -> subsets(List.of(Job.values()))
                .map(jobs ->
                        new Standing(parties, jobs.stream().map(Role::authority).collect(Collectors.toSet()))));
    }

    private static <T> Stream<Set<T>> subsets(List<T> all) {
        return IntStream.range(0, 1 << all.size()).mapToObj(bits -> IntStream.range(0, all.size())
                .filter(i -> (bits & 1 << i) != 0)
                .mapToObj(all::get)
                .collect(Collectors.toSet()));
    }
}
