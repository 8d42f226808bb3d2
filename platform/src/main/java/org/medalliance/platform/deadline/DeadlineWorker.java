package org.medalliance.platform.deadline;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
                .flatMapMany(Flux::fromIterable)
                .concatMap(deadline -> tell(scope, deadline))
                .count()
                .as(transaction::transactional)
                .contextWrite(scope.carried());
    }

    private Mono<Deadline> tell(Scope scope, Deadline deadline) {
        var plan = deadlines.plan(deadline);
        return raise(scope, deadline, plan)
                .then(Mono.defer(() -> next(scope, deadline, plan)))
                .flatMap(next -> rows.fired(scope, deadline, plan, next.dueAt()))
                .then(Mono.fromRunnable(() -> measure(deadline)))
                .thenReturn(deadline);
    }

    private Mono<?> raise(Scope scope, Deadline deadline, Plan plan) {
        var index = deadline.nextStep();
        var step = plan.limit().step(index);
        var institution = plan.institutions().get(requireNonNull(step.party()));
        if (institution == null) {
            return Mono.empty();
        }
        return attention.raise(
                scope,
                new Alert(
                        Deadline.kind(deadline.caseType(), deadline.name()),
                        requireNonNull(step.urgency()),
                        Math.min(index + 1, plan.limit().steps().size()),
                        new CaseRef(deadline.caseType(), deadline.caseId(), deadline.caseNumber()),
                        Audience.of(institution, requireNonNull(step.role()))));
    }

    /** @param dueAt null at the end of the ladder */
    private record Next(@Nullable Instant dueAt) {}

    private Mono<Next> next(Scope scope, Deadline deadline, Plan plan) {
        var due = plan.due(deadline.nextStep() + 1);
        var repeat = deadline.acknowledged() ? null : plan.limit().repeat();
        if (due != null || repeat == null) {
            return Mono.just(new Next(due));
        }
        return policies.current(scope, deadline.caseType())
                .flatMap(policy -> reckoning.of(scope, plan, policy.policy().defaultHours()))
                .map(time -> new Next(time.plus(clock.instant(), repeat)));
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
                        Refusal.class, _ -> rows.skipped(scope, deadline, plan, plan.due(deadline.nextStep() + 1)));
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
