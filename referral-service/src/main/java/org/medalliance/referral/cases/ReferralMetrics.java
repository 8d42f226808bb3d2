package org.medalliance.referral.cases;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.stereotype.Component;

/** What the ops desk and the bureau watch: moves by action, and how long clinics wait for an answer. */
@Component
class ReferralMetrics {

    private final MeterRegistry meters;

    ReferralMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void moved(Action action, @Nullable Referral before, Referral next) {
        meters.counter(
                        "alliance.referral.moves",
                        "action",
                        action.name(),
                        "priority",
                        next.priority().name(),
                        "direction",
                        next.direction().name())
                .increment();
        if (before != null && before.state() == State.SUBMITTED) {
            meters.timer(
                            "alliance.referral.answer",
                            "action",
                            action.name(),
                            "priority",
                            next.priority().name())
                    .record(Duration.between(before.submittedAt(), next.movedAt()));
        }
    }
}
