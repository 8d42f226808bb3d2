package org.medalliance.gateway.web;

import com.fasterxml.uuid.Generators;
import java.util.regex.Pattern;
import org.medalliance.gateway.problem.RequestId;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request one id, for the caller, the services and the logs. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds implements WebFilter {

    static final String HEADER = "X-Request-Id";

    /** What may stand in a log line and a header without harm. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var id = idOf(exchange);
        RequestId.give(exchange, id);
        // Set last, so that whatever a service answered, the caller reads the id it can quote.
        exchange.getResponse()
                .beforeCommit(() -> Mono.fromRunnable(
                        () -> exchange.getResponse().getHeaders().set(HEADER, id)));
        var identified = exchange.mutate()
                .request(request -> request.headers(headers -> headers.set(HEADER, id)))
                .build();
        return chain.filter(identified);
    }

    private static String idOf(ServerWebExchange exchange) {
        var given = exchange.getRequest().getHeaders().getFirst(HEADER);
        return given != null && WELL_FORMED.matcher(given).matches() ? given : newId();
    }

    private static String newId() {
        return Generators.timeBasedEpochRandomGenerator().generate().toString();
    }
}
