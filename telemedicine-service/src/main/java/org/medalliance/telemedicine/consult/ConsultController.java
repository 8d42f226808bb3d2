package org.medalliance.telemedicine.consult;

import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;
import org.medalliance.telemedicine.consult.Consults.Seen;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Consults over HTTP. */
@RestController
@RequestMapping("${alliance.api-root}/consults")
class ConsultController {

    private final ConsultDesk desk;
    private final ConsultBoard board;
    private final Commands commands;
    private final String root;

    ConsultController(
            ConsultDesk desk, ConsultBoard board, Commands commands, @Value("${alliance.api-root}") String root) {
        this.desk = desk;
        this.board = board;
        this.commands = commands;
        this.root = root;
    }

    @PostMapping
    Mono<ResponseEntity<ConsultView>> request(@Valid @RequestBody ConsultBodies.Request body, Command command) {
        var actor = command.actor();
        return commands.once(command, ConsultView.class, () -> desk.request(actor, body.wanted(actor), body.ask(actor))
                .map(seen -> Answer.created(
                        "%s/consults/%s".formatted(root, seen.consult().id()),
                        seen.consult().version(),
                        ConsultView.of(seen, actor))));
    }

    @GetMapping
    Mono<ResponseEntity<Page<ConsultBoard.Line>>> worklist(
            Actor actor,
            @RequestParam String side,
            @RequestParam(required = false) @Nullable String state,
            PageRequest page,
            ServerHttpRequest request) {
        var wantedSide = constant(ConsultBoard.Side.class, "side", side);
        var wantedState = state == null ? null : constant(State.class, "state", state);
        return board.worklist(actor, wantedSide, wantedState, page).map(found -> found.response(request));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<ConsultView>> read(@PathVariable UUID id, Actor actor) {
        return board.find(actor, id).map(seen -> ResponseEntity.ok()
                .eTag(ETags.of(seen.consult().version()))
                .body(ConsultView.of(seen, actor)));
    }

    @GetMapping("/{id}/timeline")
    Mono<ConsultBoard.TimeLine> timeLine(@PathVariable UUID id, Actor actor) {
        return board.timeLine(actor, id);
    }

    /** The signed document; its SHA-256 is the signature's digest. */
    @GetMapping(path = "/{id}/opinion", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<String> opinion(@PathVariable UUID id, Actor actor) {
        return board.opinion(actor, id);
    }

    @PostMapping("/{id}/arrange")
    Mono<ResponseEntity<ConsultView>> arrange(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Arrange body, Command command) {
        return once(command, () -> desk.arrange(command, id, body.plan()));
    }

    @PostMapping("/{id}/take")
    Mono<ResponseEntity<ConsultView>> take(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.take(command, id));
    }

    @PostMapping("/{id}/agree")
    Mono<ResponseEntity<ConsultView>> agree(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.agree(command, id));
    }

    @PostMapping("/{id}/refuse")
    Mono<ResponseEntity<ConsultView>> refuse(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Refuse body, Command command) {
        return once(command, () -> desk.refuse(command, id, body.reason()));
    }

    @PostMapping("/{id}/start")
    Mono<ResponseEntity<ConsultView>> start(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.start(command, id));
    }

    @PostMapping("/{id}/draft-opinion")
    Mono<ResponseEntity<ConsultView>> draft(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Draft body, Command command) {
        return once(command, () -> desk.draft(command, id, body.findings(), body.advice(), body.conclusion()));
    }

    @PostMapping("/{id}/sign")
    Mono<ResponseEntity<ConsultView>> sign(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.sign(command, id));
    }

    @PostMapping("/{id}/acknowledge")
    Mono<ResponseEntity<ConsultView>> acknowledge(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Acknowledge body, Command command) {
        return once(command, () -> desk.acknowledge(command, id, body.done()));
    }

    @PostMapping("/{id}/decline")
    Mono<ResponseEntity<ConsultView>> decline(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Decline body, Command command) {
        return once(command, () -> desk.decline(command, id, body.reason(), body.comment()));
    }

    @PostMapping("/{id}/cancel")
    Mono<ResponseEntity<ConsultView>> cancel(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Cancel body, Command command) {
        return once(command, () -> desk.cancel(command, id, body.reason(), body.comment()));
    }

    private Mono<ResponseEntity<ConsultView>> once(Command command, Supplier<Mono<Seen>> work) {
        return commands.once(command, ConsultView.class, () -> work.get()
                .map(seen -> Answer.ok(seen.consult().version(), ConsultView.of(seen, command.actor()))));
    }

    /** {@code in-progress} and {@code IN_PROGRESS} are the same. */
    private static <E extends Enum<E>> E constant(Class<E> type, String parameter, String text) {
        var name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal.Malformed("not-a-choice", parameter, Arrays.toString(type.getEnumConstants())));
    }
}
