package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.numbering.CaseNumbers;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.cases.ReferralLifecycle.State;
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

@RestController
@RequestMapping("/api/referral/v1/referrals")
class ReferralController {

    private final ReferralDesk desk;
    private final ReferralBoard board;
    private final ReferralIntake intake;
    private final CaseNumbers numbers;
    private final Commands commands;

    ReferralController(
            ReferralDesk desk, ReferralBoard board, ReferralIntake intake, CaseNumbers numbers, Commands commands) {
        this.desk = desk;
        this.board = board;
        this.intake = intake;
        this.numbers = numbers;
        this.commands = commands;
    }

    record Timeline(List<Referrals.Move> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "submitReferral", summary = "提交转诊 · Submit a referral")
    Mono<ResponseEntity<ReferralView>> submit(
            @Valid @RequestBody ReferralCommands.SubmitReferral body, Command command) {
        var actor = command.actor();
        desk.permitSubmit(actor);
        return numbers.next(actor.scope(), "R")
                .flatMap(number -> commands.once(command, ReferralView.class, () -> submit(actor, body, number)));
    }

    private Mono<Answer<ReferralView>> submit(Actor actor, ReferralCommands.SubmitReferral body, String number) {
        return intake.referral(actor, body, number)
                .flatMap(referral -> desk.submit(actor, referral))
                .flatMap(seen -> board.view(actor, seen))
                .map(view -> Answer.created("/api/referral/v1/referrals/" + view.id(), view.version(), view));
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

    @GetMapping("/{referralId}")
    @Operation(operationId = "getReferral", summary = "查看转诊 · A referral, with the actions open to you")
    Mono<ResponseEntity<ReferralView>> referral(@PathVariable UUID referralId, Actor actor) {
        return board.referral(actor, referralId)
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(it));
    }

    @GetMapping("/{referralId}/timeline")
    @Operation(operationId = "getTimeline", summary = "转诊经过 · Every move of a referral")
    Mono<Timeline> timeline(@PathVariable UUID referralId, Actor actor) {
        return board.timeline(actor, referralId).map(Timeline::new);
    }

    @PostMapping("/{referralId}/accept")
    @Operation(operationId = "acceptReferral", summary = "接收并预约 · Accept with a reservation")
    Mono<ResponseEntity<ReferralView>> accept(
            @PathVariable UUID referralId, @Valid @RequestBody ReferralCommands.Accept body, Command command) {
        var reservation = body.reservation().toReservation();
        return commands.once(command, ReferralView.class, () -> intake.ownDepartments(command.actor())
                .flatMap(departments -> answer(
                        command, referralId, Action.ACCEPT, (it, at) -> it.accepted(reservation, departments, at))));
    }

    @PostMapping("/{referralId}/decline")
    @Operation(operationId = "declineReferral", summary = "说明理由后退回 · Decline with a coded reason and a comment")
    Mono<ResponseEntity<ReferralView>> decline(
            @PathVariable UUID referralId, @Valid @RequestBody ReferralCommands.GivenDecline body, Command command) {
        var decline = new Referral.Decline(
                body.reason(), body.comment(), command.actor().subject());
        return act(command, referralId, Action.DECLINE, (it, at) -> it.declined(decline, at));
    }

    @PostMapping("/{referralId}/consult-first")
    @Operation(operationId = "askConsultFirst", summary = "先会诊 · Ask for a remote consult first")
    Mono<ResponseEntity<ReferralView>> consultFirst(
            @PathVariable UUID referralId, @Valid @RequestBody ReferralCommands.ConsultFirst body, Command command) {
        return act(command, referralId, Action.CONSULT_FIRST, (it, at) -> it.consultingFirst(body.question(), at));
    }

    @PostMapping("/{referralId}/resume")
    @Operation(operationId = "resumeReferral", summary = "放弃会诊,继续审核 · Give the consult up and go on")
    Mono<ResponseEntity<ReferralView>> resume(@PathVariable UUID referralId, Command command) {
        return act(command, referralId, Action.RESUME, Referral::resumed);
    }

    @PostMapping("/{referralId}/withdraw")
    @Operation(operationId = "withdrawReferral", summary = "撤回 · Withdraw")
    Mono<ResponseEntity<ReferralView>> withdraw(
            @PathVariable UUID referralId, @Valid @RequestBody ReferralCommands.Withdraw body, Command command) {
        return act(command, referralId, Action.WITHDRAW, (it, at) -> it.withdrawn(body.reason(), at));
    }

    @PostMapping("/{referralId}/arrive")
    @Operation(operationId = "recordArrival", summary = "登记到达 · Record the arrival")
    Mono<ResponseEntity<ReferralView>> arrive(
            @PathVariable UUID referralId, @Valid @RequestBody ReferralCommands.Arrive body, Command command) {
        return act(command, referralId, Action.ARRIVE, (it, at) -> it.arrived(body.at(), at));
    }

    @PostMapping("/{referralId}/treat")
    @Operation(operationId = "recordTreatment", summary = "登记诊治结果 · Record the treatment")
    Mono<ResponseEntity<ReferralView>> treat(
            @PathVariable UUID referralId, @Valid @RequestBody ReferralCommands.Treat body, Command command) {
        return act(
                command, referralId, Action.TREAT, (it, at) -> it.treated(new Referral.Treatment(body.summary()), at));
    }

    @PostMapping("/{referralId}/acknowledge")
    @Operation(
            operationId = "acknowledgeDecision",
            summary = "确认退回或留治 · Acknowledge a decline or an opinion to treat locally")
    Mono<ResponseEntity<ReferralView>> acknowledge(@PathVariable UUID referralId, Command command) {
        return act(command, referralId, Action.ACKNOWLEDGE, Referral::acknowledged);
    }

    @PostMapping("/{referralId}/object")
    @Operation(operationId = "objectToOpinion", summary = "对留治意见提出异议 · Object once to an opinion to treat locally")
    Mono<ResponseEntity<ReferralView>> object(
            @PathVariable UUID referralId, @Valid @RequestBody ReferralCommands.ObjectTo body, Command command) {
        return act(command, referralId, Action.OBJECT, (it, at) -> it.objected(body.comment(), at));
    }

    @PostMapping("/{referralId}/acknowledge-outcome")
    @Operation(operationId = "acknowledgeOutcome", summary = "确认结果并结案 · Acknowledge the outcome, which closes the case")
    Mono<ResponseEntity<ReferralView>> acknowledgeOutcome(@PathVariable UUID referralId, Command command) {
        return act(command, referralId, Action.ACKNOWLEDGE_OUTCOME, Referral::acknowledged);
    }

    private Mono<ResponseEntity<ReferralView>> act(
            Command command, UUID id, Action action, BiFunction<Referral, Instant, Referral> transition) {
        return commands.once(command, ReferralView.class, () -> answer(command, id, action, transition));
    }

    private Mono<Answer<ReferralView>> answer(
            Command command, UUID id, Action action, BiFunction<Referral, Instant, Referral> transition) {
        return desk.act(command, id, action, transition)
                .flatMap(seen -> board.view(command.actor(), seen))
                .map(view -> Answer.ok(view.version(), view));
    }
}
