package org.medalliance.referral.cases;

import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.directory.Centres;
import org.medalliance.referral.directory.Directory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where a case can go on to when people do not say: the nearest hospital with the specialty that has not had it. */
@Component
class Elsewhere {

    private final Directory directory;
    private final Centres centres;

    Elsewhere(Directory directory, Centres centres) {
        this.directory = directory;
        this.centres = centres;
    }

    /** @throws Refusal.Conflict when there is none */
    Mono<Place> next(Referral referral) {
        return all(referral)
                .flatMap(places -> Mono.justOrEmpty(
                        places.stream().filter(place -> !hadIt(referral, place)).findFirst()))
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("nobody-can-take-it")));
    }

    private Mono<List<Place>> all(Referral referral) {
        var scope = new Scope(referral.alliance());
        return directory
                .institution(scope, referral.origin().institution())
                .flatMap(origin -> centres.withSpecialty(scope, origin, referral.specialty()))
                .map(found -> found.stream().map(Centres.Centre::place).toList());
    }

    private static boolean hadIt(Referral referral, Place place) {
        var here = place.institution();
        return here.equals(referral.destination().institution())
                || referral.details().hops().stream()
                        .anyMatch(hop -> hop.institution().equals(here));
    }
}
