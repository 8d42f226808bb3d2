package org.medalliance.staffing.directory;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.Page;
import org.medalliance.staffing.CountyTime;
import org.medalliance.staffing.Query;
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

/** The directory: kept by medical affairs and the alliance's office, read by everyone of the alliance. */
@RestController
@RequestMapping("${alliance.api-root}/directory")
class DirectoryController {

    private static final String DIRECTORY = "The alliance's directory of institutions, staff and duties; no patient.";
    private static final String CATALOGUE = "The national catalogue; no patient.";

    private final DirectoryDesk desk;
    private final DirectoryBoard board;
    private final Commands commands;
    private final Clock clock;

    DirectoryController(DirectoryDesk desk, DirectoryBoard board, Commands commands, Clock clock) {
        this.desk = desk;
        this.board = board;
        this.commands = commands;
        this.clock = clock;
    }

    private enum Keeper implements Role {
        STAFFING_MANAGER,
        ALLIANCE_ADMIN
    }

    @PostMapping("/import")
    @Operation(
            operationId = "importDirectory",
            summary = "导入通讯录与值班 · Import institutions, practitioners and rosters; dryRun only reports")
    Mono<ResponseEntity<ImportReport>> take(
            Command command,
            @RequestBody DirectoryFile file,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean replace) {
        var scope = command.actor().require(Keeper.values()).scope();
        return commands.once(command, ImportReport.class, () -> desk.take(scope, file, dryRun, replace)
                .map(report -> Answer.ok(null, report)));
    }

    @Unaudited(DIRECTORY)
    @GetMapping("/institutions")
    @Operation(operationId = "listInstitutions", summary = "机构 · Institutions of the alliance")
    Mono<ResponseEntity<Page<Institution>>> institutions(
            Actor actor,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) Institution.@Nullable Kind kind) {
        return board.institutions(actor.scope(), Slice.of(limit, cursor), kind == null ? "" : kind.name())
                .map(page -> page.response(request));
    }

    @Unaudited(DIRECTORY)
    @GetMapping("/institutions/{institutionId}")
    @Operation(operationId = "getInstitution", summary = "查看机构 · An institution")
    Mono<Institution> institution(Actor actor, @PathVariable String institutionId) {
        return board.institution(actor.scope(), Query.id(institutionId))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    @Unaudited(DIRECTORY)
    @GetMapping("/practitioners")
    @Operation(operationId = "listPractitioners", summary = "医务人员 · Practitioners of the alliance")
    Mono<ResponseEntity<Page<Practitioner>>> practitioners(
            Actor actor,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") String institution,
            @RequestParam(defaultValue = "") String specialty) {
        return board.practitioners(actor.scope(), Slice.of(limit, cursor), Query.id(institution), Query.id(specialty))
                .map(page -> page.map(it -> asSeenBy(actor, it)).response(request));
    }

    @Unaudited(DIRECTORY)
    @GetMapping("/practitioners/{practitionerId}")
    @Operation(operationId = "getPractitioner", summary = "查看医务人员 · A practitioner")
    Mono<Practitioner> practitioner(Actor actor, @PathVariable String practitionerId) {
        return board.practitioner(actor.scope(), Query.id(practitionerId))
                .map(it -> asSeenBy(actor, it))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    @Unaudited(DIRECTORY)
    @GetMapping("/rosters")
    @Operation(operationId = "listShifts", summary = "值班表 · Weekly duties")
    Mono<ResponseEntity<Page<Shift>>> rosters(
            Actor actor,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") String institution,
            @RequestParam(defaultValue = "") String unit) {
        return board.shifts(actor.scope(), Slice.of(limit, cursor), Query.id(institution), Query.id(unit))
                .map(page -> page.response(request));
    }

    /** Now, unless the caller names another moment. */
    @Unaudited(DIRECTORY)
    @GetMapping("/on-duty")
    @Operation(operationId = "findOnDuty", summary = "谁在值班 · Who is on duty, and who after them")
    Mono<OnDuty> onDuty(
            Actor actor,
            @RequestParam String institution,
            @RequestParam String unit,
            @RequestParam(required = false) @Nullable String at) {
        var moment = at == null ? clock.instant() : CountyTime.instant(at);
        return board.onDuty(actor.scope(), Query.id(institution), Query.id(unit), moment);
    }

    /** The national catalogue, for those who fill in an import or plan a visiting day. */
    @Unaudited(CATALOGUE)
    @GetMapping("/specialties")
    @Operation(operationId = "listSpecialties", summary = "诊疗科目 · The national catalogue of clinical departments")
    Mono<List<Specialties.Specialty>> specialties() {
        return Mono.just(Specialties.ALL);
    }

    private static Practitioner asSeenBy(Actor actor, Practitioner practitioner) {
        var keeps = actor.has(Keeper.STAFFING_MANAGER) || actor.has(Keeper.ALLIANCE_ADMIN);
        return keeps ? practitioner : practitioner.open();
    }
}
