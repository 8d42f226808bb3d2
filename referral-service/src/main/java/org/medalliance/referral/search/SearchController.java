package org.medalliance.referral.search;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.CaseLines;
import org.medalliance.referral.cases.ReferralView;
import org.medalliance.referral.patient.CaseReader;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.medalliance.referral.search.FoundCases.FoundCase;
import org.medalliance.referral.search.SearchKeys.Wanted;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/referrals/search")
class SearchController {

    private static final String CASE = "referral";

    private final SearchKeys keys;
    private final FoundCases cases;
    private final CaseLines lines;
    private final Patients patients;
    private final Audit audit;

    SearchController(SearchKeys keys, FoundCases cases, CaseLines lines, Patients patients, Audit audit) {
        this.keys = keys;
        this.cases = cases;
        this.lines = lines;
        this.patients = patients;
        this.audit = audit;
    }

    /** Writes nothing and keeps no answer: a person stands in the body, and the worklist may change before a repetition. */
    @PostMapping
    @Operation(
            operationId = "searchReferrals",
            summary = "查找本机构转诊 · Find cases with a part of your institution's, by any of these together; newest first")
    Mono<ResponseEntity<Page<ReferralView.Line>>> search(
            @Valid @RequestBody SearchCriteria body, PageRequest page, Command command, ServerHttpRequest request) {
        var actor = CaseReader.requireClinician(command.actor());
        body.check();
        return found(actor, body, page)
                .flatMap(it -> audit.listed(
                                actor,
                                CASE,
                                it.items().stream().map(ReferralView.Line::id).toList())
                        .thenReturn(it))
                .map(it -> it.response(request));
    }

    private Mono<Page<ReferralView.Line>> found(Actor actor, SearchCriteria criteria, PageRequest page) {
        return record(actor, criteria.patientId())
                .flatMap(record -> everywhere(actor, criteria, record, page)
                        .distinct()
                        .sort(FoundCase.NEWEST_FIRST)
                        .take(page.limit() + 1)
                        .collectList())
                .map(rows -> Page.of(rows, page, it -> new PageRequest.Position(it.submittedAt(), it.id())))
                .flatMap(found -> lines.ofIds(
                                actor, found.items().stream().map(FoundCase::id).toList())
                        .map(shown -> new Page<>(shown, found.next())));
    }

    /** @throws Refusal.Unknown for a record that the actor's institution has no part in */
    private Mono<Optional<Patient>> record(Actor actor, @Nullable UUID patient) {
        return patient == null
                ? Mono.just(Optional.empty())
                : patients.find(actor, patient)
                        .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                        .map(Optional::of);
    }

    /** What stands sealed in a case is hashed with its own alliance's key, whichever of its parties looks for it. */
    private Flux<FoundCase> everywhere(
            Actor actor, SearchCriteria criteria, Optional<Patient> record, PageRequest page) {
        var wanted = wanted(actor.alliance(), criteria, record);
        var own = cases.find(actor, wanted, page);
        return wanted.isOfOneAlliance()
                ? own.concatWith(cases.sharing(actor)
                        .collectList()
                        .flatMapIterable(it -> it)
                        .concatMap(alliance -> cases.shared(actor, alliance, wanted(alliance, criteria, record), page)))
                : own;
    }

    private Wanted wanted(String alliance, SearchCriteria criteria, Optional<Patient> record) {
        return keys.of(
                alliance,
                criteria,
                record.map(it -> patients.personKeys(new Scope(alliance), it)).orElse(List.of()));
    }
}
