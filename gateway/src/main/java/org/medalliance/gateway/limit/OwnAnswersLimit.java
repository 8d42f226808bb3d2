package org.medalliance.gateway.limit;

import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What the gateway answers itself counts as much as what it forwards. After the sign-in has been looked at. */
@Component
@Order(0)
class OwnAnswersLimit implements WebFilter {

    private static final Set<String> OWN = Set.of("/api/me", "/api/inbox", "/api/live");

    private final CallerLimits limits;

    OwnAnswersLimit(CallerLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return OWN.contains(exchange.getRequest().getPath().value())
                ? limits.charge(exchange).then(chain.filter(exchange))
                : chain.filter(exchange);
    }
}
