package org.medalliance.platform.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
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

    /**
     * @param shielded false only to show, in a test, what happens without
     */
    CancelShieldFilter(@Value("${alliance.web.cancel-shield:true}") boolean shielded) {
        this.shielded = shielded;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!shielded || exchange.getRequest().getHeaders().getAccept().contains(MediaType.TEXT_EVENT_STREAM)) {
            return chain.filter(exchange);
        }
        return CancelShield.shield(chain.filter(exchange));
    }
}
