package org.medalliance.gateway.web;

import com.fasterxml.uuid.Generators;
import io.micrometer.context.ContextRegistry;
import java.util.regex.Pattern;
import org.medalliance.gateway.problem.Problems;
import org.slf4j.MDC;
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
    private static final String LOG_KEY = "requestId";

    /** What may stand in a log line and a header without harm. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    RequestIds() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        LOG_KEY, () -> MDC.get(LOG_KEY), id -> MDC.put(LOG_KEY, id), () -> MDC.remove(LOG_KEY));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var id = idOf(exchange);
        exchange.getAttributes().put(Problems.REQUEST_ID, id);
        // Set last, so that whatever a service answered, the caller reads the id it can quote.
        exchange.getResponse()
                .beforeCommit(() -> Mono.fromRunnable(
                        () -> exchange.getResponse().getHeaders().set(HEADER, id)));
        var identified = exchange.mutate()
                .request(request -> request.headers(headers -> headers.set(HEADER, id)))
                .build();
        return chain.filter(identified).contextWrite(context -> context.put(LOG_KEY, id));
    }

    private static String idOf(ServerWebExchange exchange) {
        var given = exchange.getRequest().getHeaders().getFirst(HEADER);
        return given != null && WELL_FORMED.matcher(given).matches() ? given : newId();
    }

    private static String newId() {
        return Generators.timeBasedEpochRandomGenerator().generate().toString();
    }
}
