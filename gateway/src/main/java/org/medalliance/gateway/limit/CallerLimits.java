package org.medalliance.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.medalliance.gateway.problem.Words;
import org.medalliance.gateway.signin.Caller;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * So much for each caller, so much for all callers of an institution. The caller is asked first: one that storms uses up
 * its own bucket and leaves its colleagues' alone.
 */
@Component
class CallerLimits implements GlobalFilter, Ordered {

    static final String RATE_LIMIT = "RateLimit";
    static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

    private final Buckets clients;
    private final Buckets institutions;
    private final String policies;

    CallerLimits(GatewayLimits limits, MeterRegistry metrics, TimeMeter time) {
        clients = new Buckets("client", new Words("当前用户", "this caller"), limits.client(), limits, metrics, time);
        institutions = new Buckets(
                "institution", new Words("所在机构", "this institution"), limits.institution(), limits, metrics, time);
        policies = clients.policyItem() + ", " + institutions.policyItem();
    }

    @Override
    public int getOrder() {
        return -100;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return charge(exchange).then(chain.filter(exchange));
    }

    Mono<Void> charge(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .mapNotNull(principal -> Caller.of(principal).orElse(null))
                .doOnNext(caller -> charge(exchange, caller))
                .then();
    }

    private void charge(ServerWebExchange exchange, Caller caller) {
        var client = caller.client() + "/" + caller.subject();
        var own = clients.take(client);
        if (!own.isConsumed()) {
            say(exchange, own, null);
            throw clients.refusal(own);
        }
        if (caller.institution() == null) {
            say(exchange, own, null);
            return;
        }
        var shared = institutions.take(caller.institution());
        say(exchange, own, shared);
        if (!shared.isConsumed()) {
            clients.giveBack(client);
            throw institutions.refusal(shared);
        }
    }

    /** At the end, so that no service's own header stands in its place. */
    private void say(ServerWebExchange exchange, ConsumptionProbe own, @Nullable ConsumptionProbe shared) {
        var left = shared == null ? clients.item(own) : clients.item(own) + ", " + institutions.item(shared);
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> write(exchange, left)));
    }

    private void write(ServerWebExchange exchange, String left) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(RATE_LIMIT_POLICY, policies);
        headers.set(RATE_LIMIT, left);
    }
}
