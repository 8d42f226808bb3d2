package org.medalliance.platform.webhook;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.medalliance.platform.webhook.Delivery.State;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes a delivery to its receiver and writes down how it went. */
@Component
class Courier {

    private final Deliveries deliveries;
    private final Post post;
    private final Clock clock;
    private final WebhookSettings settings;
    private final Map<State, Counter> attempts;
    private final Timer lag;

    Courier(Deliveries deliveries, Post post, Clock clock, WebhookSettings settings, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.post = post;
        this.clock = clock;
        this.settings = settings;
        this.attempts = attempts(meters);
        this.lag = Timer.builder("alliance.webhook.lag")
                .description("From the event's time to the receiver's 2xx")
                .publishPercentileHistogram()
                .register(meters);
    }

    /** Sends what was claimed. When the outcome cannot be written down, the lease ends and it is sent again. */
    Mono<Outcome> deliver(Delivery delivery) {
        return post.send(delivery).flatMap(outcome -> settle(delivery, outcome).thenReturn(outcome));
    }

    /** For one that somebody waits for; empty when an attempt has been made already. */
    Mono<Outcome> deliverFirst(UUID id) {
        return Mono.defer(() -> deliveries.claimFirst(id, clock.instant(), settings.lease()))
                .flatMap(this::deliver);
    }

    private Mono<Void> settle(Delivery delivery, Outcome outcome) {
        var now = clock.instant();
        var next = now.plus(BackOff.after(delivery.attempts(), ThreadLocalRandom.current()::nextDouble));
        var state = state(delivery, outcome, next.isAfter(delivery.giveUpAt()));
        return deliveries.settle(delivery, state, next, outcome, now).doOnSuccess(_ -> count(delivery, state));
    }

    private static State state(Delivery delivery, Outcome outcome, boolean tooLate) {
        if (outcome.isDelivered()) {
            return State.DELIVERED;
        }
        return tooLate || outcome.isGone() ? State.DEAD : State.PENDING;
    }

    private void count(Delivery delivery, State state) {
        requireNonNull(attempts.get(state)).increment();
        if (state == State.DELIVERED) {
            lag.record(Duration.between(delivery.occurredAt(), clock.instant()));
        }
    }

    /** There from the start, so that the first of a kind is seen as a rise. */
    private static Map<State, Counter> attempts(MeterRegistry meters) {
        var attempts = new EnumMap<State, Counter>(State.class);
        for (var state : State.values()) {
            attempts.put(
                    state,
                    Counter.builder("alliance.webhook.attempts")
                            .description("Attempts to deliver, by how they ended")
                            .tag("outcome", outcome(state))
                            .register(meters));
        }
        return attempts;
    }

    private static String outcome(State state) {
        return switch (state) {
            case DELIVERED -> "delivered";
            case PENDING -> "retried";
            case DEAD -> "dead";
        };
    }
}
