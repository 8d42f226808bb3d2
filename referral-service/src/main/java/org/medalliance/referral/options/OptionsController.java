package org.medalliance.referral.options;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.content.Priority;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/options")
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

    record AskOptions(
            @NotNull @Pattern(regexp = "\\d{2}(\\.\\d{2})?") String specialty,
            @NotNull Priority priority) {}

    record Options(List<NearestCare.Option> items) {}

    /** Writes nothing: asking twice is harmless, and the answer changes as time passes. */
    @PostMapping
    @Operation(
            operationId = "findNearestCare",
            summary = "就近合适的医疗 · The nearest right care: here, by wire, or at which hospital")
    Mono<Options> options(@Valid @RequestBody AskOptions body, Command command) {
        var actor = command.actor().require(Askers.CLINIC_DOCTOR, Askers.SPECIALIST, Askers.REFERRAL_OFFICER);
        return care.options(actor.scope(), actor.institution(), body.specialty(), body.priority() == Priority.EMERGENCY)
                .flatMap(options -> audit.done(actor).thenReturn(new Options(options)));
    }
}
