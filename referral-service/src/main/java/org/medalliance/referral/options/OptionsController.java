package org.medalliance.referral.options;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1")
class OptionsController {

    private final NearestCare care;
    private final Audit audit;

    OptionsController(NearestCare care, Audit audit) {
        this.care = care;
        this.audit = audit;
    }

    private enum Askers implements Role {
        CLINIC_DOCTOR,
        SPECIALIST,
        REFERRAL_OFFICER
    }

    /** @param pathway with one, hospitals that can treat it; without, those with the specialty */
    record AskOptions(
            @NotNull @Pattern(regexp = "\\d{2}(\\.\\d{2})?") String specialty,
            @NotNull Priority priority,
            @Nullable Pathway pathway) {}

    record Options(List<NearestCare.Option> items) {}

    record OptionReasons(List<Why.OptionReason> items) {}

    /** Writes nothing: asking twice is harmless, and the answer changes as time passes. */
    @PostMapping("/options")
    @Operation(
            operationId = "findNearestCare",
            summary = "就近合适的医疗 · The nearest right care: here, by wire, or at which hospital")
    Mono<Options> options(@Valid @RequestBody AskOptions body, Command command) {
        var actor = command.actor().require(Askers.values());
        return care.options(actor.scope(), need(actor, body))
                .flatMap(options -> audit.done(actor).thenReturn(new Options(options)));
    }

    private static NearestCare.Need need(Actor actor, AskOptions body) {
        var clinic = actor.has(Askers.CLINIC_DOCTOR);
        return new NearestCare.Need(
                actor.institution(),
                body.specialty(),
                body.priority(),
                body.pathway() == null ? Pathway.GENERAL : body.pathway(),
                clinic ? Direction.UP : Direction.ACROSS,
                !clinic && actor.has(Askers.REFERRAL_OFFICER));
    }

    @GetMapping("/catalogue/option-reasons")
    @Unaudited("Codes and their names; nothing of a person.")
    @Operation(operationId = "listOptionReasons", summary = "就近方案理由 · What the reasons of options mean")
    Mono<OptionReasons> reasons() {
        return Mono.fromSupplier(() ->
                new OptionReasons(Stream.of(Why.values()).map(Why::inWords).toList()));
    }
}
