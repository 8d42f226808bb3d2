package org.medalliance.referral.cases;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.command.DownCommands.GivenCarePlan;
import org.medalliance.referral.command.DownCommands.ProposeReturn;
import org.medalliance.referral.command.SendCommands.Destination;
import org.medalliance.referral.command.SendCommands.DraftContent;
import org.medalliance.referral.command.SendCommands.DraftReferral;
import org.medalliance.referral.command.SendCommands.GivenClinical;
import org.medalliance.referral.command.SendCommands.SubmitReferral;
import org.medalliance.referral.content.Clinical;
import org.medalliance.referral.content.Diagnosis;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.diagnosis.Diagnoses;
import org.medalliance.referral.directory.Directory;
import org.medalliance.referral.directory.Directory.Department;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.medalliance.referral.reason.Reason.Kind;
import org.medalliance.referral.reason.Reasons;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks what is to be sent against what the alliance knows, and makes it whole: refuses before anything is written. */
@Component
class ReferralIntake {

    private static final String HOSPITAL = "HOSPITAL";
    private static final String CLINIC = "CLINIC";

    private final Patients patients;
    private final Referrals referrals;
    private final OpenReferrals openReferrals;
    private final Directory directory;
    private final Diagnoses diagnoses;
    private final Reasons reasons;
    private final Checklist checklist;
    private final Clock clock;

    ReferralIntake(
            Patients patients,
            Referrals referrals,
            OpenReferrals openReferrals,
            Directory directory,
            Diagnoses diagnoses,
            Reasons reasons,
            Checklist checklist,
            Clock clock) {
        this.patients = patients;
        this.referrals = referrals;
        this.openReferrals = openReferrals;
        this.directory = directory;
        this.diagnoses = diagnoses;
        this.reasons = reasons;
        this.checklist = checklist;
        this.clock = clock;
    }

    /**
     * Up or across.
     *
     * @throws Refusal.Unknown when the patient is none of the actor's institution's
     * @throws Refusal.Invalid when the destination, its department, the reason or a diagnosis is not known
     */
    Mono<Opening> referral(Actor actor, SubmitReferral command, String number) {
        if (command.direction() == Direction.DOWN) {
            return Mono.error(new Refusal.Invalid("direction-is-proposed", "/direction"));
        }
        return toSend(actor, command.patientId())
                .flatMap(patient -> hospital(actor, command.destination(), "/destination")
                        .delayUntil(department ->
                                refuseSecond(actor.scope(), patient, command.direction(), department.specialty()))
                        .zipWith(clinical(actor.scope(), command.clinical())
                                .delayUntil(_ -> reasons.check(actor, Kind.REFER, command.reason(), "-")))
                        .map(known -> blank(actor, number, command.direction(), command.patientId(), State.SUBMITTED)
                                .to(place(command.destination()), known.getT1().specialty())
                                .with(command.priority(), command.pathway())
                                .details(edit -> {
                                    edit.reason = command.reason();
                                    edit.clinical = known.getT2();
                                    edit.consent = command.consent().toConsent();
                                })
                                .build())
                        .map(referral -> new Opening(referral, patient)));
    }

    /** A draft holds what there is; what is there must be right. */
    Mono<Opening> draft(Actor actor, DraftReferral command, String number) {
        var empty = blank(actor, number, command.direction(), command.patientId(), State.DRAFT)
                .build();
        return toSend(actor, command.patientId()).flatMap(patient -> (command.content() == null
                        ? Mono.just(empty)
                        : filled(actor, empty, command.content()))
                .map(referral -> new Opening(referral, patient)));
    }

    /** The draft with this content in place of what it held. */
    Mono<Referral> filled(Actor actor, Referral draft, DraftContent content) {
        var destination = content.destination();
        var place = destination == null ? Place.UNDECIDED : place(destination);
        var department = destination == null
                ? Mono.just("")
                : (draft.direction() == Direction.DOWN
                        ? clinic(actor, destination.institution(), "/destination/institution")
                                .thenReturn(content.specialty() == null ? "" : content.specialty())
                        : hospital(actor, destination, "/destination").map(Department::specialty));
        var plan = content.carePlan();
        if (plan != null) {
            checklist.check(plan.checklist(), "/carePlan/checklist");
        }
        return department.flatMap(specialty -> (content.clinical() == null
                        ? Mono.just(ReferralDetails.NONE)
                        : clinical(actor.scope(), content.clinical())
                                .map(known -> ReferralDetails.NONE.edited(edit -> edit.clinical = known)))
                .map(gathered -> Case.of(draft)
                        .to(place, specialty)
                        .with(
                                content.priority() == null ? Priority.ROUTINE : content.priority(),
                                content.pathway() == null ? Pathway.GENERAL : content.pathway())
                        .details(edit -> {
                            edit.reason = content.reason();
                            edit.clinical = gathered.clinical();
                            edit.consent = content.consent() == null
                                    ? null
                                    : content.consent().toConsent();
                            edit.carePlan = plan == null ? null : plan.toCarePlan();
                        })
                        .build()));
    }

    /**
     * A draft that goes out has everything that one sent at once would have.
     *
     * @throws Refusal.Invalid with every place that is missing
     */
    Mono<Void> complete(Actor actor, Referral draft) {
        var details = draft.details();
        var missing = new ArrayList<Refusal.Invalid.Fault>();
        require(missing, details.reason(), "/reason");
        require(missing, details.clinical(), "/clinical");
        require(missing, details.consent(), "/consent");
        require(missing, draft.destination().wasChosen() ? draft : null, "/destination");
        if (draft.direction() == Direction.DOWN) {
            require(missing, details.carePlan(), "/carePlan");
            require(missing, draft.specialty().isEmpty() ? null : draft, "/specialty");
        }
        if (!missing.isEmpty()) {
            return Mono.error(new Refusal.Invalid(missing));
        }
        if (details.carePlan() != null) {
            PlanDates.check(details.carePlan(), CaseTimes.day(clock.instant()));
        }
        var kind = draft.direction() == Direction.DOWN ? Kind.RETURN : Kind.REFER;
        return reasons.check(actor, kind, String.valueOf(details.reason()), "-")
                .then(toSend(actor, draft.patient()))
                .flatMap(patient -> refuseSecond(actor.scope(), patient, draft.direction(), draft.specialty()))
                .then(Mono.defer(() -> openReferrals.refuseBeside(draft)));
    }

    private static void require(List<Refusal.Invalid.Fault> missing, @Nullable Object value, String pointer) {
        if (value == null) {
            missing.add(new Refusal.Invalid.Fault(pointer, "draft-incomplete"));
        }
    }

    /**
     * Down, to the clinic near home.
     *
     * @throws Refusal.Unknown when the patient, or the case that it continues, is none of the actor's institution's
     * @throws Refusal.Invalid when the clinic, the reason, a diagnosis or the checklist or a day of the plan is not right
     */
    Mono<Opening> returning(Actor actor, ProposeReturn command, String number) {
        check(command.carePlan());
        return toSend(actor, command.patientId())
                .delayUntil(patient -> clinic(actor, command.clinic(), "/clinic")
                        .then(Mono.defer(
                                () -> refuseSecond(actor.scope(), patient, Direction.DOWN, command.specialty()))))
                .delayUntil(_ -> continued(actor, command.continues()))
                .zipWhen(_ -> clinical(actor.scope(), command.clinical())
                        .delayUntil(_ -> reasons.check(actor, Kind.RETURN, command.reason(), "-")))
                .map(known -> new Opening(returning(actor, command, number, known.getT2()), known.getT1()));
    }

    private Referral returning(Actor actor, ProposeReturn command, String number, Clinical known) {
        return blank(actor, number, Direction.DOWN, command.patientId(), State.PROPOSED)
                .to(new Place(command.clinic(), null, null), command.specialty())
                .details(edit -> {
                    edit.reason = command.reason();
                    edit.clinical = known;
                    edit.consent = command.consent().toConsent();
                    edit.carePlan = command.carePlan().toCarePlan();
                    edit.continues = command.continues();
                })
                .build();
    }

    private Mono<?> continued(Actor actor, @Nullable UUID id) {
        return id == null
                ? Mono.empty()
                : referrals
                        .find(actor, id)
                        .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("continues-unknown", "/continues")));
    }

    /** The up-referral by which a patient comes back, prefilled from the case that recalls. */
    Mono<Referral> recalling(
            Actor actor,
            Referral down,
            Priority priority,
            String comment,
            @Nullable Destination wanted,
            String number) {
        var back = wanted == null
                ? Mono.just(down.origin().institution())
                        .flatMap(id -> directory.institution(actor.scope(), id))
                        .mapNotNull(it -> it.departments().stream()
                                .filter(department -> department.specialty().equals(down.specialty()))
                                .findFirst()
                                .or(() -> it.departments().stream().findFirst())
                                .map(department -> Place.of(it.id(), department.code()))
                                .orElse(null))
                        .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("destination-unknown", "/destination")))
                : hospital(actor, wanted, "/destination").thenReturn(place(wanted));
        var clinical = down.details().clinical();
        return back.map(place -> blank(actor, number, Direction.UP, down.patient(), State.SUBMITTED)
                .to(place, down.specialty())
                .with(priority, Pathway.GENERAL)
                .details(edit -> {
                    edit.reason = "RECALLED";
                    edit.clinical = clinical == null
                            ? null
                            : new Clinical(
                                    clinical.diagnoses(),
                                    comment,
                                    null,
                                    clinical.allergies(),
                                    clinical.medication(),
                                    clinical.examinations());
                    edit.consent = down.details().consent();
                    edit.continues = down.id();
                })
                .build());
    }

    /** Codes of the departments of the actor's own institution, by its own alliance's directory. */
    Mono<Set<String>> ownDepartments(Actor actor) {
        return directory
                .institution(actor.scope(), actor.institution())
                .map(it -> it.departments().stream().map(Department::code).collect(Collectors.toUnmodifiableSet()))
                .defaultIfEmpty(Set.of());
    }

    /**
     * A hospital where a case may go on, of the case's own alliance.
     *
     * @throws Refusal.Invalid when there is no such hospital or department
     */
    Mono<Place> elsewhere(Referral referral, Destination destination) {
        return department(new Scope(referral.alliance()), destination, "/destination")
                .thenReturn(place(destination));
    }

    private static Place place(Destination given) {
        return new Place(given.institution(), given.department(), given.doctor());
    }

    private Mono<Patient> toSend(Actor actor, UUID patient) {
        return patients.findToSend(actor, patient).switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    private Mono<Void> refuseSecond(Scope scope, Patient patient, Direction direction, String specialty) {
        return openReferrals.refuseSecond(scope, patients.personKeys(scope, patient), direction, specialty);
    }

    private Mono<Department> hospital(Actor actor, Destination destination, String pointer) {
        if (destination.institution().equals(actor.institution())) {
            return Mono.error(new Refusal.Invalid("destination-is-origin", pointer + "/institution"));
        }
        return department(actor.scope(), destination, pointer);
    }

    private Mono<Department> department(Scope scope, Destination destination, String pointer) {
        return directory
                .institution(scope, destination.institution())
                .filter(it -> it.kind().equals(HOSPITAL))
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("destination-unknown", pointer + "/institution")))
                .mapNotNull(it -> it.department(destination.department()))
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("department-unknown", pointer + "/department")));
    }

    private Mono<Directory.Institution> clinic(Actor actor, String id, String pointer) {
        return directory
                .institution(actor.scope(), id)
                .filter(it -> it.kind().equals(CLINIC) && !it.id().equals(actor.institution()))
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("clinic-unknown", pointer)));
    }

    private Mono<Clinical> clinical(Scope scope, GivenClinical given) {
        return named(scope, given.diagnoses())
                .map(diagnoses -> new Clinical(
                        diagnoses,
                        given.summary(),
                        given.vitals() == null ? null : given.vitals().toVitals(),
                        given.allergies(),
                        given.medication(),
                        given.examinations()));
    }

    private Mono<List<Diagnosis>> named(Scope scope, List<String> codes) {
        return diagnoses
                .find(scope, codes)
                .map(found -> found.stream()
                        .collect(Collectors.toMap(Diagnoses.CatalogueEntry::code, Diagnoses.CatalogueEntry::name)))
                .map(names -> IntStream.range(0, codes.size())
                        .mapToObj(i -> diagnosis(codes.get(i), names.get(codes.get(i)), i))
                        .toList());
    }

    private static Diagnosis diagnosis(String code, @Nullable String name, int position) {
        if (name == null) {
            throw new Refusal.Invalid("diagnosis-unknown", "/clinical/diagnoses/" + position);
        }
        return new Diagnosis(code, name);
    }

    private Case blank(Actor actor, String number, Direction direction, UUID patient, State state) {
        return Case.begun(actor, number, direction, patient, state, clock.instant());
    }

    /** @throws Refusal.Invalid when an item of the checklist is not answered, or is none, or a day cannot be meant */
    void check(GivenCarePlan plan) {
        checklist.check(plan.checklist(), "/carePlan/checklist");
        PlanDates.check(plan, CaseTimes.day(clock.instant()));
    }
}
