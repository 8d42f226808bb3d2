package org.medalliance.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One breaker per route; its state is a metric ({@code resilience4j_circuitbreaker_state}), each change a log line. */
@Component
class Breakers {

    private static final Logger log = LoggerFactory.getLogger(Breakers.class);

    private final CircuitBreakerRegistry registry;

    Breakers(UpstreamSettings settings, MeterRegistry metrics) {
        registry = CircuitBreakerRegistry.of(config(settings.breaker()));
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
    }

    CircuitBreaker of(String route) {
        var breaker = registry.circuitBreaker(route);
        breaker.getEventPublisher()
                .onStateTransition(change -> log.warn(
                        "Breaker of {} goes from {} to {}",
                        route,
                        change.getStateTransition().getFromState(),
                        change.getStateTransition().getToState()));
        return breaker;
    }

    private static CircuitBreakerConfig config(UpstreamSettings.BreakerSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                .recordException(UpstreamGuard::isFailure)
                .ignoreException(outcome -> !UpstreamGuard.isFailure(outcome))
                .writableStackTraceEnabled(false)
                .build();
    }
}
