package org.medalliance.platform.deadline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.deadline.DeadlinePolicy.Counting;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;

/**
 * Finds everything in a policy that could not work, with its place, before it is kept; and what it would no longer watch:
 * an alliance may give more time than the default policy does, but for no case may it end a ladder altogether.
 */
final class PolicyCheck {

    private static final Duration SHORTEST_REPEAT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofDays(366);

    private final DeadlineSubject subject;
    private final List<Fault> faults = new ArrayList<>();

    private PolicyCheck(DeadlineSubject subject) {
        this.subject = subject;
    }

    /**
     * @throws Refusal.Invalid with every fault; or with the states that would be watched no more
     */
    static void check(DeadlineSubject subject, DeadlinePolicy policy) {
        var check = new PolicyCheck(subject);
        check.hours(policy.defaultHours());
        for (int i = 0; i < policy.limits().size(); i++) {
            check.limit("/limits/" + i, policy.limits().get(i));
        }
        if (!check.faults.isEmpty()) {
            throw new Refusal.Invalid(check.faults);
        }
        var silenced = silenced(subject, policy);
        if (!silenced.isEmpty()) {
            throw new Refusal.Invalid("deadline-silenced", "/limits", String.join(", ", silenced));
        }
    }

    /** Such as {@code SUBMITTED (priority EMERGENCY)}: by every combination of the facts that one of the policies asks for. */
    private static Set<String> silenced(DeadlineSubject subject, DeadlinePolicy policy) {
        var silenced = new TreeSet<String>();
        for (var facts : combinations(subject, policy)) {
            var watched = watched(policy, facts);
            watched(subject.defaults(), facts).stream()
                    .filter(state -> !watched.contains(state))
                    .map(state -> facts.isEmpty() ? state : "%s (%s)".formatted(state, inWords(facts)))
                    .forEach(silenced::add);
        }
        return silenced;
    }

    private static Set<String> watched(DeadlinePolicy policy, Map<String, String> facts) {
        return policy.holding(facts).stream()
                .flatMap(limit -> limit.states().stream())
                .collect(Collectors.toSet());
    }

    private static List<Map<String, String>> combinations(DeadlineSubject subject, DeadlinePolicy policy) {
        var asked = Stream.of(subject.defaults(), policy)
                .flatMap(it -> it.limits().stream())
                .flatMap(limit -> limit.when().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        List<Map<String, String>> combinations = List.of(Map.of());
        for (var fact : asked) {
            combinations = combinations.stream()
                    .flatMap(known -> subject.facts().getOrDefault(fact, Set.of()).stream()
                            .map(value -> and(known, fact, value)))
                    .toList();
        }
        return combinations;
    }

    private static Map<String, String> and(Map<String, String> known, String fact, String value) {
        var more = new TreeMap<>(known);
        more.put(fact, value);
        return more;
    }

    private static String inWords(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(it -> it.getKey() + " " + it.getValue())
                .collect(Collectors.joining(", "));
    }

    private void hours(List<OpenSpan> hours) {
        var byDay = new HashMap<Object, List<OpenSpan>>();
        for (int i = 0; i < hours.size(); i++) {
            var span = hours.get(i);
            var sameDay = byDay.computeIfAbsent(span.day(), _ -> new ArrayList<>());
            if (span.ends() <= span.begins()
                    || sameDay.stream().anyMatch(it -> span.begins() < it.ends() && it.begins() < span.ends())) {
                fault("/defaultHours/" + i, "hours-overlap");
            }
            sameDay.add(span);
        }
    }

    private void limit(String at, Limit limit) {
        known(at + "/states", limit.states(), subject.states());
        known(at + "/pausedIn", limit.pausedIn(), subject.states());
        if (limit.pausedIn().stream().anyMatch(limit.states()::contains)) {
            fault(at + "/pausedIn", "runs-and-pauses");
        }
        limit.when().forEach((fact, values) -> {
            var known = subject.facts().get(fact);
            if (known == null) {
                fault(at + "/when/" + fact, "unknown-value");
            } else {
                known(at + "/when/" + fact, values, known);
            }
        });
        optional(at + "/from", limit.from(), subject.times());
        optional(at + "/opensAt", limit.opensAt(), subject.parties());
        if (limit.counting() == Counting.OPENING_HOURS && limit.opensAt() == null) {
            fault(at + "/opensAt", "NotNull");
        }
        if (limit.repeat() != null
                && (limit.repeat().compareTo(SHORTEST_REPEAT) < 0
                        || limit.repeat().compareTo(LONGEST) > 0)) {
            fault(at + "/repeat", "duration-out-of-range");
        }
        steps(at, limit);
    }

    private void steps(String at, Limit limit) {
        var before = Duration.ZERO;
        for (int i = 0; i < limit.steps().size(); i++) {
            var step = limit.steps().get(i);
            var place = at + "/steps/" + i;
            if (step.after().isNegative() || step.after().compareTo(LONGEST) > 0) {
                fault(place + "/after", "duration-out-of-range");
            } else if (step.after().compareTo(before) < 0) {
                fault(place + "/after", "steps-out-of-order");
            }
            before = step.after();
            step(place, step);
        }
    }

    private void step(String at, Step step) {
        optional(at + "/effect", step.effect(), subject.effects());
        optional(at + "/party", step.party(), subject.parties());
        optional(at + "/role", step.role(), subject.roles());
        if (step.effect() == null && (step.party() == null || step.role() == null || step.urgency() == null)) {
            fault(at, "step-tells-nobody");
        }
    }

    private void optional(String at, @Nullable String value, Collection<String> known) {
        if (value != null) {
            known(at, List.of(value), known);
        }
    }

    private void known(String at, Collection<String> values, Collection<String> known) {
        if (values.isEmpty() && at.contains("/when/") || !known.containsAll(values)) {
            fault(at, "unknown-value");
        }
    }

    private void fault(String at, String code) {
        faults.add(new Fault(at, code));
    }
}
