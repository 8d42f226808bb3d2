package org.medalliance.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;

/** A refusal names its text, what stands in it and what is wrong where; nobody needs to know where in our code. */
class RefusalTest {

    private enum Move {
        CONSULT_FIRST
    }

    private enum State {
        CLOSED
    }

    @Test
    void everyRefusalNamesItsText() {
        assertThat(new Refusal.Unknown().code()).isEqualTo("unknown");
        assertThat(new Refusal.Stale().code()).isEqualTo("stale");
        assertThat(new Refusal.PreconditionMissing().code()).isEqualTo("precondition-missing");
        assertThat(new Refusal.Forbidden("role-missing").code()).isEqualTo("role-missing");
        assertThat(new Refusal.Conflict("already-open").code()).isEqualTo("already-open");
        assertThat(new Refusal.Malformed("body-unreadable").code()).isEqualTo("body-unreadable");
    }

    @Test
    void whatStandsInTheTextGoesWithIt() {
        assertThat(new Refusal.Forbidden(Move.CONSULT_FIRST).arguments()).containsExactly("consult-first");
        assertThat(new Refusal.WrongState(Move.CONSULT_FIRST, State.CLOSED).arguments())
                .containsExactly("consult-first", "CLOSED");
        assertThat(new Refusal.WrongState(Move.CONSULT_FIRST, null).arguments())
                .as("there is no case yet")
                .containsExactly("consult-first", "-");
        assertThat(new Refusal.Conflict("node-stamped", "DOOR").arguments()).containsExactly("DOOR");
        assertThat(new Refusal.TooLarge(20).arguments()).containsExactly(20L);
    }

    @Test
    void anInvalidBodyIsToldWhereItIsWrong() {
        assertThat(new Refusal.Invalid("node-unknown", "/node").faults())
                .containsExactly(new Fault("/node", "node-unknown"));
        assertThat(new Refusal.Invalid("too-many", null, 30).faults()).isEmpty();
        assertThat(new Refusal.Invalid("too-many", null, 30).arguments()).containsExactly(30);

        var both = List.of(new Fault("/a", "missing"), new Fault("/b", "unknown"));
        assertThat(new Refusal.Invalid(both).faults()).isEqualTo(both);
        assertThat(new Refusal.Invalid(both).code()).isEqualTo("invalid");
    }

    @Test
    void aRefusalCostsNoStack() {
        assertThat(new Refusal.Stale().getStackTrace()).isEmpty();
    }
}
