package org.medalliance.referral.cases;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.Alert;
import org.medalliance.platform.attention.Attention;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.directory.Centres;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rings for the doctor on duty, in the transaction of the move by which an emergency comes to a hospital; the ladder of
 * the deadline {@code ring-down} goes on from there. Where the roster names nobody, and where a hospital is rung because
 * another did not answer, everybody who may take the call is called at once: those minutes are gone.
 */
@Component
class RingDown {

    private static final String KIND = ReferralDeadlines.CASE_TYPE + ".ring-down";

    private final Centres centres;
    private final Attention attention;
    private final AllianceDatabase database;

    RingDown(Centres centres, Attention attention, AllianceDatabase database) {
        this.centres = centres;
        this.attention = attention;
        this.database = database;
    }

    /** Those that were not rung before the move. */
    Mono<Void> ring(@Nullable Referral before, Referral next) {
        var ring = next.details().ring();
        if (ring == null || !ring.ringsOn()) {
            return Mono.empty();
        }
        var rungBefore = before == null || beginsAnew(before, next) ? List.<Place>of() : rung(before);
        var scope = new Scope(next.alliance());
        var calls = Flux.fromIterable(ring.rung())
                .filter(place ->
                        rungBefore.stream().noneMatch(was -> was.institution().equals(place.institution())))
                .concatMap(place -> call(scope, next, place))
                .then(Mono.just(true));
        return database.within(scope, calls).then();
    }

    /** A ladder that begins anew has taken back its calls, those at other hospitals too. */
    private static boolean beginsAnew(Referral before, Referral next) {
        return !before.destination().institution().equals(next.destination().institution());
    }

    private static List<Place> rung(Referral referral) {
        var ring = referral.details().ring();
        return ring == null ? List.of() : ring.rung();
    }

    private Mono<Void> call(Scope scope, Referral referral, Place place) {
        var about = new CaseRef(ReferralDeadlines.CASE_TYPE, referral.id(), referral.number());
        var beside = !place.institution().equals(referral.destination().institution());
        return centres.onDuty(scope, place.institution(), referral.pathway())
                .map(doctor -> Audience.person(place.institution(), doctor))
                .collectList()
                .flatMapIterable(doctors -> doctors.isEmpty() || beside
                        ? Stream.concat(doctors.stream(), everybody(place.institution()))
                                .toList()
                        : doctors)
                .concatMap(audience -> attention.raise(scope, new Alert(KIND, Urgency.CRITICAL, 1, about, audience)))
                .then();
    }

    private static Stream<Audience> everybody(String institution) {
        return Stream.of(ReferralLimits.LEAD, ReferralLimits.DUTY, ReferralLimits.OFFICER)
                .map(role -> Audience.of(institution, role));
    }
}
