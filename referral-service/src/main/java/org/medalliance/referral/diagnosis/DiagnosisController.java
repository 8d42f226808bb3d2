package org.medalliance.referral.diagnosis;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/catalogue/diagnoses")
class DiagnosisController {

    private final Diagnoses diagnoses;
    private final Commands commands;

    DiagnosisController(Diagnoses diagnoses, Commands commands) {
        this.diagnoses = diagnoses;
        this.commands = commands;
    }

    private enum Editors implements Role {
        ALLIANCE_ADMIN
    }

    record GivenDiagnosis(
            @NotBlank @Pattern(regexp = "[A-Z]\\d{2}(\\.[0-9A-Za-z]{1,4})?")
            String code,

            @NotBlank @Size(max = 100) String name,
            @NotBlank @Pattern(regexp = "[a-z0-9]{1,60}") String pinyinInitials,

            @Nullable @Pattern(regexp = "\\d{2}(\\.\\d{2})?")
            String specialty) {}

    record ImportDiagnoses(@NotEmpty @Size(max = 5000) List<@Valid GivenDiagnosis> diagnoses) {
        List<Diagnoses.CatalogueEntry> rows() {
            refuseTwice();
            return diagnoses.stream()
                    .map(it -> new Diagnoses.CatalogueEntry(it.code(), it.name(), it.pinyinInitials(), it.specialty()))
                    .toList();
        }

        private void refuseTwice() {
            var seen = new HashSet<String>();
            var twice = IntStream.range(0, diagnoses.size())
                    .filter(i -> !seen.add(diagnoses.get(i).code()))
                    .mapToObj(i -> new Refusal.Invalid.Fault("/diagnoses/%d/code".formatted(i), "code-twice"))
                    .toList();
            if (!twice.isEmpty()) {
                throw new Refusal.Invalid(twice);
            }
        }
    }

    record Imported(long written) {}

    record DiagnosisList(List<Diagnoses.CatalogueEntry> items) {}

    /** Adds and renames; what is not named stays. All or nothing. */
    @PostMapping("/import")
    @Operation(operationId = "importDiagnoses", summary = "导入诊断目录 · Import diagnoses")
    Mono<ResponseEntity<Imported>> put(@Valid @RequestBody ImportDiagnoses body, Command command) {
        var actor = command.actor().require(Editors.ALLIANCE_ADMIN);
        return commands.once(command, Imported.class, () -> diagnoses
                .put(actor.scope(), body.rows())
                .map(written -> Answer.ok(null, new Imported(written))));
    }

    @Unaudited("The catalogue of diagnoses; nothing of a person.")
    @GetMapping
    @Operation(operationId = "searchDiagnoses", summary = "查找诊断 · Search diagnoses by code, name or pinyin initials")
    Mono<DiagnosisList> search(@RequestParam String q, Actor actor) {
        return diagnoses.search(actor.scope(), q).collectList().map(DiagnosisList::new);
    }
}
