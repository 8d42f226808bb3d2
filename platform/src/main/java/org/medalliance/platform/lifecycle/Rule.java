package org.medalliance.platform.lifecycle;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of a lifecycle table.
 *
 * @param from the states it leaves; empty when it opens the case
 * @param by who may do it; empty when only the platform itself does (an event or a deadline)
 * @param to the states it may lead to; empty when the state stays
 * @param needs what the command has to bring
 * @param guards what it asks of the case beside its state
 * @param body name of the schema of the command's body; null when it brings none
 * @param announces the type of the event it writes, if it announces anything
 */
public record Rule<S extends Enum<S>, A extends Enum<A>>(
        A action,
        Set<S> from,
        List<By> by,
        Set<S> to,
        List<Need> needs,
        List<Guard> guards,
        @Nullable String body,
        @Nullable String announces) {

    /** A party with the roles that may act for it. */
    public record By(Party party, Set<? extends Role> roles) {
        boolean admits(Standing standing) {
            return standing.holds(party) && standing.hasAny(roles);
        }
    }

    public boolean opens() {
        return from.isEmpty();
    }

    public boolean isDoneByThePlatform() {
        return by.isEmpty();
    }

    boolean leaves(@Nullable S state) {
        return state == null ? opens() : from.contains(state);
    }

    boolean leadsAwayFrom(S state) {
        return to.stream().anyMatch(it -> it != state);
    }

    boolean admits(Standing standing) {
        return by.stream().anyMatch(it -> it.admits(standing));
    }

    /** The event's type; a rule without one announces nothing and must not be asked. */
    public String event() {
        if (announces == null) {
            throw new IllegalStateException("The table names no event for %s.".formatted(action));
        }
        return announces;
    }

    /** Checks that a transition ended where the table says it may. */
    public void verifyArrival(@Nullable S before, S after) {
        var arrived = to.isEmpty() ? after == before : to.contains(after);
        if (!arrived) {
            throw new IllegalStateException("%s may not lead from %s to %s.".formatted(action, before, after));
        }
    }
}
