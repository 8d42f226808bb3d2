package org.medalliance.referral.cases;

import java.time.Instant;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.command.SendCommands.TakeOption;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.options.Places;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who waits for the visiting doctor has a place there. */
@Component
class TakenPlaces {

    private final Places places;

    TakenPlaces(Places places) {
        this.places = places;
    }

    /** @throws Refusal.Invalid when it does not say which day */
    Mono<Void> take(Referral draft, TakeOption taken, Instant now) {
        if (taken.kind() != TakenOption.Kind.VISITING_DOCTOR) {
            return Mono.empty();
        }
        var day = taken.visitingDay();
        if (day == null) {
            return Mono.error(new Refusal.Invalid("visiting-day-needed", "/visitingDay"));
        }
        return draft.synthetic()
                ? Mono.empty()
                : places.take(new Scope(draft.alliance()), day, draft.origin().institution(), now);
    }
}
