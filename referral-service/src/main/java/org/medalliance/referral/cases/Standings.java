package org.medalliance.referral.cases;

import java.util.HashSet;
import java.util.Set;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Standing;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.Role;
import org.medalliance.referral.cases.Referrals.Seen;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.directory.Centres;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What an actor is to a case: by token, by part, and by the roster of the pathway's centre at this moment. */
@Component
class Standings {

    private final Centres centres;

    Standings(Centres centres) {
        this.centres = centres;
    }

    Mono<Standing> of(Actor actor, Seen seen) {
        var referral = seen.referral();
        var receives =
                seen.parties().contains(Party.DESTINATION) || seen.parties().contains(Party.STANDBY);
        if (referral.pathway() == Pathway.GENERAL
                || !receives
                || actor.practitioner() == null
                || !actor.has(Role.SPECIALIST)) {
            return Mono.just(actor.standing(seen.parties()));
        }
        return centres.onDuty(new Scope(actor.alliance()), actor.institution(), referral.pathway())
                .any(it -> it.equals(actor.practitioner()))
                .map(onDuty -> onDuty ? withDuty(actor, seen.parties()) : actor.standing(seen.parties()));
    }

    private static Standing withDuty(Actor actor, Set<Party> parties) {
        var roles = new HashSet<>(actor.roles());
        roles.add(Role.ON_DUTY_DOCTOR.authority());
        return new Standing(parties, roles);
    }
}
