package org.medalliance.platform.messaging;

import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Dead letters for the operator, who sees where they came from and why they failed, and nobody's data. */
@RestController
@RequestMapping("${alliance.api-root}/operations/dead-letters")
class DeadLetterController {

    private final DeadLetters deadLetters;
    private final DeadLetterDesk desk;
    private final Commands commands;
    private final Audit audit;

    DeadLetterController(DeadLetters deadLetters, DeadLetterDesk desk, Commands commands, Audit audit) {
        this.deadLetters = deadLetters;
        this.desk = desk;
        this.commands = commands;
        this.audit = audit;
    }

    private enum Operations implements Role {
        OPERATOR
    }

    record Discarded(UUID id, boolean discarded) {}

    @GetMapping
    @Operation(operationId = "listDeadLetters", summary = "待处理的死信 · Parked events that wait for a decision")
    Mono<DeadLetters.Open> open(Actor actor) {
        actor.require(Operations.OPERATOR);
        return deadLetters.open().collectList().map(DeadLetters.Open::new).flatMap(open -> audit.listed(
                        actor,
                        "dead-letter",
                        open.items().stream().map(DeadLetters.DeadLetter::id).toList())
                .thenReturn(open));
    }

    /** Each replay is a transaction of its own, and repeating it is harmless: it takes in what is still parked. */
    @PostMapping("/{deadLetterId}/replay")
    @Operation(operationId = "replayDeadLetter", summary = "重新处理 · Take it in again, and what is parked behind it")
    Mono<DeadLetterDesk.Replay> replay(@PathVariable UUID deadLetterId, Command command) {
        var actor = command.actor().require(Operations.OPERATOR);
        return desk.replay(deadLetterId, actor.subject())
                .flatMap(replay -> audit.done(actor).thenReturn(replay));
    }

    @PostMapping("/{deadLetterId}/discard")
    @Operation(operationId = "discardDeadLetter", summary = "放弃 · Give it up")
    Mono<ResponseEntity<Discarded>> discard(@PathVariable UUID deadLetterId, Command command) {
        var actor = command.actor().require(Operations.OPERATOR);
        return commands.once(command, Discarded.class, () -> desk.discard(deadLetterId, actor.subject())
                .map(done -> Answer.ok(null, new Discarded(deadLetterId, done))));
    }
}
