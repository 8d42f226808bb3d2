package org.medalliance.platform.retention;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.retention.RetentionPolicies.KeepingPolicy;
import org.medalliance.platform.retention.RetentionPolicies.KeepingRule;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.ChangesVersion;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How long the alliance keeps what this service holds: its administrators decide, its auditors may look. */
@RestController
@RequestMapping("${alliance.api-root}/retention-policy")
class RetentionController {

    private final RetentionPolicies policies;
    private final Commands commands;
    private final Audit audit;

    RetentionController(RetentionPolicies policies, Commands commands, Audit audit) {
        this.policies = policies;
        this.commands = commands;
        this.audit = audit;
    }

    private enum Office implements Role {
        ALLIANCE_ADMIN,
        AUDITOR
    }

    record WantedRule(
            @NotBlank @Size(max = 80) String name, @NotNull Period period) {}

    /**
     * @param rules those that are not named keep their usual period
     */
    record WantedRetention(@NotNull @Size(max = 50) List<@Valid WantedRule> rules) {
        List<KeepingRule> asRules() {
            return rules.stream()
                    .map(it -> new KeepingRule(it.name(), it.period()))
                    .toList();
        }
    }

    /**
     * @param period in force, ISO 8601
     * @param least a shorter one is refused
     * @param ground where {@code least} comes from
     */
    record KeepingView(String name, String period, String usual, String least, String ground) {}

    record RetentionView(long version, List<KeepingView> rules, String changedBy, Instant changedAt) {}

    record RetentionHistory(List<RetentionView> items) {}

    private RetentionView view(KeepingPolicy policy) {
        return new RetentionView(
                policy.version(),
                policies.erasables().stream().map(it -> view(policy, it)).toList(),
                policy.changedBy(),
                policy.changedAt());
    }

    private static KeepingView view(KeepingPolicy policy, Erasable erasable) {
        var keeping = erasable.keeping();
        return new KeepingView(
                erasable.name(),
                policy.period(erasable).toString(),
                keeping.usual().toString(),
                keeping.least().toString(),
                keeping.ground());
    }

    @GetMapping
    @Operation(operationId = "getRetentionPolicy", summary = "保存期限 · How long what is kept")
    Mono<ResponseEntity<RetentionView>> current(Actor actor) {
        actor.require(Office.ALLIANCE_ADMIN, Office.AUDITOR);
        return policies.current(actor.scope())
                .delayUntil(_ -> audit.listed(actor, "retention-policy", List.of()))
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(view(it)));
    }

    @GetMapping("/history")
    @Operation(operationId = "listRetentionHistory", summary = "保存期限的历次修改 · Every version, newest first")
    Mono<RetentionHistory> history(Actor actor) {
        actor.require(Office.ALLIANCE_ADMIN, Office.AUDITOR);
        return policies.history(actor.scope())
                .map(this::view)
                .collectList()
                .delayUntil(_ -> audit.listed(actor, "retention-policy", List.of()))
                .map(RetentionHistory::new);
    }

    @PostMapping
    @ChangesVersion
    @Operation(operationId = "changeRetentionPolicy", summary = "修改保存期限，不得短于法定 · Never shorter than the law says")
    Mono<ResponseEntity<RetentionView>> change(@Valid @RequestBody WantedRetention body, Command command) {
        var actor = command.actor().require(Office.ALLIANCE_ADMIN);
        var expected = command.expectedVersion();
        return commands.once(command, RetentionView.class, () -> policies.change(
                        actor.scope(), expected, body.asRules(), actor.subject())
                .map(it -> Answer.ok(it.version(), view(it))));
    }
}
