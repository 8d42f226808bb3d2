package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.List;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.referral.command.EmergencyCommands.ChangeTimeNodes;
import org.medalliance.referral.content.Pathway;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/catalogue/time-nodes")
class TimeNodeController {

    private final TimeNodes nodes;
    private final Commands commands;

    TimeNodeController(TimeNodes nodes, Commands commands) {
        this.nodes = nodes;
        this.commands = commands;
    }

    private enum Office implements Role {
        ALLIANCE_ADMIN
    }

    record TimeNodeCatalogue(List<NodeSheet> items) {}

    @GetMapping
    @Unaudited("What a sheet asks for; nothing of a person.")
    @Operation(operationId = "listTimeNodes", summary = "时间节点目录 · Nodes and spans of each pathway's sheet")
    Mono<TimeNodeCatalogue> all(Actor actor) {
        return nodes.all(actor.scope()).map(TimeNodeCatalogue::new);
    }

    @PostMapping("/{pathway}")
    @Operation(
            operationId = "changeTimeNodes",
            summary = "修改时间节点表 · Replaces an alliance's own sheet; what was stamped stays")
    Mono<ResponseEntity<NodeSheet>> change(
            @PathVariable Pathway pathway, @Valid @RequestBody ChangeTimeNodes body, Command command) {
        var actor = command.actor().require(Office.ALLIANCE_ADMIN);
        return commands.once(command, NodeSheet.class, () -> nodes.change(
                        actor.scope(), pathway, command.expectedVersion(), body, actor.subject())
                .map(it -> Answer.ok(it.version(), it)));
    }
}
