package org.medalliance.referral.patient;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.identity.ResidentId;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.privacy.Masks;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.medalliance.referral.patient.Patient.Insurance;
import org.medalliance.referral.patient.Patient.Sex;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/patients")
class PatientController {

    private final Patients patients;
    private final Commands commands;
    private final Clock clock;

    PatientController(Patients patients, Commands commands, Clock clock) {
        this.patients = patients;
        this.commands = commands;
        this.clock = clock;
    }

    private enum Registrars implements Role {
        CLINIC_DOCTOR,
        SPECIALIST,
        REFERRAL_OFFICER
    }

    record RegisterPatient(
            @NotBlank @Size(max = 50) String name,
            @NotNull Sex sex,
            @NotNull @PastOrPresent LocalDate birthDate,
            @NotNull IdentityKind identityKind,
            @Nullable @Pattern(regexp = "\\d{17}[0-9X]") String residentId,
            @Nullable @Pattern(regexp = "\\+?[0-9 -]{5,20}") String phone,
            @Nullable @Size(max = 200) String address,
            @NotNull Insurance insurance) {

        /** The number's own birth date and sex must be the patient's: a slip of a digit is found here. */
        Patient toPatient(UUID id, String institution, Instant at) {
            if ((identityKind == IdentityKind.RESIDENT_ID) != (residentId != null)) {
                throw new Refusal.Invalid("resident-id-missing", "/residentId");
            }
            if (residentId != null && !ResidentId.isValid(residentId)) {
                throw new Refusal.Invalid("resident-id-invalid", "/residentId");
            }
            if (residentId != null && !birthDate.equals(new ResidentId(residentId).birthDate())) {
                throw new Refusal.Invalid("birth-date-differs", "/birthDate");
            }
            if (residentId != null && (sex == Sex.MALE) != new ResidentId(residentId).isMale()) {
                throw new Refusal.Invalid("sex-differs", "/sex");
            }
            return new Patient(
                    id, institution, 1, name, sex, birthDate, identityKind, residentId, phone, address, insurance, at);
        }
    }

    /** Number and phone are masked; the clear value is another call. */
    record PatientView(
            UUID id,
            String name,
            Sex sex,
            LocalDate birthDate,
            IdentityKind identityKind,
            @Nullable String residentId,
            @Nullable String phone,
            @Nullable String address,
            Insurance insurance,
            String registeredBy) {

        static PatientView of(Patient it) {
            return new PatientView(
                    it.id(),
                    it.name(),
                    it.sex(),
                    it.birthDate(),
                    it.identityKind(),
                    Masks.residentId(it.residentId()),
                    Masks.phone(it.phone()),
                    it.address(),
                    it.insurance(),
                    it.institution());
        }
    }

    record PatientList(List<PatientView> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "registerPatient", summary = "登记患者 · Register a patient")
    Mono<ResponseEntity<PatientView>> register(@Valid @RequestBody RegisterPatient body, Command command) {
        var actor =
                command.actor().require(Registrars.CLINIC_DOCTOR, Registrars.SPECIALIST, Registrars.REFERRAL_OFFICER);
        return commands.once(command, PatientView.class, () -> patients.add(
                        actor.scope(), body.toPatient(Ids.next(), actor.institution(), clock.instant()))
                .map(it -> Answer.created("/api/referral/v1/patients/" + it.id(), it.version(), PatientView.of(it))));
    }

    @GetMapping("/{patientId}")
    @Operation(operationId = "getPatient", summary = "查看患者 · A patient; number and phone are masked")
    Mono<ResponseEntity<PatientView>> patient(@PathVariable UUID patientId, Actor actor) {
        return patients.find(actor, patientId)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .map(it -> ResponseEntity.ok().eTag(ETags.of(it.version())).body(PatientView.of(it)));
    }

    /** Those whom the actor's own institution has registered under this number: none or one. */
    @GetMapping
    @Operation(operationId = "findPatients", summary = "按身份证号查找本机构患者 · Find by resident id")
    Mono<PatientList> registered(@RequestParam String residentId, Actor actor) {
        return patients.registered(actor, residentId)
                .map(PatientView::of)
                .collectList()
                .map(PatientList::new);
    }
}
