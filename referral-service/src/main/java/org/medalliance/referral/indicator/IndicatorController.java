package org.medalliance.referral.indicator;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.indicator.CaseSelection.Asked;
import org.medalliance.referral.indicator.CountedCases.ChosenCases;
import org.medalliance.referral.indicator.CountedCases.CountedCase;
import org.medalliance.referral.indicator.Indicator.GroupBy;
import org.medalliance.referral.indicator.Indicator.Part;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/indicators")
class IndicatorController {

    private static final String CASE = "referral";

    private final CountedCases cases;
    private final IndicatorWords words;
    private final Audit audit;
    private final Clock clock;

    IndicatorController(CountedCases cases, IndicatorWords words, Audit audit, Clock clock) {
        this.cases = cases;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param institution null for the whole alliance
     * @param to last day, itself included
     */
    record IndicatorSheet(
            LocalDate from, LocalDate to, @Nullable String institution, List<IndicatorView> items) {}

    @GetMapping
    @Unaudited("Numbers alone; no case and no person.")
    @Operation(
            operationId = "getIndicators",
            summary = "监测指标 · The numbers of a period: the alliance's for the bureau, its own for an institution")
    Mono<IndicatorSheet> indicators(
            @Parameter(description = "首日，默认本月一日 · First day, by default of this month")
                    @RequestParam(required = false)
                    @Nullable
                    LocalDate from,
            @Parameter(description = "末日（含），默认今日 · Last day, itself included; by default today")
                    @RequestParam(required = false)
                    @Nullable
                    LocalDate to,
            @Parameter(description = "机构，仅卫健局可选 · Institution, for the bureau to choose")
                    @RequestParam(required = false)
                    @Size(min = 1, max = 40)
                    @Nullable
                    String institution,
            Actor actor) {
        return Mono.fromSupplier(() -> CaseSelection.of(actor, new Asked(from, to, institution, null), clock))
                .flatMap(selection -> cases.counts(selection).flatMap(counts -> cases.groups(selection)
                        .map(groups -> new IndicatorSheet(
                                selection.from(),
                                selection.to(),
                                selection.institution(),
                                Arrays.stream(Indicator.values())
                                        .map(it -> IndicatorView.of(
                                                it, words.of(it), requireNonNull(counts.get(it)), groups))
                                        .toList()))));
    }

    @GetMapping("/{indicator}/cases")
    @Operation(
            operationId = "listIndicatorCases",
            summary = "指标所含病例 · The cases that a number counts: numbers and codes, no person")
    Mono<ResponseEntity<Page<CountedCase>>> cases(
            @PathVariable Indicator indicator,
            @RequestParam(defaultValue = "NUMERATOR") Part part,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Size(min = 1, max = 40) @Nullable String institution,
            @RequestParam(required = false) @Nullable GroupBy by,
            @RequestParam(required = false) @Size(min = 1, max = 60) @Nullable String key,
            @RequestParam(required = false) @Pattern(regexp = "\\d{4}-\\d{2}") @Nullable String month,
            PageRequest page,
            Actor actor,
            ServerHttpRequest request) {
        if ((by == null) != (key == null)) {
            return Mono.error(new Refusal.Malformed("group-incomplete"));
        }
        return Mono.fromSupplier(() -> CaseSelection.of(actor, new Asked(from, to, institution, null), clock))
                .flatMap(selection -> cases.page(selection, indicator, part, new ChosenCases(by, key, month), page)
                        .collectList())
                .map(rows -> Page.of(rows, page, it -> new PageRequest.Position(it.submittedAt(), it.id())))
                .flatMap(found -> audit.listed(
                                actor,
                                CASE,
                                found.items().stream().map(CountedCase::id).toList())
                        .thenReturn(found))
                .map(it -> it.response(request));
    }
}
