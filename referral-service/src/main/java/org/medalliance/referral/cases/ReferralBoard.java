package org.medalliance.referral.cases;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Basis;
import org.medalliance.platform.breakglass.BreakGlass;
import org.medalliance.platform.deadline.DeadlineTimes;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.cases.Referrals.Seen;
import org.medalliance.referral.patient.CaseReader;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reads: worklists, a case, its time line. */
@Service
class ReferralBoard {

    private static final String CASE = "referral";

    private final Referrals referrals;
    private final OpenReferrals openReferrals;
    private final Patients patients;
    private final CaseLines lines;
    private final Standings standings;
    private final DeadlineTimes deadlines;
    private final BreakGlass breakGlass;
    private final Audit audit;
    private final Clock clock;

    ReferralBoard(
            Referrals referrals,
            OpenReferrals openReferrals,
            Patients patients,
            CaseLines lines,
            Standings standings,
            DeadlineTimes deadlines,
            BreakGlass breakGlass,
            Audit audit,
            Clock clock) {
        this.referrals = referrals;
        this.openReferrals = openReferrals;
        this.patients = patients;
        this.lines = lines;
        this.standings = standings;
        this.deadlines = deadlines;
        this.breakGlass = breakGlass;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @throws Refusal.Unknown when the actor's institution has no part in it
     * @throws Refusal.Forbidden as {@link CaseReader#require}
     */
    Mono<ReferralView> referral(Actor actor, UUID id) {
        return seen(actor, id).flatMap(seen -> view(actor, seen)
                .flatMap(view -> opened(actor, seen).thenReturn(view)));
    }

    Mono<ReferralView> view(Actor actor, Seen seen) {
        var referral = seen.referral();
        var scope = new Scope(referral.alliance());
        return patients.find(scope, referral.patient())
                .flatMap(patient -> standings.of(actor, seen).flatMap(standing -> deadlines
                        .next(scope, List.of(referral.id()))
                        .flatMap(due -> alsoOpen(scope, referral, patient)
                                .map(open -> ReferralView.of(new ReferralView.Parts(
                                        seen,
                                        patient,
                                        actor,
                                        standing,
                                        due.get(referral.id()),
                                        open,
                                        clock.instant()))))));
    }

    /** Of a case that was opened a moment ago: without what a second look would add. */
    ReferralView viewOfNew(Actor actor, Seen seen, Patient patient) {
        return ReferralView.of(new ReferralView.Parts(
                seen, patient, actor, actor.standing(seen.parties()), null, List.of(), clock.instant()));
    }

    private Mono<List<OpenReferrals.OpenCase>> alsoOpen(Scope scope, Referral referral, Patient patient) {
        return openReferrals
                .of(scope, patient.id(), patients.personKeys(scope, patient), null)
                .filter(it -> !it.id().equals(referral.id()))
                .collectList();
    }

    /**
     * What is open for a patient, before anything is filled in.
     *
     * @throws Refusal.Unknown when the actor's institution has no part in the patient's care
     */
    Mono<List<OpenReferrals.OpenCase>> openOf(Actor actor, UUID patientId) {
        return patients.find(actor, patientId)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(_ -> CaseReader.require(actor))
                .flatMap(patient -> openReferrals
                        .of(actor.scope(), patient.id(), patients.personKeys(actor.scope(), patient), null)
                        .collectList())
                .delayUntil(open -> audit.listed(
                        actor,
                        CASE,
                        open.stream().map(OpenReferrals.OpenCase::id).toList()));
    }

    /** In the order in which it happened; the next page goes on after the last move. */
    Mono<Page<Referrals.Move>> timeline(Actor actor, UUID id, PageRequest page) {
        var after = page.after() == null ? 0 : page.after().id().getLeastSignificantBits();
        return seen(actor, id).flatMap(seen -> referrals
                .moves(seen.referral(), after, page.limit())
                .map(rows -> Page.of(rows, page, it -> new PageRequest.Position(it.at(), new UUID(0, it.version()))))
                .flatMap(moves -> opened(actor, seen).thenReturn(moves)));
    }

    Mono<Page<ReferralView.Line>> worklist(Actor actor, Party side, @Nullable State state, PageRequest request) {
        return referrals
                .worklist(CaseReader.require(actor), side, state, request)
                .collectList()
                .map(rows -> Page.of(rows, request, ReferralBoard::position))
                .flatMap(page -> lines.of(actor, page.items()).map(shown -> new Page<>(shown, page.next())))
                .flatMap(page -> audit.listed(
                                actor,
                                CASE,
                                page.items().stream().map(ReferralView.Line::id).toList())
                        .thenReturn(page));
    }

    private static PageRequest.Position position(Referrals.Listed it) {
        return new PageRequest.Position(
                it.referral().submittedAt(), it.referral().id());
    }

    /** How many open cases stand in which state, on one side. */
    Mono<List<Referrals.StateCount>> counts(Actor actor, Party side) {
        return referrals.counts(CaseReader.require(actor), side).collectList();
    }

    private Mono<Seen> seen(Actor actor, UUID id) {
        return referrals
                .find(actor, id)
                .switchIfEmpty(Mono.defer(() -> inAnEmergency(actor, id)))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(_ -> CaseReader.require(actor));
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
