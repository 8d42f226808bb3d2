package org.medalliance.platform.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the policies: looks every hour for what is older than its alliance wants, and erases it in batches. A batch and
 * its row in the audit trail are one transaction. What one run leaves the next one takes.
 */
@Component
class RetentionJob {

    private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);

    static final int BATCH = 200;

    /** Of one kind and alliance in one run, so that a first run over old data leaves room for the day's work. */
    private static final int BATCHES = 50;

    /** As the audit trail names it, such as {@code retention.closed-referrals}. */
    private static final String ACTION = "retention.";

    private static final String CASE = "retention";

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private final RetentionPolicies policies;
    private final RetentionRuns runs;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final MeterRegistry meters;

    RetentionJob(
            RetentionPolicies policies,
            RetentionRuns runs,
            Audit audit,
            TransactionalOperator transaction,
            Clock clock,
            MeterRegistry meters) {
        this.audit = audit;
        this.transaction = transaction;
        this.policies = policies;
        this.runs = runs;
        this.clock = clock;
        this.meters = meters;
        policies.erasables().forEach(this::erased);
    }

    /** Answers how many were erased. */
    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    Mono<Long> run() {
        return Flux.defer(() -> Flux.fromIterable(policies.erasables()))
                .concatMap(this::keep)
                .reduce(0L, Long::sum);
    }

    private Mono<Long> keep(Erasable erasable) {
        return Flux.defer(() -> erasable.holders(before(erasable.keeping().least())))
                .collectList()
                .flatMapIterable(it -> it)
                .concatMap(scope -> keepCounted(scope, erasable))
                .reduce(0L, Long::sum)
                .onErrorResume(failure -> failed(erasable, failure));
    }

    /** One alliance whose run fails does not keep the others from theirs. */
    private Mono<Long> keepCounted(Scope scope, Erasable erasable) {
        return runs.claim(scope, erasable.name())
                .filter(claimed -> claimed)
                .flatMap(_ -> keepClaimed(scope, erasable).contextWrite(scope.carried()))
                .defaultIfEmpty(0L)
                .onErrorResume(failure -> failed(erasable, failure));
    }

    private Mono<Long> keepClaimed(Scope scope, Erasable erasable) {
        return policies.current(scope)
                .flatMap(policy -> eraseAll(scope, erasable, before(policy.period(erasable))))
                .delayUntil(erased -> runs.release(scope, erasable.name(), erased))
                .onErrorResume(
                        failure -> runs.release(scope, erasable.name(), 0).then(Mono.error(failure)));
    }

    private Mono<Long> eraseAll(Scope scope, Erasable erasable, Instant before) {
        var batch = Mono.defer(() -> erasable.erase(scope, before, BATCH))
                .delayUntil(
                        ids -> ids.isEmpty() ? Mono.empty() : audit.acted(scope, ACTION + erasable.name(), CASE, ids))
                .as(transaction::transactional)
                .map(ids -> (long) ids.size())
                .doOnNext(erased -> erased(erasable).increment(erased));
        return batch.expand(erased -> erased < BATCH ? Mono.empty() : batch)
                .take(BATCHES)
                .reduce(0L, Long::sum);
    }

    private Instant before(Period period) {
        return clock.instant().atZone(COUNTY).minus(period).toInstant();
    }

    private Mono<Long> failed(Erasable erasable, Throwable failure) {
        log.warn(
                "What is over of {} could not be erased and is tried again: {}",
                erasable.name(),
                failure.getClass().getSimpleName());
        Counter.builder("alliance.retention.failures")
                .description("Runs that ended with a failure")
                .tag("name", erasable.name())
                .register(meters)
                .increment();
        return Mono.just(0L);
    }

    private Counter erased(Erasable erasable) {
        return Counter.builder("alliance.retention.erased")
                .description("What was erased since its time was over")
                .tag("name", erasable.name())
                .register(meters);
    }
}
