package org.medalliance.gateway.limit;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.medalliance.gateway.problem.Words;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Every start of a sign-in takes memory for a stranger, so one address starts so many and no more. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class SignInLimit implements WebFilter {

    private final Buckets addresses;

    SignInLimit(GatewayLimits limits, MeterRegistry metrics, TimeMeter time) {
        addresses = new Buckets("sign-in", new Words("当前网络", "this address"), limits.signIn(), limits, metrics, time);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var path = exchange.getRequest().getPath().value();
        if (!path.startsWith("/oauth2/") && !path.startsWith("/login/")) {
            return chain.filter(exchange);
        }
        var taken = addresses.take(addressOf(exchange.getRequest()));
        return taken.isConsumed() ? chain.filter(exchange) : Mono.error(addresses.refusal(taken));
    }

    private static String addressOf(ServerHttpRequest request) {
        var address = request.getRemoteAddress();
        return address == null ? "unknown" : address.getHostString();
    }
}
