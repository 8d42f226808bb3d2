package org.medalliance.gateway.signin;

import java.util.function.Consumer;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends a service the token of who is calling. Any other {@code Authorization} a caller sends ends here. */
@Component
class TokenRelay implements GlobalFilter, Ordered {

    private final CallersToken token;

    TokenRelay(CallersToken token) {
        this.token = token;
    }

    /** After the limits, so that what is refused there costs nothing here. */
    @Override
    public int getOrder() {
        return -80;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getPrincipal()
                .flatMap(principal -> token.of(exchange, principal))
                .map(value -> withHeaders(exchange, headers -> headers.setBearerAuth(value)))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> withHeaders(exchange, headers -> headers.remove(HttpHeaders.AUTHORIZATION))))
                .flatMap(chain::filter);
    }

    private static ServerWebExchange withHeaders(ServerWebExchange exchange, Consumer<HttpHeaders> change) {
        return exchange.mutate().request(request -> request.headers(change)).build();
    }
}
