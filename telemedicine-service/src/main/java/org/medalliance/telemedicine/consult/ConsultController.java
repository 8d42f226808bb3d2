package org.medalliance.telemedicine.consult;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.PersonKeys;
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
    private final PersonKeys persons;
    private final Commands commands;
    private final String root;

    ConsultController(
            ConsultDesk desk,
            ConsultBoard board,
            PersonKeys persons,
            Commands commands,
            @Value("${alliance.api-root}") String root) {
        this.persons = persons;
        this.desk = desk;
        this.board = board;
        this.commands = commands;
        this.root = root;
    }

    @Operation(operationId = "requestConsult", summary = "申请远程会诊 · Ask for a consult")
    @PostMapping
    Mono<ResponseEntity<ConsultView>> request(@Valid @RequestBody ConsultBodies.Request body, Command command) {
        var actor = command.actor();
        return commands.once(
                command, ConsultView.class, () -> desk.request(actor, body.wanted(actor), body.ask(actor, persons))
                        .map(seen -> Answer.created(
                                "%s/consults/%s".formatted(root, seen.consult().id()),
                                seen.consult().version(),
                                ConsultView.of(seen, actor))));
    }

    @Operation(operationId = "listConsults", summary = "会诊工作列表 · Worklist of one side, newest first")
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

    @Operation(operationId = "getConsult", summary = "查看会诊 · A consult, with the actions open to you")
    @GetMapping("/{id}")
    Mono<ResponseEntity<ConsultView>> read(@PathVariable UUID id, Actor actor) {
        return board.find(actor, id).map(seen -> ResponseEntity.ok()
                .eTag(ETags.of(seen.consult().version()))
                .body(ConsultView.of(seen, actor)));
    }

    @Operation(operationId = "getTimeline", summary = "会诊经过 · Every move of a consult")
    @GetMapping("/{id}/timeline")
    Mono<ConsultBoard.TimeLine> timeLine(@PathVariable UUID id, Actor actor) {
        return board.timeLine(actor, id);
    }

    /** The signed document; its SHA-256 is the signature's digest. */
    @Operation(operationId = "getOpinion", summary = "会诊意见书(签署原文)· The opinion as it was signed, to the byte")
    @GetMapping(path = "/{id}/opinion", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<String> opinion(@PathVariable UUID id, Actor actor) {
        return board.opinion(actor, id);
    }

    @Operation(
            operationId = "arrangeConsult",
            summary = "安排专家与时间 · Invite experts to a slot; an urgent consult may be at once")
    @PostMapping("/{id}/arrange")
    Mono<ResponseEntity<ConsultView>> arrange(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Arrange body, Command command) {
        return once(command, () -> desk.arrange(command, id, body.plan()));
    }

    @Operation(operationId = "takeConsult", summary = "专家接手(图文或急会诊)· Take up advice or an emergency without a slot")
    @PostMapping("/{id}/take")
    Mono<ResponseEntity<ConsultView>> take(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.take(command, id));
    }

    @Operation(operationId = "agreeToConsult", summary = "专家同意 · Agree to the invitation")
    @PostMapping("/{id}/agree")
    Mono<ResponseEntity<ConsultView>> agree(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.agree(command, id));
    }

    @Operation(operationId = "refuseConsult", summary = "专家谢绝 · Refuse the invitation")
    @PostMapping("/{id}/refuse")
    Mono<ResponseEntity<ConsultView>> refuse(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Refuse body, Command command) {
        return once(command, () -> desk.refuse(command, id, body.reason()));
    }

    @Operation(operationId = "startConsult", summary = "开始会诊 · Start, from 15 minutes before the slot")
    @PostMapping("/{id}/start")
    Mono<ResponseEntity<ConsultView>> start(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.start(command, id));
    }

    @Operation(operationId = "draftOpinion", summary = "起草会诊意见 · Draft the opinion, or draft it anew")
    @PostMapping("/{id}/draft-opinion")
    Mono<ResponseEntity<ConsultView>> draft(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Draft body, Command command) {
        return once(command, () -> desk.draft(command, id, body.findings(), body.advice(), body.conclusion()));
    }

    @Operation(operationId = "signOpinion", summary = "签署会诊意见 · Sign the opinion")
    @PostMapping("/{id}/sign")
    Mono<ResponseEntity<ConsultView>> sign(@PathVariable UUID id, Command command) {
        return once(command, () -> desk.sign(command, id));
    }

    @Operation(operationId = "acknowledgeOpinion", summary = "申请方确认处理 · Say what was done, and close")
    @PostMapping("/{id}/acknowledge")
    Mono<ResponseEntity<ConsultView>> acknowledge(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Acknowledge body, Command command) {
        return once(command, () -> desk.acknowledge(command, id, body.done()));
    }

    @Operation(operationId = "declineConsult", summary = "说明理由后退回 · Decline with a coded reason")
    @PostMapping("/{id}/decline")
    Mono<ResponseEntity<ConsultView>> decline(
            @PathVariable UUID id, @Valid @RequestBody ConsultBodies.Decline body, Command command) {
        return once(command, () -> desk.decline(command, id, body.reason(), body.comment()));
    }

    @Operation(operationId = "cancelConsult", summary = "取消会诊 · Cancel with a coded reason")
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
