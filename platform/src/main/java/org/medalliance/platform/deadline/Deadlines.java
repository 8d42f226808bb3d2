package org.medalliance.platform.deadline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.Attention;
import org.medalliance.platform.deadline.DeadlinePolicies.Versioned;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.medalliance.platform.deadline.DeadlinePolicy.Step;
import org.medalliance.platform.identity.Ids;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sets, pauses, resumes and ends the limits of a case, in the transaction of its change. Call it after the aggregate's
 * compare-and-set, whose row lock keeps two changes of one case apart.
 */
@Component
public class Deadlines {

    private final AllianceDatabase database;
    private final DeadlinePolicies policies;
    private final DeadlineRows rows;
    private final Reckoning reckoning;
    private final Attention attention;
    private final JsonMapper json;
    private final Clock clock;

    Deadlines(
            AllianceDatabase database,
            DeadlinePolicies policies,
            DeadlineRows rows,
            Reckoning reckoning,
            Attention attention,
            JsonMapper json,
            Clock clock) {
        this.database = database;
        this.policies = policies;
        this.rows = rows;
        this.reckoning = reckoning;
        this.attention = attention;
        // What a later version adds to a plan is no reason to let a limit pass.
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.clock = clock;
    }

    /** For a case that has just been opened, and so has no limits yet. */
    public Mono<Void> opened(Scope scope, Situation situation) {
        return within(
                scope,
                policies.current(scope, situation.about().type())
                        .flatMap(policy -> change(scope, policy, situation, List.of())));
    }

    /** For a case that has moved, or whose facts have changed. */
    public Mono<Void> moved(Scope scope, Situation situation) {
        return within(scope, policies.current(scope, situation.about().type()).flatMap(policy -> rows.ofCase(
                        scope, situation.about().id())
                .flatMap(present -> change(scope, policy, situation, present))));
    }

    private Mono<Void> within(Scope scope, Mono<Void> change) {
        return database.within(scope, change.thenReturn(true)).then();
    }

    private Mono<Void> change(Scope scope, Versioned policy, Situation situation, List<Deadline> present) {
        var now = clock.instant();
        var holding = policy.policy().holding(situation.facts()).stream()
                .collect(Collectors.toMap(Limit::name, Function.identity()));
        var ended = new ArrayList<String>();
        var writes = new ArrayList<Mono<Void>>();
        for (var deadline : present) {
            var plan = plan(deadline);
            if (!deadline.signature().equals(signature(plan.limit(), situation))) {
                ended.add(deadline.name());
                continue;
            }
            holding.remove(deadline.name());
            if (plan.limit().states().contains(situation.state())) {
                if (deadline.paused()) {
                    writes.add(resume(scope, policy, deadline, plan, now));
                }
            } else if (plan.limit().pausedIn().contains(situation.state())) {
                if (!deadline.paused()) {
                    writes.add(pause(scope, policy, deadline, plan, now));
                }
            } else {
                ended.add(deadline.name());
            }
        }
        var begun = holding.values().stream()
                .filter(limit -> limit.states().contains(situation.state()))
                .toList();
        return end(scope, situation, ended)
                .thenMany(Flux.concat(writes))
                .then(Mono.defer(() -> begin(scope, policy, begun, situation, now)));
    }

    private Mono<Void> begin(Scope scope, Versioned policy, List<Limit> limits, Situation situation, Instant now) {
        return Flux.fromIterable(limits)
                .concatMap(limit -> begun(scope, policy, limit, situation, now))
                .collectList()
                .flatMap(all -> all.isEmpty() ? Mono.empty() : rows.putAll(scope, all));
    }

    private Mono<Void> end(Scope scope, Situation situation, List<String> ended) {
        if (ended.isEmpty()) {
            return Mono.empty();
        }
        var about = situation.about();
        var kinds =
                ended.stream().map(name -> Deadline.kind(about.type(), name)).toList();
        return rows.drop(scope, about.id(), ended).then(Mono.defer(() -> attention.clear(scope, about.id(), kinds)));
    }

    private Mono<DeadlineRows.Timed> begun(
            Scope scope, Versioned policy, Limit limit, Situation situation, Instant now) {
        var plan = new Plan(limit, situation.institutions(), List.of());
        var start = start(limit, situation, now);
        return reckoning.of(scope, plan, policy.policy().defaultHours()).map(time -> {
            var running = plan.with(Reckoning.dues(time, limit, start, Duration.ZERO));
            var about = situation.about();
            return new DeadlineRows.Timed(
                    new Deadline(
                            Ids.next(),
                            about.type(),
                            about.id(),
                            about.number(),
                            limit.name(),
                            signature(limit, situation),
                            json.writeValueAsString(running),
                            start,
                            0,
                            0,
                            running.due(0),
                            false,
                            false),
                    running);
        });
    }

    private static Instant start(Limit limit, Situation situation, Instant now) {
        var given = limit.from() == null ? null : situation.times().get(limit.from());
        var counted = given == null ? now : given;
        return earliest(limit, situation).filter(counted::isBefore).orElse(counted);
    }

    private static Optional<Instant> earliest(Limit limit, Situation situation) {
        return limit.steps().stream()
                .map(Step::effect)
                .filter(Objects::nonNull)
                .flatMap(effect -> Stream.ofNullable(situation.earliest().get(effect)))
                .max(Comparator.naturalOrder());
    }

    private Mono<Void> pause(Scope scope, Versioned policy, Deadline it, Plan plan, Instant now) {
        return reckoning.of(scope, plan, policy.policy().defaultHours()).flatMap(time -> {
            var counted = it.countedMs() + time.between(it.startedAt(), now).toMillis();
            return rows.put(scope, changed(it, plan.with(List.of()), it.startedAt(), counted, null, true), plan)
                    .then(Mono.defer(() ->
                            attention.clear(scope, it.caseId(), List.of(Deadline.kind(it.caseType(), it.name())))));
        });
    }

    private Mono<Void> resume(Scope scope, Versioned policy, Deadline it, Plan plan, Instant now) {
        return reckoning.of(scope, plan, policy.policy().defaultHours()).flatMap(time -> {
            var running = plan.with(Reckoning.dues(time, plan.limit(), now, Duration.ofMillis(it.countedMs())));
            var due = running.due(it.nextStep());
            var repeat = it.acknowledged() ? null : plan.limit().repeat();
            var dueAt = due != null || repeat == null ? due : time.plus(now, repeat);
            return rows.put(scope, changed(it, running, now, it.countedMs(), dueAt, false), running);
        });
    }

    private Deadline changed(
            Deadline it, Plan plan, Instant startedAt, long countedMs, @Nullable Instant dueAt, boolean paused) {
        return new Deadline(
                it.id(),
                it.caseType(),
                it.caseId(),
                it.caseNumber(),
                it.name(),
                it.signature(),
                json.writeValueAsString(plan),
                startedAt,
                countedMs,
                it.nextStep(),
                it.acknowledged() && plan.limit().endsWithAcknowledgement() ? null : dueAt,
                paused,
                it.acknowledged());
    }

    Plan plan(Deadline deadline) {
        return json.readValue(deadline.plan(), Plan.class);
    }

    /** What a limit was set for; the state is no part of it. */
    private static String signature(Limit limit, Situation situation) {
        var facts = new TreeMap<>(situation.facts());
        facts.keySet().retainAll(limit.when().keySet());
        var institutions = new TreeMap<>(situation.institutions());
        institutions.keySet().retainAll(limit.parties());
        var from = limit.from() == null ? null : situation.times().get(limit.from());
        var earliest = earliest(limit, situation).map(it -> " " + it).orElse("");
        return "%s %s %s%s".formatted(facts, institutions, from, earliest);
    }
}
