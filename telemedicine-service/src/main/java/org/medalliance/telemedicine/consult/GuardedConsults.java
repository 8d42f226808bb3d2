package org.medalliance.telemedicine.consult;

import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.breakglass.GuardedCases;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Consults that somebody without a part in them may open in an emergency. */
@Component
class GuardedConsults implements GuardedCases {

    private final Consults consults;

    GuardedConsults(Consults consults) {
        this.consults = consults;
    }

    @Override
    public String caseType() {
        return ConsultDeadlines.CASE_TYPE;
    }

    @Override
    public Mono<Guarded> find(Scope scope, String number) {
        return consults.find(scope, number).map(GuardedConsults::guarded);
    }

    private static Guarded guarded(Consult it) {
        return new Guarded(
                new CaseRef(ConsultDeadlines.CASE_TYPE, it.id(), it.number()),
                List.of(Audience.of(it.requester(), "clinic-doctor"), Audience.of(it.provider(), "referral-officer")));
    }
}
