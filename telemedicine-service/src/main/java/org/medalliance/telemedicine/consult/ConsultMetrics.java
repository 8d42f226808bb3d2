package org.medalliance.telemedicine.consult;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.telemedicine.consult.ConsultLifecycle.Action;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the ops desk and the bureau watch: moves, how long clinics wait for an agreed time, and what is open. */
@Component
class ConsultMetrics {

    /** Over every alliance: a number, and nobody's data. */
    private static final String OPEN = """
            select state, count(*) as consults from consult
             where state not in ('CLOSED', 'DECLINED', 'CANCELLED') group by state
            """;

    private final MeterRegistry meters;
    private final WorkerDatabase database;
    private volatile Map<State, Long> open = Map.of();

    ConsultMetrics(MeterRegistry meters, WorkerDatabase database) {
        this.meters = meters;
        this.database = database;
        ConsultLifecycle.openStates()
                .forEach(state -> Gauge.builder("alliance.consult.open", () -> open.getOrDefault(state, 0L))
                        .baseUnit("consults")
                        .tag("state", state.name())
                        .description("Consults that are not at their end")
                        .register(meters));
    }

    /** Counted when the move is committed, and not before. */
    Mono<Void> moved(Action action, @Nullable Consult before, Consult next) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(() -> count(action, before, next));
                    }
                }))
                .then();
    }

    private void count(Action action, @Nullable Consult before, Consult next) {
        meters.counter(
                        "alliance.consult.moves",
                        "action",
                        action.name(),
                        "from",
                        before == null ? "-" : before.state().name(),
                        "to",
                        next.state().name())
                .increment();
        if (next.state() == State.SCHEDULED) {
            meters.timer(
                            "alliance.consult.scheduling",
                            "priority",
                            next.priority().name())
                    .record(Duration.between(next.requestedAt(), next.movedAt()));
        }
    }

    @Scheduled(initialDelayString = "PT3S", fixedDelayString = "PT15S")
    Mono<Map<State, Long>> look() {
        return Flux.defer(() ->
                        database.sql(OPEN).mapProperties(OpenInState.class).all())
                .collectMap(OpenInState::state, OpenInState::consults)
                .doOnNext(counted -> open = counted);
    }

    record OpenInState(State state, long consults) {}
}
