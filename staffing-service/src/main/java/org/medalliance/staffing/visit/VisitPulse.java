package org.medalliance.staffing.visit;

import io.micrometer.core.instrument.MeterRegistry;
import org.medalliance.staffing.AfterCommit;
import org.medalliance.staffing.visit.VisitLifecycle.Action;
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts the moves of visiting days, once they are committed. */
@Component
class VisitPulse {

    private final MeterRegistry meters;

    VisitPulse(MeterRegistry meters) {
        this.meters = meters;
        VisitLifecycle.TABLE.rules().forEach(rule -> rule.to().forEach(state -> count(rule.action(), state, 0)));
    }

    Mono<Void> movedAfterCommit(Action action, State state) {
        return AfterCommit.run(() -> count(action, state, 1));
    }

    private void count(Action action, State state, int moves) {
        meters.counter("alliance.visiting.day.moves", "action", action.name(), "state", state.name())
                .increment(moves);
    }
}
