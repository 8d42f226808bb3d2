package org.medalliance.platform.audit.read;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Basis;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** For the alliance's auditor, whose own looking is in the trail too. */
@RestController
@RequestMapping("${alliance.api-root}/audit")
class AuditController {

    private static final String TRAIL = "audit";

    private final AuditBoard board;
    private final Audit audit;

    AuditController(AuditBoard board, Audit audit) {
        this.board = board;
        this.audit = audit;
    }

    private enum Readers implements Role {
        AUDITOR
    }

    @GetMapping
    @Operation(operationId = "listAuditEntries", summary = "审计记录 · The alliance's audit trail, newest first")
    Mono<ResponseEntity<Page<AuditBoard.AuditLine>>> trail(
            Actor actor,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String institution,
            @RequestParam(required = false) @Nullable UUID caseId,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable Basis basis,
            PageRequest page,
            ServerHttpRequest request) {
        var wanted = new AuditBoard.Wanted(
                from, to, subject, institution, caseId, action, basis == null ? null : basis.name());
        return board.trail(actor.require(Readers.AUDITOR).scope(), wanted, page)
                .flatMap(found -> audit.listed(actor, TRAIL, caseId == null ? List.of() : List.of(caseId))
                        .thenReturn(found.response(request)));
    }

    /** For a patient: of all the patient's cases, and of every list in which one of them was shown. */
    @GetMapping("/access-report")
    @Operation(
            operationId = "getAccessReport",
            summary = "访问报告 · Who has seen or changed a case, or any case of a patient, when, as what, on which ground")
    Mono<ResponseEntity<Page<AuditBoard.AuditLine>>> report(
            Actor actor, @RequestParam UUID caseId, PageRequest page, ServerHttpRequest request) {
        return board.about(actor.require(Readers.AUDITOR).scope(), caseId, page)
                .flatMap(found -> audit.opened(actor, TRAIL, caseId).thenReturn(found.response(request)));
    }
}
