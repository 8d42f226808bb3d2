package org.medalliance.referral.cases;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.deadline.DeadlineTimes;
import org.medalliance.platform.deadline.DeadlineTimes.NextDue;
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
    private final DeadlineTimes deadlines;
    private final Clock clock;

    CaseLines(Referrals referrals, Patients patients, DeadlineTimes deadlines, Clock clock) {
        this.referrals = referrals;
        this.patients = patients;
        this.deadlines = deadlines;
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

    Mono<List<ReferralView.Line>> of(Actor actor, List<Seen> rows) {
        return patientsOf(actor, rows).flatMap(known -> dues(actor, rows).map(dues -> lines(actor, rows, known, dues)));
    }

    private Mono<Map<UUID, Patient>> patientsOf(Actor actor, List<Seen> rows) {
        var ids = rows.stream().map(it -> it.referral().patient()).distinct().toList();
        return patients.findAll(actor, ids).collectList().map(found -> found.stream()
                .collect(Collectors.toMap(Patient::id, Function.identity())));
    }

    private Mono<Map<UUID, NextDue>> dues(Actor actor, List<Seen> rows) {
        return deadlines.next(
                actor.scope(), rows.stream().map(it -> it.referral().id()).toList());
    }

    private List<ReferralView.Line> lines(
            Actor actor, List<Seen> rows, Map<UUID, Patient> byId, Map<UUID, NextDue> dues) {
        var now = clock.instant();
        return rows.stream()
                .map(it -> ReferralView.Line.of(
                        it, patient(byId, it), actor, dues.get(it.referral().id()), now))
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
