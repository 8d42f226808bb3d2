package org.medalliance.platform.lifecycle;

import java.util.Set;

/**
 * What an actor is to a case: the parties that the actor's institution holds on it, and the actor's roles.
 *
 * @param roles names as in a token, such as {@code clinic-doctor}
 */
public record Standing(Set<? extends Party> parties, Set<String> roles) {

    public Standing {
        parties = Set.copyOf(parties);
        roles = Set.copyOf(roles);
    }

    boolean holds(Party party) {
        return parties.contains(party);
    }

    boolean hasAny(Set<? extends Role> wanted) {
        return wanted.stream().map(Role::authority).anyMatch(roles::contains);
    }
}
