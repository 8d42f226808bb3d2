package org.medalliance.platform.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.medalliance.platform.access.ActorResolver;
import org.medalliance.platform.lifecycle.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Notes who asked for what is not theirs: a command's own transaction has died of the refusal, so that the row gets one
 * of its own. The caller is answered alike when it cannot be written, and the loss is counted.
 */
@Component
@Order(10)
class RefusalsAudited implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger(RefusalsAudited.class);

    private final Audit audit;
    private final Counter lost;

    RefusalsAudited(Audit audit, MeterRegistry meters) {
        this.audit = audit;
        this.lost = Counter.builder("alliance.audit.refusals.lost")
                .description("Refused requests of which no audit row could be written")
                .register(meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
                    requireKnownPurpose(exchange);
                    return chain.filter(exchange);
                })
                .onErrorResume(RefusalsAudited::isAboutSight, refusal -> note((Refusal) refusal)
                        .then(Mono.error(refusal)));
    }

    private static void requireKnownPurpose(ServerWebExchange exchange) {
        var purpose = exchange.getRequest().getHeaders().getFirst(Purpose.HEADER);
        if (purpose != null) {
            Purpose.named(purpose);
        }
    }

    /** Wrong state, stale, malformed: whoever is told so may see the case, or has named none. */
    private static boolean isAboutSight(Throwable failure) {
        return failure instanceof Refusal.Unknown || failure instanceof Refusal.Forbidden;
    }

    private Mono<Void> note(Refusal refusal) {
        return Occasion.current()
                .filter(Occasion::isAudited)
                .flatMap(_ -> ActorResolver.current())
                .flatMap(actor -> audit.refused(actor, refusal))
                .onErrorResume(failure -> {
                    lost.increment();
                    log.warn("A refusal was not audited: {}", failure.getClass().getSimpleName());
                    return Mono.empty();
                });
    }
}
