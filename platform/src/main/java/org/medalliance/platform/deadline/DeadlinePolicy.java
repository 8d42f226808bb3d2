package org.medalliance.platform.deadline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.attention.Urgency;

/**
 * What an alliance has agreed on the limits of a kind of case.
 *
 * @param limits of one name, the first whose {@code when} fits a case holds for it
 * @param defaultHours for institutions that the directory knows no opening hours of
 */
public record DeadlinePolicy(
        @NotNull @Size(max = 60) List<@Valid Limit> limits,
        @NotEmpty @Size(max = 28) List<@Valid OpenSpan> defaultHours) {

    /** What the hours of a limit are counted in. */
    public enum Counting {
        ALWAYS,
        OPENING_HOURS
    }

    /**
     * One limit with its ladder.
     *
     * @param name such as {@code triage}; part of the items' kind
     * @param states in which it runs
     * @param pausedIn states in which it stands still; in any other it ends
     * @param when facts of the case and the values that fit, such as {@code priority: [URGENT]}; empty fits all
     * @param opensAt the party whose opening hours count; needed with OPENING_HOURS
     * @param from a time of the case from which it counts, such as {@code reservedFor}; null for the state's beginning
     * @param steps in the order of their times
     * @param repeat how often the last step comes again until it is acknowledged; null for never
     * @param endsWithAcknowledgement whether an acknowledgement ends the whole ladder, or the repeating only
     * @param untilActedOn whether the last step comes again whoever has acknowledged it, until the case moves on; null
     *     for no
     */
    public record Limit(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}")
            String name,

            @NotEmpty Set<String> states,
            @NotNull Set<String> pausedIn,
            @NotNull Map<String, Set<String>> when,
            @NotNull Counting counting,
            @Nullable String opensAt,
            @Nullable String from,
            @NotEmpty @Size(max = 20) List<@Valid Step> steps,
            @Nullable Duration repeat,
            boolean endsWithAcknowledgement,
            @Nullable Boolean untilActedOn) {

        /** Runs in these states for every case, day and night, its ladder told once; the others refine it. */
        public static Limit in(Set<? extends Enum<?>> states, String name, Step... steps) {
            return new Limit(
                    name,
                    names(states),
                    Set.of(),
                    Map.of(),
                    Counting.ALWAYS,
                    null,
                    null,
                    List.of(steps),
                    null,
                    false,
                    null);
        }

        /** Only for cases of which one of these is true. */
        public Limit onlyFor(String fact, Enum<?>... values) {
            var facts = new HashMap<>(when);
            facts.put(fact, names(List.of(values)));
            return refined(edit -> edit.when = facts);
        }

        public Limit standingStillIn(Enum<?>... others) {
            return refined(edit -> edit.pausedIn = names(List.of(others)));
        }

        /** Counted while this party is open. */
        public Limit inHoursOf(Enum<?> party) {
            return refined(edit -> {
                edit.counting = Counting.OPENING_HOURS;
                edit.opensAt = party.name();
            });
        }

        /** Counted from a time of the case instead of the state's beginning. */
        public Limit countedFrom(String time) {
            return refined(edit -> edit.from = time);
        }

        /** The last step comes again, every so often, as ISO 8601. */
        public Limit repeatedEvery(String period) {
            return refined(edit -> edit.repeat = Duration.parse(period));
        }

        /** Whoever has heard has heard for all. */
        public Limit endedByAcknowledgement() {
            return refined(edit -> edit.endsWithAcknowledgement = true);
        }

        /** To have seen it is not to have done it: only a move of the case ends the repeating. */
        public Limit evenIfAcknowledged() {
            return refined(edit -> edit.untilActedOn = true);
        }

        private Limit refined(Consumer<Edit> change) {
            var edit = new Edit(this);
            change.accept(edit);
            return new Limit(
                    name,
                    states,
                    edit.pausedIn,
                    edit.when,
                    edit.counting,
                    edit.opensAt,
                    edit.from,
                    steps,
                    edit.repeat,
                    edit.endsWithAcknowledgement,
                    edit.untilActedOn);
        }

        /** What a refinement may change. */
        private static final class Edit {

            private Set<String> pausedIn;
            private Map<String, Set<String>> when;
            private Counting counting;
            private @Nullable String opensAt;
            private @Nullable String from;
            private @Nullable Duration repeat;
            private boolean endsWithAcknowledgement;
            private @Nullable Boolean untilActedOn;

            Edit(Limit it) {
                pausedIn = it.pausedIn;
                when = it.when;
                counting = it.counting;
                opensAt = it.opensAt;
                from = it.from;
                repeat = it.repeat;
                endsWithAcknowledgement = it.endsWithAcknowledgement;
                untilActedOn = it.untilActedOn;
            }
        }

        /** From how many steps on an acknowledgement ends the repeating. */
        int acknowledgedFrom() {
            return Boolean.TRUE.equals(untilActedOn) ? Integer.MAX_VALUE : steps.size();
        }

        private static Set<String> names(Collection<? extends Enum<?>> values) {
            return DeadlineSubject.names(values.stream());
        }

        /** Whose people it tells, and whose hours it is counted in. */
        Set<String> parties() {
            return Stream.concat(steps.stream().map(Step::party), Stream.ofNullable(opensAt))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }

        boolean fits(Map<String, String> facts) {
            return when.entrySet().stream()
                    .allMatch(it -> it.getValue().contains(String.valueOf(facts.get(it.getKey()))));
        }

        /** The last one, over and over, behind the end of the ladder. */
        Step step(int index) {
            return steps.get(Math.min(index, steps.size() - 1));
        }
    }

    /**
     * One rung of a ladder: either somebody is told, or the platform acts.
     *
     * @param after from the limit's beginning, as ISO 8601 such as {@code PT2H}
     * @param party whose people are told
     * @param role of those who are told
     * @param effect what the platform does by itself, such as {@code resume}; null when somebody is told
     */
    public record Step(
            @NotNull Duration after,
            @Nullable String party,
            @Nullable String role,
            @Nullable Urgency urgency,
            @Nullable String effect) {

        public static Step tell(String after, Enum<?> party, String role, Urgency urgency) {
            return new Step(Duration.parse(after), party.name(), role, urgency, null);
        }

        public static Step act(String after, String effect) {
            return new Step(Duration.parse(after), null, null, null, effect);
        }
    }

    /** The limits that hold for a case of these facts, one of each name. */
    List<Limit> holding(Map<String, String> facts) {
        var first = new LinkedHashMap<String, Limit>();
        for (var limit : limits) {
            if (!first.containsKey(limit.name()) && limit.fits(facts)) {
                first.put(limit.name(), limit);
            }
        }
        return List.copyOf(first.values());
    }
}
