package org.medalliance.gateway.web;

import org.medalliance.gateway.problem.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** One line per API request: what was asked and how it went. Never the query, a header or a body: they may name people. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class AccessLog implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().startsWith("/api/")) {
            return chain.filter(exchange);
        }
        var started = System.nanoTime();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> write(exchange, started)));
        return chain.filter(exchange);
    }

    private static void write(ServerWebExchange exchange, long started) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        try (var _ = RequestId.logged(exchange)) {
            log.info(
                    "{} {} {} {} ms",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath().value(),
                    status == null ? 200 : status.value(),
                    (System.nanoTime() - started) / 1_000_000);
        }
    }
}
