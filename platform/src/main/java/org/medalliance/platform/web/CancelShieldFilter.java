package org.medalliance.platform.web;

import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request run to its end when its client goes away. A cancel that reaches r2dbc-postgresql 1.1.1 in the middle
 * of a result leaves the connection dead in the pool, and every closed browser tab is a cancel. Event streams are left
 * alone: they end by cancel, and hold no connection.
 */
@Component
@Order(-150)
class CancelShieldFilter implements WebFilter {

    private final boolean shielded;
    private final RequestMappingHandlerMapping handlers;

    /**
     * @param shielded false only to show, in a test, what happens without
     */
    CancelShieldFilter(
            @Value("${alliance.web.cancel-shield:true}") boolean shielded,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
        this.shielded = shielded;
        this.handlers = handlers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!shielded) {
            return chain.filter(exchange);
        }
        return isEventStream(exchange)
                .flatMap(stream -> stream ? chain.filter(exchange) : CancelShield.shield(chain.filter(exchange)));
    }

    /** By what the handler produces: a caller who merely asks for a stream does not get out from under the shield. */
    private Mono<Boolean> isEventStream(ServerWebExchange exchange) {
        var accept = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT);
        if (accept == null || !accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            return Mono.just(false);
        }
        return handlers.getHandler(exchange)
                .map(_ -> produces(exchange).contains(MediaType.TEXT_EVENT_STREAM))
                .onErrorReturn(false)
                .defaultIfEmpty(false);
    }

    private static Set<MediaType> produces(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of());
    }
}
