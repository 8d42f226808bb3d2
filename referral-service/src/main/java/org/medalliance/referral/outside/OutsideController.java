package org.medalliance.referral.outside;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.medalliance.referral.outside.OutsideInstitution.Level;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Kept by the alliance's office, read by everyone of the alliance. */
@RestController
@RequestMapping(OutsideController.ROOT)
class OutsideController {

    static final String ROOT = "/api/referral/v1/catalogue/outside-institutions";

    private static final String CODE = "[A-Z][A-Z0-9_]{1,39}";

    private static final String PLAIN = "\\P{Cntrl}*";

    private static final String CATALOGUE = "Names of hospitals; nothing of a person.";

    private final OutsideInstitutions institutions;
    private final Commands commands;

    OutsideController(OutsideInstitutions institutions, Commands commands) {
        this.institutions = institutions;
        this.commands = commands;
    }

    private enum Office implements Role {
        ALLIANCE_ADMIN
    }

    record OutsideCatalogue(List<OutsideInstitution> items) {}

    /** @param code chosen once, and kept with the cases */
    record AddOutside(
            @NotBlank @Pattern(regexp = CODE) String code,

            @NotBlank @Size(max = 100) @Pattern(regexp = PLAIN)
            String zh,

            @NotBlank @Size(max = 200) @Pattern(regexp = PLAIN)
            String en,

            @NotNull Level level,

            @NotBlank @Size(max = 60) @Pattern(regexp = PLAIN)
            String city,

            @Nullable LocalDate activeFrom,
            @Nullable LocalDate activeUntil) {}

    /** Stands for the whole: a date that is not given is none. */
    record ChangeOutside(
            @NotBlank @Size(max = 100) @Pattern(regexp = PLAIN)
            String zh,

            @NotBlank @Size(max = 200) @Pattern(regexp = PLAIN)
            String en,

            @NotNull Level level,

            @NotBlank @Size(max = 60) @Pattern(regexp = PLAIN)
            String city,

            @Nullable LocalDate activeFrom,
            @Nullable LocalDate activeUntil) {}

    @GetMapping
    @Unaudited(CATALOGUE)
    @Operation(operationId = "listOutsideInstitutions", summary = "医共体外医院 · Hospitals outside the network")
    Mono<OutsideCatalogue> all(Actor actor) {
        return institutions.all(actor.scope()).map(OutsideCatalogue::new);
    }

    @GetMapping("/{code}")
    @Unaudited(CATALOGUE)
    @Operation(operationId = "getOutsideInstitution", summary = "一家医共体外医院 · One of them, with its version")
    Mono<ResponseEntity<OutsideInstitution>> one(@PathVariable String code, Actor actor) {
        return found(actor, code)
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(it));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "addOutsideInstitution", summary = "增加医共体外医院 · Add a hospital outside the network")
    Mono<ResponseEntity<OutsideInstitution>> add(@Valid @RequestBody AddOutside body, Command command) {
        var actor = command.actor().require(Office.ALLIANCE_ADMIN);
        var added = new OutsideInstitution(
                body.code(), 1, body.zh(), body.en(), body.level(), body.city(), body.activeFrom(), body.activeUntil());
        check(added);
        return commands.once(command, OutsideInstitution.class, () -> institutions
                .add(actor.scope(), added)
                .map(it -> Answer.created(ROOT + "/" + it.code(), it.version(), it)));
    }

    @PostMapping("/{code}")
    @Operation(operationId = "changeOutsideInstitution", summary = "修改医共体外医院 · Change one; its code stays")
    Mono<ResponseEntity<OutsideInstitution>> change(
            @PathVariable String code, @Valid @RequestBody ChangeOutside body, Command command) {
        var actor = command.actor().require(Office.ALLIANCE_ADMIN);
        return commands.once(command, OutsideInstitution.class, () -> found(actor, code)
                .map(it -> {
                    command.requireVersion(it.version());
                    var next = new OutsideInstitution(
                                    code,
                                    it.version(),
                                    body.zh(),
                                    body.en(),
                                    body.level(),
                                    body.city(),
                                    body.activeFrom(),
                                    body.activeUntil())
                            .next();
                    check(next);
                    return next;
                })
                .flatMap(it -> institutions.save(actor.scope(), it))
                .map(it -> Answer.ok(it.version(), it)));
    }

    /** From tomorrow on nobody chooses it; the cases that named it go on naming it. */
    @PostMapping("/{code}/retire")
    @Operation(operationId = "retireOutsideInstitution", summary = "停用医共体外医院 · Today is its last day")
    Mono<ResponseEntity<OutsideInstitution>> retire(@PathVariable String code, Command command) {
        var actor = command.actor().require(Office.ALLIANCE_ADMIN);
        return commands.once(command, OutsideInstitution.class, () -> found(actor, code)
                .map(it -> {
                    command.requireVersion(it.version());
                    return it.retiredAfter(institutions.today());
                })
                .flatMap(it -> institutions.save(actor.scope(), it))
                .map(it -> Answer.ok(it.version(), it)));
    }

    private Mono<OutsideInstitution> found(Actor actor, String code) {
        return code.matches(CODE)
                ? institutions.find(actor.scope(), code).switchIfEmpty(Mono.error(Refusal.Unknown::new))
                : Mono.error(new Refusal.Unknown());
    }

    private static void check(OutsideInstitution it) {
        if (it.code().equals(OutsideInstitutions.OTHER)) {
            throw new Refusal.Invalid("outside-code-reserved", "/code");
        }
        if (it.activeFrom() != null
                && it.activeUntil() != null
                && it.activeUntil().isBefore(it.activeFrom())) {
            throw new Refusal.Invalid("outside-ends-before-start", "/activeUntil");
        }
    }
}
