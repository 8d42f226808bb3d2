package org.medalliance.referral.cases;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the ops desk and the bureau watch: open cases by state, moves by action, how long clinics wait for an answer. */
@Component
class ReferralMetrics {

    /** What ends a sender's wait; a withdrawal is no answer. */
    private static final Set<Action> ANSWERS =
            EnumSet.of(Action.ACCEPT, Action.DECLINE, Action.CONSULT_FIRST, Action.FORWARD, Action.ASK);

    /** Over every alliance, since it is a number of the service; read from the index of open cases alone. */
    private static final String OPEN = """
            select state, count(*) as cases from referral where state not in ('CLOSED', 'WITHDRAWN') group by state
            """;

    private final MeterRegistry meters;
    private final WorkerDatabase database;
    private volatile Map<State, Long> open = Map.of();

    ReferralMetrics(MeterRegistry meters, WorkerDatabase database) {
        this.meters = meters;
        this.database = database;
        Arrays.stream(State.values()).filter(State::isOpen).forEach(this::watch);
    }

    private void watch(State state) {
        Gauge.builder("alliance.referral.open", () -> open.getOrDefault(state, 0L))
                .baseUnit("cases")
                .tag("state", state.name())
                .description("Open referrals by state")
                .register(meters);
    }

    record Count(String state, long cases) {}

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT15S")
    Mono<Map<State, Long>> count() {
        return Flux.defer(() -> database.sql(OPEN).mapProperties(Count.class).all())
                .collectMap(it -> State.valueOf(it.state()), Count::cases)
                .doOnNext(counted -> open = Map.copyOf(counted));
    }

    /** A move that is rolled back was none. */
    Mono<Void> countAfterCommit(Action action, @Nullable Referral before, Referral next) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(() -> moved(action, before, next));
                    }
                }))
                .then();
    }

    private void moved(Action action, @Nullable Referral before, Referral next) {
        Counter.builder("alliance.referral.moves")
                .tag("action", action.name())
                .tag("priority", next.priority().name())
                .tag("direction", next.direction().name())
                .description("Moves of referrals that were committed")
                .register(meters)
                .increment();
        if (before != null && ANSWERS.contains(action)) {
            Timer.builder("alliance.referral.answer")
                    .tag("action", action.name())
                    .tag("priority", before.priority().name())
                    .description("From when a referral waits at its destination to the answer")
                    .register(meters)
                    .record(Duration.between(before.since(), next.movedAt()));
        }
    }
}
