package org.medalliance.platform.deadline;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.AcknowledgementListener;
import org.medalliance.platform.attention.Alert;
import org.medalliance.platform.attention.Attention;
import org.medalliance.platform.attention.AttentionItem;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.deadline.DeadlineRows.Fired;
import org.medalliance.platform.lifecycle.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Fires what is due, each step once, in the order of its time. Several instances share the work: a step, the item that
 * it raises and the time of the next step are one transaction, and a row that another has locked is passed over. A step
 * that makes the platform act needs no lock: the case's own compare-and-set lets one of them through.
 */
@Component
class DeadlineWorker implements AcknowledgementListener {

    private static final Logger log = LoggerFactory.getLogger(DeadlineWorker.class);

    /** Alliances at once; connections are shared with requests. */
    private static final int SIDE_BY_SIDE = 3;

    private final DeadlineRows rows;
    private final DeadlinePolicies policies;
    private final Deadlines deadlines;
    private final Reckoning reckoning;
    private final Attention attention;
    private final Map<String, DeadlineEffect> effects;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final MeterRegistry meters;
    private boolean failing;

    DeadlineWorker(
            DeadlineRows rows,
            DeadlinePolicies policies,
            Deadlines deadlines,
            Reckoning reckoning,
            Attention attention,
            ObjectProvider<DeadlineEffect> effects,
            TransactionalOperator transaction,
            Clock clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.policies = policies;
        this.deadlines = deadlines;
        this.reckoning = reckoning;
        this.attention = attention;
        this.effects = effects.orderedStream()
                .collect(Collectors.toMap(it -> it.caseType() + "/" + it.name(), Function.identity()));
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
    }

    /** Answers how many steps were fired. */
    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "${alliance.deadline.look:PT0.5S}")
    Mono<Long> look() {
        return Mono.defer(this::fireDue).onErrorResume(failure -> Mono.fromSupplier(() -> sayOnce(failure)));
    }

    private long sayOnce(Throwable failure) {
        meters.counter("alliance.deadline.failures").increment();
        if (!failing) {
            log.warn(
                    "Deadlines cannot be fired, and are tried again: {}",
                    failure.getClass().getSimpleName());
        }
        failing = true;
        return 0;
    }

    Mono<Long> fireDue() {
        return rows.alliancesWithDue(clock.instant())
                .flatMapMany(Flux::fromIterable)
                .flatMap(
                        scope -> tell(scope).concatWith(act(scope)).onErrorResume(failure -> passOver(failure)),
                        SIDE_BY_SIDE)
                .reduce(0L, Long::sum);
    }

    /** One alliance whose steps fail does not keep the others from theirs. */
    private Mono<Long> passOver(Throwable failure) {
        return Mono.fromSupplier(() -> sayOnce(failure));
    }

    private Flux<Long> tell(Scope scope) {
        return tellSome(scope).repeat().takeWhile(fired -> fired > 0);
    }

    private Mono<Long> tellSome(Scope scope) {
        return Mono.defer(() -> rows.claim(scope, clock.instant()))
                .flatMap(claimed -> claimed.isEmpty() ? Mono.just(0L) : tell(scope, claimed))
                .as(transaction::transactional)
                .contextWrite(scope.carried());
    }

    /**
     * A claim's steps by three statements, however many they are. Each is of another deadline, and so of another case or
     * kind: no item is raised twice in one of them.
     */
    private Mono<Long> tell(Scope scope, List<Deadline> claimed) {
        var times = new HashMap<Hours, Mono<Reckoning.Time>>();
        return Flux.fromIterable(claimed)
                .concatMap(deadline -> next(scope, deadline, deadlines.plan(deadline), times))
                .collectList()
                .flatMap(steps -> attention
                        .raiseAll(scope, alerts(steps))
                        .then(Mono.defer(() -> rows.fired(scope, steps)))
                        .then(Mono.fromSupplier(() -> {
                            claimed.forEach(this::measure);
                            return (long) claimed.size();
                        })));
    }

    private static List<Alert> alerts(List<Fired> steps) {
        return steps.stream()
                .map(it -> alert(it.deadline(), it.plan()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty where nobody holds the party that the step tells. */
    private static Optional<Alert> alert(Deadline deadline, Plan plan) {
        var index = deadline.nextStep();
        var step = plan.limit().step(index);
        return Optional.ofNullable(plan.institutions().get(requireNonNull(step.party())))
                .map(institution -> new Alert(
                        Deadline.kind(deadline.caseType(), deadline.name()),
                        requireNonNull(step.urgency()),
                        Math.min(index + 1, plan.limit().steps().size()),
                        new CaseRef(deadline.caseType(), deadline.caseId(), deadline.caseNumber()),
                        Audience.of(institution, requireNonNull(step.role()))));
    }

    /** Whose hours count, for which kind of case: the same for many deadlines of a claim. */
    private record Hours(
            String caseType,
            DeadlinePolicy.Counting counting,
            @Nullable String institution) {}

    private Mono<Fired> next(Scope scope, Deadline deadline, Plan plan, Map<Hours, Mono<Reckoning.Time>> times) {
        var due = plan.due(deadline.nextStep() + 1);
        var repeat = deadline.acknowledged() ? null : plan.limit().repeat();
        if (due != null || repeat == null) {
            return Mono.just(new Fired(deadline, plan, due));
        }
        var hours = new Hours(deadline.caseType(), plan.limit().counting(), plan.opensAt());
        return times.computeIfAbsent(hours, _ -> time(scope, deadline, plan).cache())
                .map(time -> new Fired(deadline, plan, time.plus(clock.instant(), repeat)));
    }

    private Mono<Reckoning.Time> time(Scope scope, Deadline deadline, Plan plan) {
        return policies.current(scope, deadline.caseType())
                .flatMap(policy -> reckoning.of(scope, plan, policy.policy().defaultHours()));
    }

    private Flux<Long> act(Scope scope) {
        return Mono.defer(() -> rows.dueEffects(scope, clock.instant()))
                .flatMapMany(Flux::fromIterable)
                .concatMap(deadline -> act(scope, deadline).thenReturn(1L))
                .contextWrite(scope.carried());
    }

    /** The case's change ends or renews the limit; when it is refused, the case has moved on without it. */
    private Mono<Void> act(Scope scope, Deadline deadline) {
        var plan = deadlines.plan(deadline);
        var name = plan.limit().step(deadline.nextStep()).effect();
        var effect = requireNonNull(
                effects.get(deadline.caseType() + "/" + name), () -> "Nobody here knows the effect " + name + ".");
        return Mono.defer(() -> effect.apply(scope, deadline.caseId()))
                .as(transaction::transactional)
                .then(Mono.<Void>fromRunnable(() -> measure(deadline)))
                .onErrorResume(
                        Refusal.class,
                        _ -> rows.skipped(scope, new Fired(deadline, plan, plan.due(deadline.nextStep() + 1))));
    }

    /** Heard: the ladder stands still. */
    @Override
    public Mono<Void> acknowledged(Scope scope, AttentionItem item) {
        var prefix = item.caseType() + ".";
        return item.kind().startsWith(prefix)
                ? rows.acknowledged(scope, item.caseId(), item.kind().substring(prefix.length()))
                : Mono.empty();
    }

    private void measure(Deadline deadline) {
        meters.counter("alliance.deadline.steps", "limit", Deadline.kind(deadline.caseType(), deadline.name()))
                .increment();
        var due = deadline.dueAt();
        if (due != null) {
            // A clock that is moved back in a demo or test makes no step early.
            var late = Duration.between(due, clock.instant());
            meters.timer("alliance.deadline.lateness").record(late.isNegative() ? Duration.ZERO : late);
        }
    }
}
