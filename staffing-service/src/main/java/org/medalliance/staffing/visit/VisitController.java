package org.medalliance.staffing.visit;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.staffing.CountyTime;
import org.medalliance.staffing.Query;
import org.medalliance.staffing.visit.VisitCommands.Evaluation;
import org.medalliance.staffing.visit.VisitCommands.PlanVisit;
import org.medalliance.staffing.visit.VisitCommands.Why;
import org.medalliance.staffing.visit.VisitLifecycle.Action;
import org.medalliance.staffing.visit.VisitLifecycle.State;
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

@RestController
@RequestMapping(VisitController.PATH)
class VisitController {

    static final String PATH = "/api/staffing/v1/visiting-days";

    private final VisitDesk desk;
    private final VisitBoard board;
    private final Commands commands;
    private final Clock clock;

    VisitController(VisitDesk desk, VisitBoard board, Commands commands, Clock clock) {
        this.desk = desk;
        this.board = board;
        this.commands = commands;
        this.clock = clock;
    }

    record Timeline(List<VisitingDays.Move> items) {}

    @PostMapping
    @Operation(operationId = "planVisitingDay", summary = "计划坐诊 · Plan a visiting day")
    Mono<ResponseEntity<VisitingDayView>> plan(@Valid @RequestBody PlanVisit body, Command command) {
        return commands.once(command, VisitingDayView.class, () -> desk.plan(command, body)
                .map(seen -> VisitingDayView.of(seen, command.actor()))
                .map(view -> Answer.created(PATH + "/" + view.id(), view.version(), view)));
    }

    /** Those that have not ended by {@code from} (now, unless another time or date is named), the earliest first. */
    @GetMapping
    @Operation(
            operationId = "listVisitingDays",
            summary = "坐诊列表 · Visiting days of your institution or your own, the earliest first")
    Mono<ResponseEntity<Page<VisitingDayView>>> list(
            @RequestParam(defaultValue = "") String clinic,
            @RequestParam(defaultValue = "") String practitioner,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable String from,
            PageRequest page,
            Actor actor,
            ServerHttpRequest request) {
        var wanted = new VisitingDays.Wanted(
                Query.id(clinic),
                Query.id(practitioner),
                state == null ? "" : state.name(),
                from == null ? clock.instant() : CountyTime.instant(from));
        return board.list(actor, wanted, page).map(it -> it.response(request));
    }

    @GetMapping("/{visitingDayId}")
    @Operation(operationId = "getVisitingDay", summary = "查看坐诊 · A visiting day, with the actions open to you")
    Mono<ResponseEntity<VisitingDayView>> day(@PathVariable UUID visitingDayId, Actor actor) {
        return board.day(actor, visitingDayId)
                .map(view -> ResponseEntity.ok().eTag(ETags.of(view.version())).body(view));
    }

    @GetMapping("/{visitingDayId}/timeline")
    @Operation(operationId = "getTimeline", summary = "坐诊经过 · Every move of a visiting day")
    Mono<Timeline> timeline(@PathVariable UUID visitingDayId, Actor actor) {
        return board.timeline(actor, visitingDayId).map(Timeline::new);
    }

    @PostMapping("/{visitingDayId}/publish")
    @Operation(
            operationId = "publishVisitingDay",
            summary = "发布坐诊 · Publish: the doctor's consult slots of the time are taken out")
    Mono<ResponseEntity<VisitingDayView>> publish(@PathVariable UUID visitingDayId, Command command) {
        return act(command, visitingDayId, Action.PUBLISH, VisitingDay::published);
    }

    @PostMapping("/{visitingDayId}/confirm")
    @Operation(operationId = "confirmVisitingDay", summary = "医师确认 · The doctor confirms")
    Mono<ResponseEntity<VisitingDayView>> confirm(@PathVariable UUID visitingDayId, Command command) {
        return act(command, visitingDayId, Action.CONFIRM, VisitingDay::confirmed);
    }

    @PostMapping("/{visitingDayId}/refuse")
    @Operation(operationId = "refuseVisitingDay", summary = "医师不能成行 · The doctor cannot come")
    Mono<ResponseEntity<VisitingDayView>> refuse(
            @PathVariable UUID visitingDayId, @Valid @RequestBody Why why, Command command) {
        return act(command, visitingDayId, Action.REFUSE, (day, at) -> day.refused(why.reason(), why.comment(), at));
    }

    @PostMapping("/{visitingDayId}/cancel")
    @Operation(operationId = "cancelVisitingDay", summary = "取消坐诊 · Cancel")
    Mono<ResponseEntity<VisitingDayView>> cancel(
            @PathVariable UUID visitingDayId, @Valid @RequestBody Why why, Command command) {
        return act(command, visitingDayId, Action.CANCEL, (day, at) -> day.cancelled(why.reason(), why.comment(), at));
    }

    @PostMapping("/{visitingDayId}/check-in")
    @Operation(operationId = "checkInVisitingDay", summary = "到达签到 · Check in at the clinic")
    Mono<ResponseEntity<VisitingDayView>> checkIn(@PathVariable UUID visitingDayId, Command command) {
        return act(command, visitingDayId, Action.CHECK_IN, VisitingDay::checkedIn);
    }

    @PostMapping("/{visitingDayId}/complete")
    @Operation(operationId = "completeVisitingDay", summary = "坐诊结束 · Complete")
    Mono<ResponseEntity<VisitingDayView>> complete(@PathVariable UUID visitingDayId, Command command) {
        return act(command, visitingDayId, Action.COMPLETE, VisitingDay::completed);
    }

    @PostMapping("/{visitingDayId}/evaluate")
    @Operation(operationId = "evaluateVisitingDay", summary = "乡镇评价 · The clinic's evaluation")
    Mono<ResponseEntity<VisitingDayView>> evaluate(
            @PathVariable UUID visitingDayId, @Valid @RequestBody Evaluation body, Command command) {
        return act(command, visitingDayId, Action.EVALUATE, (day, at) -> day.evaluated(body.score(), at));
    }

    private Mono<ResponseEntity<VisitingDayView>> act(
            Command command, UUID id, Action action, BiFunction<VisitingDay, Instant, VisitingDay> transition) {
        return commands.once(command, VisitingDayView.class, () -> desk.act(command, id, action, transition)
                .map(seen -> VisitingDayView.of(seen, command.actor()))
                .map(view -> Answer.ok(view.version(), view)));
    }
}
