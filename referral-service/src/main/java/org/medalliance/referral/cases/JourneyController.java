package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.cases.ReferralActs.Reasoned;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.Party;
import org.medalliance.referral.command.JourneyCommands;
import org.medalliance.referral.content.Admission;
import org.medalliance.referral.content.Outcome;
import org.medalliance.referral.outside.OutsideInstitutions;
import org.medalliance.referral.reason.Reason.Kind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** From the departure to the end. */
@RestController
@RequestMapping("/api/referral/v1/referrals/{referralId}")
class JourneyController {

    private final ReferralActs acts;
    private final ReferralIntake intake;
    private final OutsideInstitutions outside;

    JourneyController(ReferralActs acts, ReferralIntake intake, OutsideInstitutions outside) {
        this.acts = acts;
        this.intake = intake;
        this.outside = outside;
    }

    @PostMapping("/change-reservation")
    @Operation(operationId = "changeReservation", summary = "变更预约 · Another reservation; the sender confirms it")
    Mono<ResponseEntity<ReferralView>> changeReservation(
            @PathVariable UUID referralId,
            @Valid @RequestBody JourneyCommands.ChangeReservation body,
            Command command) {
        return acts.actFor(
                Reasoned.of(Kind.CHANGE_RESERVATION, body.reason(), body.comment()),
                command,
                referralId,
                Action.CHANGE_RESERVATION,
                (seen, at) -> intake.ownDepartments(command.actor())
                        .map(departments -> JourneyMoves.reservationChanged(
                                seen.referral(),
                                body.reservation().toReservation(),
                                departments,
                                body.reason(),
                                body.comment(),
                                at)));
    }

    @PostMapping("/depart")
    @Operation(operationId = "recordDeparture", summary = "登记出发 · The patient is on the way")
    Mono<ResponseEntity<ReferralView>> depart(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.Depart body, Command command) {
        var transport = body.transport().toTransport();
        return acts.act(command, referralId, Action.DEPART, (it, at) -> JourneyMoves.departed(it, transport, at));
    }

    @PostMapping("/divert")
    @Operation(operationId = "divertReferral", summary = "改送其他医院 · To another hospital, also on the way")
    Mono<ResponseEntity<ReferralView>> divert(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.Divert body, Command command) {
        return acts.actFor(
                Reasoned.of(Kind.DIVERT, body.reason(), body.comment()),
                command,
                referralId,
                Action.DIVERT,
                (seen, at) -> intake.elsewhere(seen.referral(), body.destination())
                        .map(to -> JourneyMoves.diverted(seen.referral(), to, body.reason(), body.comment(), at)));
    }

    @PostMapping("/arrive")
    @Operation(operationId = "recordArrival", summary = "登记到达 · Record the arrival")
    Mono<ResponseEntity<ReferralView>> arrive(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.Arrive body, Command command) {
        return acts.act(command, referralId, Action.ARRIVE, (it, at) -> JourneyMoves.arrived(it, body.at(), at));
    }

    @PostMapping("/reinstate")
    @Operation(operationId = "reinstateReferral", summary = "重新预约未到患者 · Who did not come is expected anew")
    Mono<ResponseEntity<ReferralView>> reinstate(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.Reinstate body, Command command) {
        return acts.act(command, referralId, Action.REINSTATE, (it, at) -> JourneyMoves.reinstated(it, body.at(), at));
    }

    @PostMapping("/give-up")
    @Operation(operationId = "giveUpReferral", summary = "确认不再前来 · Who did not come will not come")
    Mono<ResponseEntity<ReferralView>> giveUp(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.GiveUp body, Command command) {
        return acts.actFor(
                Reasoned.of(Kind.GIVE_UP, body.reason(), body.comment()),
                command,
                referralId,
                Action.GIVE_UP,
                (seen, at) -> Mono.fromSupplier(
                        () -> JourneyMoves.givenUp(seen.referral(), body.reason(), body.comment(), at)));
    }

    @PostMapping("/admit")
    @Operation(operationId = "admitPatient", summary = "登记住院 · Admit to a ward")
    Mono<ResponseEntity<ReferralView>> admit(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.Admit body, Command command) {
        var admission = new Admission(body.ward(), body.doctor(), body.at());
        return acts.act(command, referralId, Action.ADMIT, (it, at) -> JourneyMoves.admitted(it, admission, at));
    }

    @PostMapping("/treat")
    @Operation(operationId = "recordTreatment", summary = "登记诊治结果 · Record the treatment of a visit")
    Mono<ResponseEntity<ReferralView>> treat(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.Treat body, Command command) {
        var outcome = new Outcome(body.summary(), null);
        return acts.act(command, referralId, Action.TREAT, (it, at) -> JourneyMoves.treated(it, outcome, at));
    }

    @PostMapping("/discharge")
    @Operation(operationId = "dischargePatient", summary = "登记出院 · Discharge with summary and outcome")
    Mono<ResponseEntity<ReferralView>> discharge(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.DischargePatient body, Command command) {
        var outcome = new Outcome(body.summary(), body.result());
        return acts.act(command, referralId, Action.DISCHARGE, (it, at) -> JourneyMoves.treated(it, outcome, at));
    }

    @PostMapping("/leave-network")
    @Operation(operationId = "leaveNetwork", summary = "转往医共体外医院 · On to a hospital outside the network")
    Mono<ResponseEntity<ReferralView>> leaveNetwork(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.LeaveNetwork body, Command command) {
        return acts.actFor(
                Reasoned.of(Kind.LEAVE_NETWORK, body.reason(), body.comment()),
                command,
                referralId,
                Action.LEAVE_NETWORK,
                (seen, at) -> outside.choose(command.actor().scope(), body.institution(), body.name())
                        .map(chosen -> JourneyMoves.leftNetwork(
                                seen.referral(), chosen.code(), chosen.name(), body.reason(), body.comment(), at)));
    }

    @PostMapping("/record-death")
    @Operation(operationId = "recordDeath", summary = "登记死亡 · Record a death; reservations and consults are freed")
    Mono<ResponseEntity<ReferralView>> recordDeath(
            @PathVariable UUID referralId, @Valid @RequestBody JourneyCommands.RecordDeath body, Command command) {
        return acts.actLookingUp(
                command,
                referralId,
                Action.RECORD_DEATH,
                (seen, at) -> Mono.fromSupplier(() -> JourneyMoves.died(
                        seen.referral(), body.at(), seen.parties().contains(Party.ORIGIN), at)));
    }

    @PostMapping("/acknowledge-outcome")
    @Operation(operationId = "acknowledgeOutcome", summary = "确认结果并结案 · Acknowledge the outcome, which closes the case")
    Mono<ResponseEntity<ReferralView>> acknowledgeOutcome(@PathVariable UUID referralId, Command command) {
        return acts.act(command, referralId, Action.ACKNOWLEDGE_OUTCOME, TriageMoves::acknowledged);
    }
}
