package org.medalliance.referral.cases;

import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.read.CaseFamily;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who asks about a patient asks about every referral of the patient. */
@Component
class PatientFamily implements CaseFamily {

    private final Referrals referrals;

    PatientFamily(Referrals referrals) {
        this.referrals = referrals;
    }

    @Override
    public Mono<List<UUID>> of(Scope scope, UUID id) {
        return referrals.idsOf(scope, id).startWith(id).collectList();
    }
}
