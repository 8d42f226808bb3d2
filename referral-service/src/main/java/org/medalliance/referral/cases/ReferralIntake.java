package org.medalliance.referral.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralCommands.Destination;
import org.medalliance.referral.cases.ReferralCommands.SubmitReferral;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.diagnosis.Diagnoses;
import org.medalliance.referral.directory.Directory;
import org.medalliance.referral.directory.Directory.Department;
import org.medalliance.referral.patient.Patients;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks a new referral against what the alliance knows, and makes it whole: refuses before anything is written. */
@Component
class ReferralIntake {

    private final Patients patients;
    private final Referrals referrals;
    private final Directory directory;
    private final Diagnoses diagnoses;
    private final Clock clock;

    ReferralIntake(Patients patients, Referrals referrals, Directory directory, Diagnoses diagnoses, Clock clock) {
        this.patients = patients;
        this.referrals = referrals;
        this.directory = directory;
        this.diagnoses = diagnoses;
        this.clock = clock;
    }

    /**
     * @throws Refusal.Unknown when the patient is none of the actor's institution's
     * @throws Refusal.Invalid when the destination, its department or a diagnosis is not known
     */
    Mono<Referral> referral(Actor actor, SubmitReferral command, String number) {
        return patients.findToSend(actor, command.patientId())
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .flatMap(patient -> department(actor, command.destination()).flatMap(department -> referrals
                        .refuseSecond(
                                actor.scope(),
                                patients.personKeys(actor.scope(), patient),
                                command.direction(),
                                department.specialty())
                        .thenReturn(department)))
                .zipWith(diagnoses(actor.scope(), command.clinical().diagnoses()))
                .map(known -> referral(actor, command, number, known.getT1(), known.getT2(), clock.instant()));
    }

    /** Codes of the departments of the actor's own institution, by its own alliance's directory. */
    Mono<Set<String>> ownDepartments(Actor actor) {
        return directory
                .institution(actor.scope(), actor.institution())
                .map(it -> it.departments().stream().map(Department::code).collect(Collectors.toUnmodifiableSet()))
                .defaultIfEmpty(Set.of());
    }

    private Mono<Department> department(Actor actor, Destination destination) {
        if (destination.institution().equals(actor.institution())) {
            return Mono.error(new Refusal.Invalid("destination-is-origin", "/destination/institution"));
        }
        return directory
                .institution(actor.scope(), destination.institution())
                .filter(it -> it.kind().equals("HOSPITAL"))
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("destination-unknown", "/destination/institution")))
                .mapNotNull(it -> it.department(destination.department()))
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("department-unknown", "/destination/department")));
    }

    private Mono<List<Referral.Diagnosis>> diagnoses(Scope scope, List<String> codes) {
        return diagnoses
                .find(scope, codes)
                .collectMap(Diagnoses.CatalogueEntry::code, Diagnoses.CatalogueEntry::name)
                .map(names -> IntStream.range(0, codes.size())
                        .mapToObj(i -> diagnosis(codes.get(i), names.get(codes.get(i)), i))
                        .toList());
    }

    private static Referral.Diagnosis diagnosis(String code, @Nullable String name, int position) {
        if (name == null) {
            throw new Refusal.Invalid("diagnosis-unknown", "/clinical/diagnoses/" + position);
        }
        return new Referral.Diagnosis(code, name);
    }

    private static Referral referral(
            Actor actor,
            SubmitReferral command,
            String number,
            Department department,
            List<Referral.Diagnosis> diagnoses,
            Instant now) {
        var given = command.clinical();
        var clinical = new Referral.Clinical(
                diagnoses, given.summary(), given.allergies(), given.medication(), given.examinations());
        return new Referral(
                Ids.next(),
                1,
                actor.alliance(),
                number,
                command.direction(),
                command.priority(),
                command.pathway(),
                department.specialty(),
                command.patientId(),
                new Referral.Place(actor.institution(), null, actor.practitioner()),
                new Referral.Place(command.destination().institution(), department.code(), null),
                State.SUBMITTED,
                ReferralDetails.submitted(
                        command.reason(), clinical, command.consent().toConsent()),
                now,
                now);
    }
}
