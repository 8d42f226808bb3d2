package org.medalliance.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a row of a table says, and what is offered by it. */
class RowsTest {

    private enum State {
        OPEN,
        TAKEN,
        DONE
    }

    private enum Action {
        TAKE,
        FINISH
    }

    private enum Side implements Party {
        ORIGIN,
        DESTINATION
    }

    private enum Job implements Role {
        CLINIC_DOCTOR,
        DUTY_OFFICER
    }

    private enum Wanted implements Need {
        REASON,
        BED_NUMBER
    }

    private enum Free implements Guard {
        BED_FREE
    }

    private static Lifecycle<State, Action> table() {
        return Lifecycle.<State, Action>table()
                .on(Action.TAKE)
                .from(State.OPEN)
                .by(Side.ORIGIN, Job.DUTY_OFFICER)
                .by(Side.DESTINATION, Job.DUTY_OFFICER)
                .to(State.TAKEN)
                .needs(Wanted.BED_NUMBER, Wanted.REASON)
                .when(Free.BED_FREE)
                .brings("TakeCase")
                .announces("taken.v1")
                .on(Action.FINISH)
                .from(State.OPEN)
                .by(Side.ORIGIN, Job.CLINIC_DOCTOR)
                .to(State.DONE)
                .announces("finished.v1")
                .on(Action.FINISH)
                .from(State.OPEN, State.TAKEN)
                .by(Side.DESTINATION, Job.CLINIC_DOCTOR)
                .to(State.DONE)
                .build();
    }

    private static Standing standing(Job job, Side... sides) {
        return new Standing(Set.of(sides), Set.of(job.authority()));
    }

    @Test
    void aTableHoldsWhatItsRowsSayInTheirOrder() {
        var rules = table().rules();

        assertThat(rules)
                .containsExactly(
                        new Rule<>(
                                Action.TAKE,
                                Set.of(State.OPEN),
                                List.of(
                                        new Rule.By(Side.ORIGIN, Set.of(Job.DUTY_OFFICER)),
                                        new Rule.By(Side.DESTINATION, Set.of(Job.DUTY_OFFICER))),
                                Set.of(State.TAKEN),
                                List.of(Wanted.BED_NUMBER, Wanted.REASON),
                                List.of(Free.BED_FREE),
                                "TakeCase",
                                "taken.v1"),
                        new Rule<>(
                                Action.FINISH,
                                Set.of(State.OPEN),
                                List.of(new Rule.By(Side.ORIGIN, Set.of(Job.CLINIC_DOCTOR))),
                                Set.of(State.DONE),
                                List.of(),
                                List.of(),
                                null,
                                "finished.v1"),
                        new Rule<>(
                                Action.FINISH,
                                Set.of(State.OPEN, State.TAKEN),
                                List.of(new Rule.By(Side.DESTINATION, Set.of(Job.CLINIC_DOCTOR))),
                                Set.of(State.DONE),
                                List.of(),
                                List.of(),
                                null,
                                null));
        assertThat(rules.getFirst().event()).isEqualTo("taken.v1");
    }

    @Test
    void anOfferIsMadeToThePartyThatMayTakeIt() {
        assertThat(table().offers(State.OPEN, standing(Job.DUTY_OFFICER, Side.DESTINATION)))
                .containsExactly(new Offer("take", "DESTINATION", List.of("bed-number", "reason"), "TakeCase"));
    }

    @Test
    void whoHoldsBothPartiesIsOfferedEachActionOnce() {
        assertThat(table().offers(State.OPEN, standing(Job.CLINIC_DOCTOR, Side.ORIGIN, Side.DESTINATION)))
                .containsExactly(new Offer("finish", "ORIGIN", List.of(), null));
    }

    @Test
    void whatACaseDoesNotFulfilIsNotOffered() {
        assertThat(table().offers(State.OPEN, standing(Job.DUTY_OFFICER, Side.ORIGIN), _ -> false))
                .isEmpty();
        assertThat(table().offers(State.OPEN, standing(Job.DUTY_OFFICER, Side.ORIGIN), Free.BED_FREE::equals))
                .hasSize(1);
    }

    @Test
    void aStateThatNoRowLeadsOutOfIsFinalThoughMovesAreMadeInIt() {
        var table = Lifecycle.<State, Action>table()
                .on(Action.TAKE)
                .by(Side.ORIGIN, Job.CLINIC_DOCTOR)
                .to(State.OPEN)
                .on(Action.FINISH)
                .from(State.OPEN)
                .by(Side.ORIGIN, Job.CLINIC_DOCTOR)
                .to(State.DONE)
                .on(Action.TAKE)
                .from(State.DONE)
                .by(Side.DESTINATION, Job.CLINIC_DOCTOR)
                .on(Action.FINISH)
                .from(State.DONE)
                .by(Side.DESTINATION, Job.CLINIC_DOCTOR)
                .to(State.DONE)
                .build();

        assertThat(table.finalStates()).containsExactly(State.DONE);
        assertThat(table.rules()).extracting(Rule::opens).containsExactly(true, false, false, false);
    }
}
