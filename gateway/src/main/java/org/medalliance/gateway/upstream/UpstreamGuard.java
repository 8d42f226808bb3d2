package org.medalliance.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import org.medalliance.gateway.problem.Refusal;
import org.medalliance.gateway.problem.Words;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Stands before one service: asks it, says by name when it is away, and leaves it alone for a while when it keeps
 * failing. It ends when the answer's head is there, so a long answer is neither timed nor counted.
 */
class UpstreamGuard implements GatewayFilter {

    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** A service that restarts, or the one behind a moved address, is often back in a moment. */
    private static final Duration SECOND_TRY = Duration.ofMillis(100);

    private final Words service;
    private final CircuitBreaker breaker;
    private final Duration openFor;

    UpstreamGuard(Upstream upstream, CircuitBreaker breaker, Duration openFor) {
        this.service = upstream.words;
        this.breaker = breaker;
        this.openFor = openFor;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> chain.filter(exchange))
                .retryWhen(onceMore(exchange))
                .onErrorMap(this::refusal)
                .then(Mono.defer(() -> judge(exchange)))
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorResume(SaidAway.class, _ -> Mono.empty())
                .onErrorMap(CallNotPermittedException.class, _ -> new Refusal.ServiceAway(service, openFor));
    }

    /** Only what asks and changes nothing, and only where no connection came about. */
    private static Retry onceMore(ServerWebExchange exchange) {
        return Retry.fixedDelay(1, SECOND_TRY)
                .filter(failure -> failure instanceof ConnectException
                        && REPEATABLE.contains(exchange.getRequest().getMethod()))
                .doBeforeRetry(_ -> ServerWebExchangeUtils.reset(exchange))
                .onRetryExhaustedThrow((_, last) -> last.failure());
    }

    private Throwable refusal(Throwable failure) {
        return switch (failure) {
            case ConnectException _, UnknownHostException _ -> new Refusal.ServiceAway(service, openFor);
            case IOException _ -> new Refusal.AnswerLost(service);
            case ResponseStatusException it
            when it.getStatusCode() == HttpStatus.GATEWAY_TIMEOUT -> new Refusal.ServiceSlow(service);
            default -> failure;
        };
    }

    /** What a service says of itself counts: 502, 503, 504. A plain 500 is one broken request, not a broken service. */
    private static Mono<Void> judge(ServerWebExchange exchange) {
        var status = exchange.getResponse().getStatusCode();
        var away = status != null && status.value() >= 502 && status.value() <= 504;
        return away ? Mono.error(new SaidAway()) : Mono.empty();
    }

    static boolean isFailure(Throwable outcome) {
        return switch (outcome) {
            case Refusal.ServiceAway _, Refusal.AnswerLost _, Refusal.ServiceSlow _, SaidAway _ -> true;
            default -> false;
        };
    }

    /** The service's own answer that it cannot serve: counted, and passed on as it is. */
    private static final class SaidAway extends RuntimeException {

        private SaidAway() {
            super(null, null, false, false);
        }
    }
}
