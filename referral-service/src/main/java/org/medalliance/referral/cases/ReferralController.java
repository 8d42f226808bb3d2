package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.ETags;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.ReferralActs.Reasoned;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.command.SendCommands;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.reason.Reason.Kind;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Sending a case, and looking at cases. */
@RestController
@RequestMapping("/api/referral/v1/referrals")
class ReferralController {

    private final ReferralActs acts;
    private final ReferralIntake intake;
    private final ReferralBoard board;
    private final TakenPlaces takenPlaces;

    ReferralController(ReferralActs acts, ReferralIntake intake, ReferralBoard board, TakenPlaces takenPlaces) {
        this.acts = acts;
        this.intake = intake;
        this.board = board;
        this.takenPlaces = takenPlaces;
    }

    /** @param next cursor of the page with what happened later, null on the last one */
    record Timeline(List<Referrals.Move> items, @Nullable String next) {}

    /** Of this patient, and of the same person where registered elsewhere. */
    record OpenCases(UUID patientId, List<OpenReferrals.OpenCase> items) {}

    record WorklistCounts(List<Referrals.StateCount> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "submitReferral", summary = "提交转诊 · Submit a referral, up or across")
    Mono<ResponseEntity<ReferralView>> submit(@Valid @RequestBody SendCommands.SubmitReferral body, Command command) {
        return acts.open(
                command,
                body.direction() == Direction.DOWN ? Direction.UP : body.direction(),
                Action.SUBMIT,
                number -> intake.referral(command.actor(), body, number));
    }

    @PostMapping("/drafts")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "draftReferral", summary = "新建草稿 · Begin a draft, kept for thirty days")
    Mono<ResponseEntity<ReferralView>> draft(@Valid @RequestBody SendCommands.DraftReferral body, Command command) {
        return acts.open(
                command,
                body.direction(),
                Action.DRAFT_REFERRAL,
                number -> intake.draft(command.actor(), body, number));
    }

    @PostMapping("/{referralId}/change-draft")
    @Operation(operationId = "changeDraft", summary = "保存草稿 · Put this content in place of what the draft held")
    Mono<ResponseEntity<ReferralView>> change(
            @PathVariable UUID referralId, @Valid @RequestBody SendCommands.DraftContent body, Command command) {
        return acts.actLookingUp(command, referralId, Action.CHANGE_DRAFT, (seen, at) -> intake.filled(
                        command.actor(), seen.referral(), body)
                .map(it -> it.moved(it.state(), at, _ -> {})));
    }

    @PostMapping("/{referralId}/submit")
    @Operation(operationId = "submitDraft", summary = "提交草稿 · Send a draft that is complete")
    Mono<ResponseEntity<ReferralView>> submitDraft(@PathVariable UUID referralId, Command command) {
        return acts.actLookingUp(
                command, referralId, Action.SUBMIT, (seen, at) -> intake.complete(command.actor(), seen.referral())
                        .then(Mono.fromSupplier(() -> JourneyMoves.sent(seen.referral(), State.SUBMITTED, at))));
    }

    @PostMapping("/{referralId}/take-option")
    @Operation(operationId = "takeOption", summary = "采用就近方案，不转诊 · Care was found nearer: nobody travels")
    Mono<ResponseEntity<ReferralView>> takeOption(
            @PathVariable UUID referralId, @Valid @RequestBody SendCommands.TakeOption body, Command command) {
        return acts.actLookingUp(command, referralId, Action.TAKE_OPTION, (seen, at) -> takenPlaces
                .take(seen.referral(), body, at)
                .then(Mono.fromSupplier(
                        () -> JourneyMoves.optionTaken(seen.referral(), body.toOption(), body.specialty(), at))));
    }

    @PostMapping("/{referralId}/withdraw")
    @Operation(operationId = "withdrawReferral", summary = "撤回 · Withdraw, with a coded reason")
    Mono<ResponseEntity<ReferralView>> withdraw(
            @PathVariable UUID referralId, @Valid @RequestBody SendCommands.Withdraw body, Command command) {
        return acts.actFor(
                Reasoned.of(Kind.WITHDRAW, body.reason(), body.comment()),
                command,
                referralId,
                Action.WITHDRAW,
                (seen, at) -> Mono.fromSupplier(
                        () -> JourneyMoves.withdrawn(seen.referral(), body.reason(), body.comment(), at)));
    }

    @GetMapping
    @Operation(operationId = "listReferrals", summary = "转诊工作列表 · Worklist of one side, newest first")
    Mono<ResponseEntity<Page<ReferralView.Line>>> worklist(
            @RequestParam Party side,
            @RequestParam(required = false) @Nullable State state,
            PageRequest page,
            Actor actor,
            ServerHttpRequest request) {
        return board.worklist(actor, side, state, page).map(it -> it.response(request));
    }

    @GetMapping("/counts")
    @Unaudited("Numbers alone; no case and no person.")
    @Operation(operationId = "countReferrals", summary = "工作列表计数 · Open cases of one side by state")
    Mono<WorklistCounts> counts(@RequestParam Party side, Actor actor) {
        return board.counts(actor, side).map(WorklistCounts::new);
    }

    @GetMapping("/open")
    @Operation(
            operationId = "listOpenCases",
            summary = "患者未结转诊 · What is open for a patient, before the form is filled in")
    Mono<OpenCases> open(@RequestParam UUID patientId, Actor actor) {
        return board.openOf(actor, patientId).map(items -> new OpenCases(patientId, items));
    }

    @GetMapping("/{referralId}")
    @Operation(operationId = "getReferral", summary = "查看转诊 · A referral, with the actions open to you")
    Mono<ResponseEntity<ReferralView>> referral(@PathVariable UUID referralId, Actor actor) {
        return board.referral(actor, referralId)
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(it));
    }

    @GetMapping("/{referralId}/timeline")
    @Operation(
            operationId = "getTimeline",
            summary = "转诊经过 · Every move of a referral in its order; 200 a page where no size is asked for")
    Mono<ResponseEntity<Timeline>> timeline(
            @PathVariable UUID referralId, PageRequest page, Actor actor, ServerHttpRequest request) {
        // Most cases are on one page so: who does not know of pages loses nothing of them.
        var asked =
                request.getQueryParams().containsKey("limit") ? page : new PageRequest(PageRequest.MOST, page.after());
        return board.timeline(actor, referralId, asked).map(moves -> ResponseEntity.ok()
                .headers(moves.response(request).getHeaders())
                .body(new Timeline(moves.items(), moves.next())));
    }
}
