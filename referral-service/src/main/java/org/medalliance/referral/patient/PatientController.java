package org.medalliance.referral.patient;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.platform.numbering.CaseNumbers;
import org.medalliance.platform.web.Answer;
import org.medalliance.platform.web.Command;
import org.medalliance.platform.web.Commands;
import org.medalliance.platform.web.ETags;
import org.medalliance.platform.web.NeedsNoVersion;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.medalliance.referral.patient.PatientCommands.ErasePatient;
import org.medalliance.referral.patient.PatientCommands.IdentifyPatient;
import org.medalliance.referral.patient.PatientCommands.MergePatient;
import org.medalliance.referral.patient.PatientCommands.RegisterPatient;
import org.medalliance.referral.patient.PatientCommands.RevealPatient;
import org.medalliance.referral.patient.PatientCommands.SearchPatients;
import org.medalliance.referral.patient.PatientView.PatientList;
import org.medalliance.referral.patient.PatientView.Revealed;
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

@RestController
@RequestMapping("/api/referral/v1/patients")
class PatientController {

    private final Patients patients;
    private final PatientDesk desk;
    private final ErasureDesk erasures;
    private final CaseNumbers numbers;
    private final Commands commands;
    private final Audit audit;

    PatientController(
            Patients patients,
            PatientDesk desk,
            ErasureDesk erasures,
            CaseNumbers numbers,
            Commands commands,
            Audit audit) {
        this.patients = patients;
        this.desk = desk;
        this.erasures = erasures;
        this.numbers = numbers;
        this.commands = commands;
        this.audit = audit;
    }

    private enum Registrars implements Role {
        CLINIC_DOCTOR,
        SPECIALIST,
        REFERRAL_OFFICER
    }

    private enum AlliancesOffice implements Role {
        ALLIANCE_ADMIN
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "registerPatient",
            summary = "登记患者 · Register a patient; who nobody knows yet is given a provisional name")
    Mono<ResponseEntity<PatientView>> register(@Valid @RequestBody RegisterPatient body, Command command) {
        var actor = command.actor().require(Registrars.values());
        return provisionalName(actor, body)
                .flatMap(name -> commands.once(command, PatientView.class, () -> desk.register(actor, body, name)
                        .map(it -> Answer.created(
                                "/api/referral/v1/patients/" + it.id(), it.version(), PatientView.of(it)))));
    }

    private Mono<String> provisionalName(Actor actor, RegisterPatient body) {
        return body.isNameless() && body.identityKind() == IdentityKind.UNKNOWN
                ? numbers.next(actor.scope(), "U").map(number -> Patient.NAMELESS + number)
                : Mono.just(Patient.NAMELESS);
    }

    @GetMapping("/{patientId}")
    @Operation(operationId = "getPatient", summary = "查看患者 · A patient, masked")
    Mono<ResponseEntity<PatientView>> patient(@PathVariable UUID patientId, Actor actor) {
        return patients.find(actor, patientId)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(_ -> CaseReader.require(actor))
                .flatMap(it -> audit.opened(actor, "patient", patientId).thenReturn(it))
                .zipWhen(it -> offers(actor, it))
                .map(both -> ResponseEntity.ok()
                        .eTag(ETags.of(both.getT1().version()))
                        .body(PatientView.of(both.getT1(), both.getT2())));
    }

    private Mono<List<String>> offers(Actor actor, Patient patient) {
        return Arrays.stream(Registrars.values()).anyMatch(actor::has)
                ? desk.offers(actor, patient)
                : Mono.just(List.of());
    }

    /** A command, since who looks for whom is noted; the person stands in the body and in no address. */
    @PostMapping("/search")
    @Operation(
            operationId = "searchPatients",
            summary = "查找本机构患者 · Find own patients by document, phone, name or its beginning; masked, 50 at most")
    Mono<ResponseEntity<PatientList>> search(@Valid @RequestBody SearchPatients body, Command command) {
        var actor = CaseReader.requireClinician(command.actor());
        return commands.once(command, PatientList.class, () -> found(actor, body)
                .map(it -> Answer.showing(
                        "patient",
                        it.stream().map(Patient::id).toList(),
                        new PatientList(it.stream().map(PatientView::of).toList()))));
    }

    private Mono<List<Patient>> found(Actor actor, SearchPatients search) {
        var value = search.value();
        return switch (search.by()) {
            case RESIDENT_ID, PASSPORT, HK_MACAU_PERMIT, TAIWAN_PERMIT, FOREIGN_PERMANENT_RESIDENT, BIRTH_CERTIFICATE ->
                patients.byDocument(actor, IdentityKind.valueOf(search.by().name()), value);
            case PHONE -> patients.byPhone(actor, value);
            case NAME -> patients.byName(actor, value);
            case NAME_PREFIX -> patients.byNamePrefix(actor, value);
        };
    }

    @PostMapping("/{patientId}/identify")
    @Operation(
            operationId = "identifyPatient",
            summary = "补全身份 · Say who a provisional patient is; where your institution has the person already, merge")
    Mono<ResponseEntity<PatientView>> identify(
            @PathVariable UUID patientId, @Valid @RequestBody IdentifyPatient body, Command command) {
        command.actor().require(Registrars.values());
        return commands.once(command, PatientView.class, () -> desk.identify(command, patientId, body)
                .map(it -> Answer.ok(it.version(), PatientView.of(it))));
    }

    @PostMapping("/{patientId}/merge")
    @Operation(
            operationId = "mergePatient",
            summary = "合并患者 · Merge a provisional patient into the one it is; referrals follow, a pointer stays")
    Mono<ResponseEntity<PatientView>> merge(
            @PathVariable UUID patientId, @Valid @RequestBody MergePatient body, Command command) {
        command.actor().require(Registrars.values());
        return commands.once(command, PatientView.class, () -> desk.merge(command, patientId, body.into())
                .map(it -> Answer.ok(it.version(), PatientView.of(it))));
    }

    /** Everything that tells who it is, and what of the cases is clinical; the row stays, to be counted. */
    @PostMapping("/{patientId}/erase")
    @NeedsNoVersion
    @Operation(
            operationId = "erasePatient",
            summary = "删除患者个人信息，须过法定保存期限 · Erase a patient, once the duty to keep is over")
    Mono<ResponseEntity<PatientView>> erase(
            @PathVariable UUID patientId, @Valid @RequestBody ErasePatient body, Command command) {
        command.actor().require(AlliancesOffice.ALLIANCE_ADMIN);
        return commands.once(command, PatientView.class, () -> erasures.erase(command, patientId, body.reason())
                .map(it -> Answer.ok(it.version(), PatientView.of(it))));
    }

    @PostMapping("/{patientId}/reveal")
    @Operation(operationId = "revealPatient", summary = "查看明文 · Clear values, with a purpose; noted")
    Mono<ResponseEntity<Revealed>> reveal(
            @PathVariable UUID patientId, @Valid @RequestBody RevealPatient body, Command command) {
        var actor = CaseReader.requireClinician(command.actor());
        return commands.once(command, Revealed.class, () -> desk.reveal(actor, patientId, body)
                .map(it -> Answer.ok(null, Revealed.of(it, body.fields()))));
    }
}
