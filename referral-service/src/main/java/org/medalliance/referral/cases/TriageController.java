package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.cases.ReferralActs.Reasoned;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.command.TriageCommands;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.reason.Reason.Kind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the receiving side decides before a patient travels, and how the sender answers. */
@RestController
@RequestMapping("/api/referral/v1/referrals/{referralId}")
class TriageController {

    private final ReferralActs acts;
    private final ReferralIntake intake;

    TriageController(ReferralActs acts, ReferralIntake intake) {
        this.acts = acts;
        this.intake = intake;
    }

    @PostMapping("/claim")
    @Operation(operationId = "claimReferral", summary = "领取审核 · Have it alone for fifteen minutes")
    Mono<ResponseEntity<ReferralView>> claim(@PathVariable UUID referralId, Command command) {
        return acts.act(
                command, referralId, Action.CLAIM, (it, at) -> TriageMoves.claimed(it, ReferralActs.who(command), at));
    }

    @PostMapping("/take-over")
    @Operation(operationId = "takeOverReferral", summary = "接手他人领取的审核 · Take over what another has claimed")
    Mono<ResponseEntity<ReferralView>> takeOver(@PathVariable UUID referralId, Command command) {
        return acts.act(
                command,
                referralId,
                Action.TAKE_OVER,
                (it, at) -> TriageMoves.claimed(it, ReferralActs.who(command), at));
    }

    @PostMapping("/release")
    @Operation(operationId = "releaseReferral", summary = "放回待审核 · Give a claim back")
    Mono<ResponseEntity<ReferralView>> release(@PathVariable UUID referralId, Command command) {
        return acts.act(command, referralId, Action.RELEASE, TriageMoves::released);
    }

    @PostMapping("/accept")
    @Operation(operationId = "acceptReferral", summary = "接收并预约 · Accept with a reservation")
    Mono<ResponseEntity<ReferralView>> accept(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.Accept body, Command command) {
        var actor = command.actor();
        return acts.actLookingUp(command, referralId, Action.ACCEPT, (seen, at) -> intake.ownDepartments(actor)
                .map(departments -> TriageMoves.accepted(
                        seen.referral(),
                        body.reservation().toReservation(),
                        departments,
                        ReferralActs.who(command),
                        at)));
    }

    @PostMapping("/ask")
    @Operation(operationId = "askSender", summary = "要求补充资料 · Ask the sender; the clock stands still")
    Mono<ResponseEntity<ReferralView>> ask(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.Ask body, Command command) {
        return acts.act(command, referralId, Action.ASK, (it, at) -> TriageMoves.asked(it, body.question(), at));
    }

    @PostMapping("/answer")
    @Operation(operationId = "answerQuestion", summary = "答复 · Answer what was asked")
    Mono<ResponseEntity<ReferralView>> answer(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.AnswerQuestion body, Command command) {
        return acts.act(command, referralId, Action.ANSWER, (it, at) -> TriageMoves.answered(it, body.answer(), at));
    }

    @PostMapping("/forward")
    @Operation(operationId = "forwardReferral", summary = "转送其他医院 · Send it on to another hospital")
    Mono<ResponseEntity<ReferralView>> forward(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.Forward body, Command command) {
        return acts.actFor(
                Reasoned.of(Kind.FORWARD, body.reason(), body.comment()),
                command,
                referralId,
                Action.FORWARD,
                (seen, at) -> intake.elsewhere(seen.referral(), body.destination())
                        .map(to -> TriageMoves.forwarded(
                                seen.referral(), to, body.reason(), body.comment(), ReferralActs.who(command), at)));
    }

    @PostMapping("/decline")
    @Operation(operationId = "declineReferral", summary = "说明理由后退回 · Decline with a coded reason and a comment")
    Mono<ResponseEntity<ReferralView>> decline(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.GivenDecline body, Command command) {
        return acts.actFor(
                new Reasoned(
                        it -> it.direction() == Direction.DOWN ? Kind.DECLINE_RETURN : Kind.DECLINE,
                        body.reason(),
                        body.comment()),
                command,
                referralId,
                Action.DECLINE,
                (seen, at) -> Mono.fromSupplier(() -> TriageMoves.declined(
                        seen.referral(), body.reason(), body.comment(), ReferralActs.who(command), at)));
    }

    @PostMapping("/undo")
    @Operation(operationId = "undoDecision", summary = "两分钟内撤销 · Take your own decision back within two minutes")
    Mono<ResponseEntity<ReferralView>> undo(@PathVariable UUID referralId, Command command) {
        return acts.act(command, referralId, Action.UNDO, TriageMoves::undone);
    }

    @PostMapping("/appeal")
    @Operation(operationId = "appealDecline", summary = "对退回提出复核 · Appeal once; another officer decides")
    Mono<ResponseEntity<ReferralView>> appeal(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.Appeal body, Command command) {
        return acts.act(command, referralId, Action.APPEAL, (it, at) -> TriageMoves.appealed(it, body.comment(), at));
    }

    @PostMapping("/consult-first")
    @Operation(operationId = "askConsultFirst", summary = "先会诊 · Ask for a remote consult first")
    Mono<ResponseEntity<ReferralView>> consultFirst(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.ConsultFirst body, Command command) {
        return acts.act(
                command,
                referralId,
                Action.CONSULT_FIRST,
                (it, at) -> TriageMoves.consultingFirst(it, body.question(), at));
    }

    @PostMapping("/resume")
    @Operation(operationId = "resumeReferral", summary = "放弃会诊,继续审核 · Give the consult up and go on")
    Mono<ResponseEntity<ReferralView>> resume(@PathVariable UUID referralId, Command command) {
        return acts.act(command, referralId, Action.RESUME, TriageMoves::resumed);
    }

    @PostMapping("/acknowledge")
    @Operation(
            operationId = "acknowledgeDecision",
            summary = "确认退回、留治或未到 · Acknowledge a decline, an opinion to treat locally, or that nobody came")
    Mono<ResponseEntity<ReferralView>> acknowledge(@PathVariable UUID referralId, Command command) {
        return acts.act(command, referralId, Action.ACKNOWLEDGE, TriageMoves::acknowledged);
    }

    @PostMapping("/object")
    @Operation(operationId = "objectToOpinion", summary = "对留治意见提出异议 · Object once to an opinion to treat locally")
    Mono<ResponseEntity<ReferralView>> object(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.ObjectTo body, Command command) {
        return acts.act(command, referralId, Action.OBJECT, (it, at) -> TriageMoves.objected(it, body.comment(), at));
    }

    @PostMapping("/raise-priority")
    @Operation(operationId = "raisePriority", summary = "提高紧急程度 · Raise the priority; new clocks run")
    Mono<ResponseEntity<ReferralView>> raise(
            @PathVariable UUID referralId, @Valid @RequestBody TriageCommands.RaisePriority body, Command command) {
        return acts.actFor(
                Reasoned.of(Kind.RAISE_PRIORITY, body.reason(), body.comment()),
                command,
                referralId,
                Action.RAISE_PRIORITY,
                (seen, at) -> Mono.fromSupplier(
                        () -> TriageMoves.raised(seen.referral(), body.priority(), body.reason(), body.comment(), at)));
    }

    @PostMapping("/acknowledge-notice")
    @Operation(operationId = "acknowledgeNotice", summary = "确认变更通知 · Confirm word of an exceptional move")
    Mono<ResponseEntity<ReferralView>> notice(@PathVariable UUID referralId, Command command) {
        var who = ReferralActs.who(command);
        return acts.actLookingUp(
                command,
                referralId,
                Action.ACKNOWLEDGE_NOTICE,
                (seen, at) -> Mono.fromSupplier(() -> TriageMoves.noticed(seen.referral(), seen.parties(), who, at)));
    }
}
