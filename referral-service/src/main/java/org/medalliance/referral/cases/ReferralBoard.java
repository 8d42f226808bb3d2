package org.medalliance.referral.cases;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Basis;
import org.medalliance.platform.breakglass.BreakGlass;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.cases.Referrals.Seen;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reads: worklists, a case, its time line. */
@Service
class ReferralBoard {

    private static final String CASE = "referral";

    private final Referrals referrals;
    private final Patients patients;
    private final BreakGlass breakGlass;
    private final Audit audit;

    ReferralBoard(Referrals referrals, Patients patients, BreakGlass breakGlass, Audit audit) {
        this.referrals = referrals;
        this.patients = patients;
        this.breakGlass = breakGlass;
        this.audit = audit;
    }

    /**
     * @throws Refusal.Unknown when the actor's institution has no part in it
     */
    Mono<ReferralView> referral(Actor actor, UUID id) {
        return seen(actor, id).flatMap(seen -> view(actor, seen)
                .flatMap(view -> opened(actor, seen).thenReturn(view)));
    }

    Mono<ReferralView> view(Actor actor, Seen seen) {
        var referral = seen.referral();
        return patients.find(new Scope(referral.alliance()), referral.patient())
                .map(patient -> ReferralView.of(seen, patient, actor));
    }

    Mono<List<Referrals.Move>> timeline(Actor actor, UUID id) {
        return seen(actor, id).flatMap(seen -> referrals.moves(seen.referral()).flatMap(moves -> opened(actor, seen)
                .thenReturn(moves)));
    }

    Mono<Page<ReferralView.Line>> worklist(Actor actor, Party side, @Nullable State state, PageRequest request) {
        return referrals
                .worklist(actor, side, state, request)
                .collectList()
                .flatMap(rows -> patientsOf(actor, rows).map(byId -> page(actor, rows, byId, request)))
                .flatMap(page -> audit.listed(
                                actor,
                                CASE,
                                page.items().stream().map(ReferralView.Line::id).toList())
                        .thenReturn(page));
    }

    private Mono<Map<UUID, Patient>> patientsOf(Actor actor, List<Seen> rows) {
        var ids = rows.stream().map(it -> it.referral().patient()).distinct().toList();
        return patients.findAll(actor, ids).collectList().map(found -> found.stream()
                .collect(Collectors.toMap(Patient::id, it -> it)));
    }

    private static Page<ReferralView.Line> page(
            Actor actor, List<Seen> rows, Map<UUID, Patient> byId, PageRequest request) {
        return Page.of(
                        rows,
                        request,
                        it -> new PageRequest.Position(
                                it.referral().submittedAt(), it.referral().id()))
                .map(it -> ReferralView.Line.of(it, patient(byId, it), actor));
    }

    private static Patient patient(Map<UUID, Patient> byId, Seen seen) {
        var patient = byId.get(seen.referral().patient());
        if (patient == null) {
            throw new IllegalStateException("Referral %s names a patient whom its parties cannot see."
                    .formatted(seen.referral().id()));
        }
        return patient;
    }

    private Mono<Seen> seen(Actor actor, UUID id) {
        return referrals
                .find(actor, id)
                .switchIfEmpty(Mono.defer(() -> inAnEmergency(actor, id)))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    private Mono<Seen> inAnEmergency(Actor actor, UUID id) {
        return breakGlass
                .isHeld(actor, id)
                .filter(held -> held)
                .flatMap(_ -> referrals.find(actor.scope(), id))
                .map(referral -> new Seen(referral, Set.of()));
    }

    private Mono<Void> opened(Actor actor, Seen seen) {
        var noted = audit.opened(actor, CASE, seen.referral().id());
        return seen.parties().isEmpty() ? Audit.on(Basis.BREAK_GLASS, noted) : noted;
    }
}
