package org.medalliance.platform.deadline;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.List;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The alliance's agreements on time: everybody may read them, the alliance's office changes them. */
@RestController
@RequestMapping("${alliance.api-root}/deadline-policies")
class DeadlinePolicyController {

    private final DeadlinePolicies policies;
    private final Commands commands;

    DeadlinePolicyController(DeadlinePolicies policies, Commands commands) {
        this.policies = policies;
        this.commands = commands;
    }

    private enum Office implements Role {
        ALLIANCE_ADMIN
    }

    record PolicyList(List<DeadlinePolicies.Versioned> items) {}

    record PolicyHistory(List<DeadlinePolicies.Change> items) {}

    @Unaudited("The alliance's own policy; no case and no patient.")
    @GetMapping
    @Operation(operationId = "listDeadlinePolicies", summary = "时限规则 · The policies in force")
    Mono<PolicyList> inForce(Actor actor) {
        var scope = actor.scope();
        return Flux.fromIterable(policies.caseTypes())
                .concatMap(caseType -> policies.current(scope, caseType))
                .collectList()
                .map(PolicyList::new);
    }

    @Unaudited("The alliance's own policy; no case and no patient.")
    @GetMapping("/{caseType}")
    @Operation(operationId = "getDeadlinePolicy", summary = "某类业务的时限规则 · The policy for a kind of case")
    Mono<ResponseEntity<DeadlinePolicies.Versioned>> policy(@PathVariable String caseType, Actor actor) {
        policies.subject(caseType);
        return policies.current(actor.scope(), caseType)
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(it));
    }

    @Unaudited("The alliance's own policy; no case and no patient.")
    @GetMapping("/{caseType}/history")
    @Operation(operationId = "listDeadlinePolicyHistory", summary = "规则的历次修改 · Every version, newest first")
    Mono<PolicyHistory> history(@PathVariable String caseType, Actor actor) {
        policies.subject(caseType);
        return policies.history(actor.scope(), caseType).collectList().map(PolicyHistory::new);
    }

    /** In force for every deadline that is set from now on; those that run keep what they were set with. */
    @PostMapping("/{caseType}")
    @Operation(operationId = "changeDeadlinePolicy", summary = "修改时限规则 · Replaces the policy")
    Mono<ResponseEntity<DeadlinePolicies.Versioned>> change(
            @PathVariable String caseType, @Valid @RequestBody DeadlinePolicy body, Command command) {
        var actor = command.actor();
        var subject = policies.subject(caseType);
        actor.require(Office.ALLIANCE_ADMIN);
        PolicyCheck.check(subject, body);
        return commands.once(command, DeadlinePolicies.Versioned.class, () -> policies.change(
                        actor.scope(), caseType, command.expectedVersion(), body, actor.subject())
                .map(it -> Answer.ok(it.version(), it)));
    }
}
