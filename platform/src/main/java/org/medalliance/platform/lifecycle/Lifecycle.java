package org.medalliance.platform.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what when, for one aggregate: rows of action, states, party and roles, target and needs. The guard, the
 * actions offered with each representation, the diagram in the documentation and the exhaustive permission test are
 * all read from here, and from nowhere else.
 *
 * @param <S> states
 * @param <A> actions
 */
public final class Lifecycle<S extends Enum<S>, A extends Enum<A>> {

    private final List<Rule<S, A>> rules;

    private Lifecycle(List<Rule<S, A>> rules) {
        this.rules = List.copyOf(rules);
    }

    public static <S extends Enum<S>, A extends Enum<A>> Table<S, A> table() {
        return new Table<>();
    }

    public List<Rule<S, A>> rules() {
        return rules;
    }

    /**
     * The row that lets this standing do the action in this state.
     *
     * @param state null when the action opens a case
     * @throws Refusal.Unknown when the actor's institution holds no party of the case
     * @throws Refusal.Forbidden when the party or the role may not do this
     * @throws Refusal.WrongState when they may, but not now
     */
    public Rule<S, A> permit(A action, @Nullable S state, Standing standing) {
        if (standing.parties().isEmpty()) {
            throw new Refusal.Unknown();
        }
        var here = rules.stream()
                .filter(it -> it.action() == action && it.leaves(state))
                .toList();
        var permitted = here.stream().filter(it -> it.admits(standing)).findFirst();
        if (permitted.isPresent()) {
            return permitted.get();
        }
        var elsewhere = rules.stream().anyMatch(it -> it.action() == action && it.admits(standing));
        if (elsewhere && here.stream().allMatch(Rule::isDoneByThePlatform)) {
            throw new Refusal.WrongState(action, state);
        }
        throw new Refusal.Forbidden(action);
    }

    /**
     * The row by which the platform itself (an event, a deadline) moves a case.
     *
     * @throws Refusal.WrongState when the case has moved on
     */
    public Rule<S, A> permitPlatform(A action, @Nullable S state) {
        return rules.stream()
                .filter(it -> it.action() == action && it.isDoneByThePlatform() && it.leaves(state))
                .findFirst()
                .orElseThrow(() -> new Refusal.WrongState(action, state));
    }

    /** What this standing may do to a case in this state, in the order of the table; every guard holds. */
    public List<Offer> offers(S state, Standing standing) {
        return offers(state, standing, _ -> true);
    }

    /**
     * What this standing may do to a case in this state, in the order of the table, each action once.
     *
     * @param holds whether a guard holds for the case and the actor
     */
    public List<Offer> offers(S state, Standing standing, Predicate<Guard> holds) {
        var seen = new HashSet<A>();
        return rules.stream()
                .filter(it -> it.leaves(state) && it.admits(standing))
                .filter(it -> it.guards().stream().allMatch(holds))
                .filter(it -> seen.add(it.action()))
                .flatMap(it -> it.by().stream()
                        .filter(by -> by.admits(standing))
                        .limit(1)
                        .map(by -> Offer.of(it, by.party())))
                .toList();
    }

    /** Builds a table; {@code on} opens a row, and the row is closed by the next one or by {@code build}. */
    public static final class Table<S extends Enum<S>, A extends Enum<A>> {

        private final List<Row<S, A>> rows = new ArrayList<>();

        public Row<S, A> on(A action) {
            var row = new Row<>(this, action);
            rows.add(row);
            return row;
        }

        private Lifecycle<S, A> build() {
            return new Lifecycle<>(rows.stream().map(Row::rule).toList());
        }
    }

    /** A row being written. */
    public static final class Row<S extends Enum<S>, A extends Enum<A>> {

        private final Table<S, A> table;
        private final A action;
        private final List<Rule.By> by = new ArrayList<>();
        private Set<S> from = Set.of();
        private Set<S> to = Set.of();
        private List<Need> needs = List.of();
        private List<Guard> guards = List.of();
        private @Nullable String body;
        private @Nullable String announces;

        private Row(Table<S, A> table, A action) {
            this.table = table;
            this.action = action;
        }

        @SafeVarargs
        public final Row<S, A> from(S... states) {
            from = Set.copyOf(Arrays.asList(states));
            return this;
        }

        public Row<S, A> by(Party party, Role... roles) {
            by.add(new Rule.By(party, Set.of(roles)));
            return this;
        }

        @SafeVarargs
        public final Row<S, A> to(S... states) {
            to = Set.copyOf(Arrays.asList(states));
            return this;
        }

        public Row<S, A> needs(Need... wanted) {
            needs = List.of(wanted);
            return this;
        }

        /** What the case has to fulfil beside its state. */
        public Row<S, A> when(Guard... wanted) {
            guards = List.of(wanted);
            return this;
        }

        /** The name of the body's schema in the API's document. */
        public Row<S, A> brings(String schema) {
            body = schema;
            return this;
        }

        public Row<S, A> announces(String eventType) {
            announces = eventType;
            return this;
        }

        public Row<S, A> on(A next) {
            return table.on(next);
        }

        public Lifecycle<S, A> build() {
            return table.build();
        }

        private Rule<S, A> rule() {
            return new Rule<>(action, from, List.copyOf(by), to, needs, guards, body, announces);
        }
    }

    /** Every state that the table mentions and that no row leads out of. */
    public Stream<S> finalStates() {
        return rules.stream().flatMap(it -> it.to().stream()).distinct().filter(state -> rules.stream()
                .noneMatch(it -> it.leaves(state) && it.leadsAwayFrom(state)));
    }
}
