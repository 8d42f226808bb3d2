package org.medalliance.referral.cases;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.medalliance.platform.access.Actor;
import org.medalliance.referral.cases.Referrals.Listed;
import org.medalliance.referral.cases.Referrals.Seen;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Cases as lists show them: a line each, the patient's name masked, with what the actor may do. */
@Component
public class CaseLines {

    private final Referrals referrals;
    private final Patients patients;
    private final Clock clock;

    CaseLines(Referrals referrals, Patients patients, Clock clock) {
        this.referrals = referrals;
        this.patients = patients;
        this.clock = clock;
    }

    /**
     * In the order of the ids, without those in which the actor's institution has no part; the caller audits.
     *
     * @param ids at most a page of them
     */
    public Mono<List<ReferralView.Line>> ofIds(Actor actor, List<UUID> ids) {
        return referrals
                .findAll(actor, ids)
                .collectMap(it -> it.referral().id())
                .flatMap(found -> of(
                        actor,
                        ids.stream().filter(found::containsKey).map(found::get).toList()));
    }

    Mono<List<ReferralView.Line>> of(Actor actor, List<Listed> rows) {
        var ids = rows.stream().map(it -> it.referral().patient()).distinct().toList();
        return patients.findAll(actor, ids)
                .collectMap(Patient::id, Function.identity())
                .map(known -> lines(actor, rows, known));
    }

    private List<ReferralView.Line> lines(Actor actor, List<Listed> rows, Map<UUID, Patient> byId) {
        var now = clock.instant();
        return rows.stream()
                .map(it -> ReferralView.Line.of(it.seen(), patient(byId, it.seen()), actor, it.due(), now))
                .toList();
    }

    private static Patient patient(Map<UUID, Patient> byId, Seen seen) {
        var patient = byId.get(seen.referral().patient());
        if (patient == null) {
            throw new IllegalStateException("Referral %s names a patient whom its parties cannot see."
                    .formatted(seen.referral().id()));
        }
        return patient;
    }
}
