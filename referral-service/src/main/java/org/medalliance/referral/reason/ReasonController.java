package org.medalliance.referral.reason;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.referral.reason.Reason.Kind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/catalogue/reasons")
class ReasonController {

    private final Reasons reasons;
    private final Commands commands;

    ReasonController(Reasons reasons, Commands commands) {
        this.reasons = reasons;
        this.commands = commands;
    }

    private enum Office implements Role {
        ALLIANCE_ADMIN
    }

    record ReasonCatalogue(List<Reason> items) {}

    record ImportReasons(@NotEmpty @Size(max = 500) List<@NotNull @Valid Reason> reasons) {}

    record ImportedReasons(int reasons) {}

    @GetMapping
    @Unaudited("Codes and their names; nothing of a person.")
    @Operation(operationId = "listReasons", summary = "理由编码 · Coded reasons of the alliance")
    Mono<ReasonCatalogue> all(@RequestParam(required = false) @Nullable Kind kind, Actor actor) {
        return reasons.all(actor.scope())
                .map(all -> new ReasonCatalogue(all.stream()
                        .filter(it -> kind == null || it.kind() == kind)
                        .toList()));
    }

    @PostMapping("/import")
    @Operation(
            operationId = "importReasons",
            summary = "修改或增加理由编码 · Change or add reasons; end one by its last active day, none is deleted")
    Mono<ResponseEntity<ImportedReasons>> put(@Valid @RequestBody ImportReasons body, Command command) {
        var actor = command.actor().require(Office.ALLIANCE_ADMIN);
        return commands.once(command, ImportedReasons.class, () -> reasons.put(actor.scope(), body.reasons())
                .map(it -> Answer.ok(null, new ImportedReasons(it))));
    }
}
