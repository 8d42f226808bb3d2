package org.medalliance.platform.breakglass;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.breakglass.Glass.Reason;
import org.medalliance.platform.breakglass.Glass.Verdict;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Emergency access to a case of others, and its review. */
@RestController
@RequestMapping("${alliance.api-root}/break-glass")
class BreakGlassController {

    private final BreakGlass breakGlass;
    private final Glasses glasses;
    private final Audit audit;
    private final Commands commands;
    private final String root;

    BreakGlassController(
            BreakGlass breakGlass,
            Glasses glasses,
            Audit audit,
            Commands commands,
            @Value("${alliance.api-root}") String root) {
        this.breakGlass = breakGlass;
        this.glasses = glasses;
        this.audit = audit;
        this.commands = commands;
        this.root = root;
    }

    /** Those who treat patients; offices and machines have no emergencies. */
    private enum Clinicians implements Role {
        CLINIC_DOCTOR,
        SPECIALIST,
        REFERRAL_OFFICER,
        DUTY_OFFICER,
        CENTRE_LEAD
    }

    private enum Reviewers implements Role {
        AUDITOR
    }

    /**
     * @param caseNumber as people know it, such as {@code R20261122-0042}
     */
    record OpenGlass(
            @NotNull @Pattern(regexp = "[a-z-]{1,40}") String caseType,
            @NotBlank @Size(max = 40) String caseNumber,
            @NotNull Reason reason,
            @NotBlank @Size(min = 5, max = 500) String explanation) {}

    record ReviewGlass(
            @NotNull Verdict verdict,
            @NotBlank @Size(max = 500) String comment) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "breakGlass", summary = "紧急调阅 · Opens a case of others for 60 minutes")
    Mono<ResponseEntity<Glass>> open(@Valid @RequestBody OpenGlass body, Command command) {
        var actor = command.actor()
                .require(
                        Clinicians.CLINIC_DOCTOR,
                        Clinicians.SPECIALIST,
                        Clinicians.REFERRAL_OFFICER,
                        Clinicians.DUTY_OFFICER,
                        Clinicians.CENTRE_LEAD);
        return commands.once(command, Glass.class, () -> breakGlass
                .open(actor, body.caseType(), body.caseNumber(), body.reason(), body.explanation())
                .map(it -> Answer.created(root + "/break-glass/" + it.id(), null, it)));
    }

    @GetMapping
    @Operation(operationId = "listBreakGlass", summary = "紧急调阅记录 · Emergency accesses, newest first")
    Mono<ResponseEntity<Page<Glass>>> list(
            @RequestParam(defaultValue = "false") boolean all,
            Actor actor,
            PageRequest page,
            ServerHttpRequest request) {
        actor.require(Reviewers.AUDITOR);
        return glasses.list(actor.scope(), all, page)
                .collectList()
                .map(rows -> Page.of(rows, page, it -> new PageRequest.Position(it.brokenAt(), it.id())))
                .flatMap(found -> audit.listed(
                                actor,
                                GlassDeadlines.CASE_TYPE,
                                found.items().stream().map(Glass::id).toList())
                        .thenReturn(found.response(request)));
    }

    @PostMapping("/{glassId}/review")
    @Operation(operationId = "reviewBreakGlass", summary = "复核紧急调阅 · A second person's verdict")
    Mono<ResponseEntity<Glass>> review(
            @PathVariable UUID glassId, @Valid @RequestBody ReviewGlass body, Command command) {
        var actor = command.actor().require(Reviewers.AUDITOR);
        return commands.once(command, Glass.class, () -> breakGlass
                .review(actor, glassId, body.verdict(), body.comment())
                .map(it -> Answer.ok(null, it)));
    }
}
