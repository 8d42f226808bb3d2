package org.medalliance.referral.cases;

import org.medalliance.platform.access.ActorResolver;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Who is refused a second case of a patient is shown the way to the first, if their institution has a part in it: the
 * refusal names it to everybody. The look follows the refusal, when its transaction is over; who is not refused pays
 * nothing.
 */
@Component
class OpenCaseLink implements WebFilter {

    private static final String ALREADY_OPEN = "already-open";

    private final Referrals referrals;

    OpenCaseLink(Referrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).onErrorResume(Refusal.Conflict.class, refusal -> linked(refusal)
                .flatMap(Mono::error));
    }

    /** Whatever keeps the way from being found, the refusal is told. */
    private Mono<Refusal.Conflict> linked(Refusal.Conflict refusal) {
        return refusal.code().equals(ALREADY_OPEN)
                ? path(String.valueOf(refusal.arguments().getFirst()))
                        .map(refusal::relatedTo)
                        .onErrorReturn(refusal)
                        .defaultIfEmpty(refusal)
                : Mono.just(refusal);
    }

    private Mono<String> path(String number) {
        return ActorResolver.current().flatMap(actor -> referrals
                .find(actor.scope(), number)
                .flatMap(open -> referrals.find(actor, open.id()))
                .map(seen -> "/api/referral/v1/referrals/" + seen.referral().id()));
    }
}
