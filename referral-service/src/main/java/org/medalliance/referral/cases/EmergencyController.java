package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.cases.ReferralActs.Reasoned;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.command.EmergencyCommands;
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

/** When minutes count: six fields, the ring-down, the time-node sheet. */
@RestController
@RequestMapping("/api/referral/v1/referrals")
class EmergencyController {

    private final ReferralActs acts;
    private final ReferralIntake intake;
    private final EmergencyIntake emergencies;
    private final TimeNodes nodes;

    EmergencyController(ReferralActs acts, ReferralIntake intake, EmergencyIntake emergencies, TimeNodes nodes) {
        this.acts = acts;
        this.intake = intake;
        this.emergencies = emergencies;
        this.nodes = nodes;
    }

    @PostMapping("/emergency")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "submitEmergency",
            summary = "急危重症一键上转 · Straight to the nearest capable centre, which is rung at once")
    Mono<ResponseEntity<ReferralView>> submit(
            @Valid @RequestBody EmergencyCommands.EmergencySubmit body, Command command) {
        var actor = command.actor();
        return acts.open(
                command,
                EmergencyIntake.directionFrom(actor),
                Action.EMERGENCY_SUBMIT,
                number -> emergencies.emergency(actor, body, number));
    }

    @PostMapping("/{referralId}/acknowledge-ring-down")
    @Operation(
            operationId = "acknowledgeRingDown",
            summary = "应答预警，准备接收 · We have heard and make ready; the first to answer is the destination")
    Mono<ResponseEntity<ReferralView>> heard(@PathVariable UUID referralId, Command command) {
        return acts.act(
                command,
                referralId,
                Action.ACKNOWLEDGE_RING_DOWN,
                (it, at) -> EmergencyMoves.heard(it, command.actor().institution(), at));
    }

    @PostMapping("/{referralId}/redirect")
    @Operation(operationId = "redirectRingDown", summary = "本院不能接，改呼他院 · We cannot: it rings at another hospital")
    Mono<ResponseEntity<ReferralView>> redirect(
            @PathVariable UUID referralId, @Valid @RequestBody EmergencyCommands.Redirect body, Command command) {
        return acts.actFor(
                Reasoned.of(Kind.REDIRECT, body.reason(), body.comment()),
                command,
                referralId,
                Action.REDIRECT,
                (seen, at) -> intake.elsewhere(seen.referral(), body.destination())
                        .map(to -> EmergencyMoves.redirected(seen.referral(), to, body.reason(), body.comment(), at)));
    }

    @PostMapping("/{referralId}/stamp-node")
    @Operation(operationId = "stampNode", summary = "登记时间节点 · Stamp a node of the time-node sheet")
    Mono<ResponseEntity<ReferralView>> stamp(
            @PathVariable UUID referralId, @Valid @RequestBody EmergencyCommands.StampNode body, Command command) {
        var actor = command.actor();
        return acts.actLookingUp(command, referralId, Action.STAMP_NODE, (seen, at) -> nodes.require(
                        new Scope(seen.referral().alliance()), seen.referral().pathway(), body.node())
                .then(Mono.fromSupplier(() -> EmergencyMoves.stamped(
                        seen.referral(), body.node(), body.at(), actor.subject(), actor.institution(), at))));
    }

    @PostMapping("/{referralId}/correct-node")
    @Operation(operationId = "correctNode", summary = "更正时间节点 · Correct a node, with the reason; the old time stays")
    Mono<ResponseEntity<ReferralView>> correct(
            @PathVariable UUID referralId, @Valid @RequestBody EmergencyCommands.CorrectNode body, Command command) {
        return acts.act(
                command,
                referralId,
                Action.CORRECT_NODE,
                (it, at) -> EmergencyMoves.corrected(
                        it,
                        body.node(),
                        body.at(),
                        body.reason(),
                        command.actor().subject(),
                        at));
    }
}
