package org.medalliance.referral.options;

import java.time.Instant;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Places of the visiting days: each is taken once. */
@Component
public class Places {

    private final Offers offers;

    Places(Offers offers) {
        this.offers = offers;
    }

    /**
     * In the transaction of the case that takes it.
     *
     * @param clinic to which the doctor comes
     * @throws Refusal.Conflict when the last place is gone
     * @throws Refusal.Invalid when nobody comes to that clinic on such a day any more
     */
    public Mono<Void> take(Scope scope, UUID day, String clinic, Instant now) {
        return offers.take(scope, day, clinic, now)
                .filter(taken -> taken == 0)
                .flatMap(_ -> offers.knows(scope, day, clinic, now))
                .flatMap(known -> Mono.error(
                        known
                                ? new Refusal.Conflict("visiting-day-full")
                                : new Refusal.Invalid("visiting-day-unknown", "/visitingDay")));
    }
}
