package org.medalliance.referral.cases;

import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.breakglass.GuardedCases;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Referrals that somebody without a part in them may open in an emergency. */
@Component
class GuardedReferrals implements GuardedCases {

    private final Referrals referrals;

    GuardedReferrals(Referrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public String caseType() {
        return ReferralDeadlines.CASE_TYPE;
    }

    @Override
    public Mono<Guarded> find(Scope scope, String number) {
        return referrals.find(scope, number).map(GuardedReferrals::guarded);
    }

    private static Guarded guarded(Referral it) {
        return new Guarded(
                new CaseRef(ReferralDeadlines.CASE_TYPE, it.id(), it.number()),
                List.of(
                        Audience.of(it.origin().institution(), "clinic-doctor"),
                        Audience.of(it.destination().institution(), "referral-officer")));
    }
}
