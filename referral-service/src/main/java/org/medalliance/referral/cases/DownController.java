package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.cases.ReferralActs.Reasoned;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.command.DownCommands;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.reason.Reason.Kind;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Home again: proposed to the clinic, followed up there, recalled or finished. */
@RestController
@RequestMapping("/api/referral/v1/referrals")
class DownController {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private final ReferralActs acts;
    private final ReferralIntake intake;

    DownController(ReferralActs acts, ReferralIntake intake) {
        this.acts = acts;
        this.intake = intake;
    }

    @PostMapping("/returns")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "proposeReturn", summary = "提出下转 · Propose that a patient goes home, with the plan")
    Mono<ResponseEntity<ReferralView>> propose(@Valid @RequestBody DownCommands.ProposeReturn body, Command command) {
        return acts.open(
                command, Direction.DOWN, Action.PROPOSE, number -> intake.returning(command.actor(), body, number));
    }

    @PostMapping("/{referralId}/propose")
    @Operation(operationId = "proposeDraft", summary = "提交下转草稿 · Propose what was drafted")
    Mono<ResponseEntity<ReferralView>> proposeDraft(@PathVariable UUID referralId, Command command) {
        return acts.actLookingUp(
                command, referralId, Action.PROPOSE, (seen, at) -> intake.complete(command.actor(), seen.referral())
                        .then(Mono.fromSupplier(() -> JourneyMoves.sent(seen.referral(), State.PROPOSED, at))));
    }

    @PostMapping("/{referralId}/re-propose")
    @Operation(operationId = "proposeAgain", summary = "调整后再次提出下转 · Propose again, and say what changed")
    Mono<ResponseEntity<ReferralView>> proposeAgain(
            @PathVariable UUID referralId, @Valid @RequestBody DownCommands.RePropose body, Command command) {
        return acts.act(command, referralId, Action.RE_PROPOSE, (it, at) -> {
            intake.check(body.carePlan());
            return DownMoves.proposedAgain(it, body.carePlan().toCarePlan(), body.change(), at);
        });
    }

    @PostMapping("/{referralId}/record-follow-up")
    @Operation(operationId = "recordFollowUp", summary = "登记随访 · Record a follow-up visit")
    Mono<ResponseEntity<ReferralView>> followUp(
            @PathVariable UUID referralId, @Valid @RequestBody DownCommands.RecordFollowUp body, Command command) {
        return acts.act(
                command,
                referralId,
                Action.RECORD_FOLLOW_UP,
                (it, at) -> DownMoves.followedUp(
                        it, body.on(), body.findings(), body.next(), LocalDate.ofInstant(at, COUNTY), at));
    }

    @PostMapping("/{referralId}/complete-task")
    @Operation(operationId = "completeTask", summary = "完成康复任务 · A rehabilitation task is done")
    Mono<ResponseEntity<ReferralView>> task(
            @PathVariable UUID referralId, @Valid @RequestBody DownCommands.CompleteTask body, Command command) {
        return acts.act(
                command,
                referralId,
                Action.COMPLETE_TASK,
                (it, at) -> DownMoves.taskDone(it, body.task(), body.on(), body.remark(), at));
    }

    @PostMapping("/{referralId}/recall")
    @Operation(operationId = "recallPatient", summary = "返院 · Back up: opens an up-referral that is filled in already")
    Mono<ResponseEntity<ReferralView>> recall(
            @PathVariable UUID referralId, @Valid @RequestBody DownCommands.Recall body, Command command) {
        var actor = command.actor();
        return acts.actFor(
                Reasoned.of(Kind.RECALL, body.reason(), body.comment()),
                command,
                referralId,
                Action.RECALL,
                (seen, at) -> back(actor, seen.referral(), body)
                        .map(up -> DownMoves.recalled(seen.referral(), up.id(), body.reason(), body.comment(), at)));
    }

    private Mono<Referral> back(Actor actor, Referral down, DownCommands.Recall body) {
        return acts.number(actor)
                .flatMap(number ->
                        intake.recalling(actor, down, body.priority(), body.comment(), body.destination(), number))
                .flatMap(up -> acts.alsoOpen(actor, up, Action.SUBMIT));
    }

    @PostMapping("/{referralId}/finish")
    @Operation(operationId = "finishFollowUp", summary = "结束随访 · The follow-up ends well; the hospital confirms")
    Mono<ResponseEntity<ReferralView>> finish(
            @PathVariable UUID referralId, @Valid @RequestBody DownCommands.Finish body, Command command) {
        return acts.act(command, referralId, Action.FINISH, (it, at) -> DownMoves.finished(it, body.summary(), at));
    }
}
