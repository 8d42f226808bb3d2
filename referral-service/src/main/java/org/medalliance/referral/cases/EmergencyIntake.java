package org.medalliance.referral.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.Role;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.command.EmergencyCommands.EmergencySubmit;
import org.medalliance.referral.content.Clinical;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.FirstReport;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Place;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Ring;
import org.medalliance.referral.content.Specialties;
import org.medalliance.referral.directory.Centres;
import org.medalliance.referral.directory.Centres.Centre;
import org.medalliance.referral.directory.Directory;
import org.medalliance.referral.patient.EmergencyPatients;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes six fields a case at the nearest capable centre: approval comes after the fact. */
@Component
class EmergencyIntake {

    private final EmergencyPatients arrivals;
    private final Patients patients;
    private final OpenReferrals openReferrals;
    private final Directory directory;
    private final Centres centres;
    private final Clock clock;

    EmergencyIntake(
            EmergencyPatients arrivals,
            Patients patients,
            OpenReferrals openReferrals,
            Directory directory,
            Centres centres,
            Clock clock) {
        this.arrivals = arrivals;
        this.patients = patients;
        this.openReferrals = openReferrals;
        this.directory = directory;
        this.centres = centres;
        this.clock = clock;
    }

    /**
     * @throws Refusal.Invalid when it is no pathway, or a time in it is too far from now
     * @throws Refusal.Conflict when no hospital is known at all, or the patient has an emergency open
     */
    Mono<Opening> emergency(Actor actor, EmergencySubmit command, String number) {
        if (command.pathway() == Pathway.GENERAL) {
            return Mono.error(new Refusal.Invalid("emergency-needs-pathway", "/pathway"));
        }
        refuseFarTimes(command, clock.instant());
        return nearest(actor, command.pathway()).flatMap(centre -> arrivals.found(
                        actor, command.patientId(), command.name(), command.sex(), command.age(), number)
                .flatMap(patient -> specialty(actor, patient, directionFrom(actor), centre.specialty())
                        .map(specialty ->
                                new Opening(referral(actor, command, number, patient, centre, specialty), patient))));
    }

    /** A date that was mistyped would stand on the sheet of time nodes, and in the numbers that are counted by it. */
    private static void refuseFarTimes(EmergencySubmit command, Instant now) {
        CaseTimes.refuseFarArrival(command.transport().eta(), now);
        NodeSheet.refuseLongBefore(now, "ONSET", command.onset(), "/onset");
        NodeSheet.refuseLongBefore(now, "FIRST_CONTACT", command.firstContact(), "/firstContact");
    }

    private Mono<Centre> nearest(Actor actor, Pathway pathway) {
        return capable(actor.scope(), actor.institution(), pathway)
                .flatMap(all -> Mono.justOrEmpty(all.stream().findFirst()))
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("nobody-can-take-it")));
    }

    private Mono<List<Centre>> capable(Scope scope, String origin, Pathway pathway) {
        return directory
                .institution(scope, origin)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("institution-not-in-directory", origin)))
                .flatMap(here -> centres.capable(scope, here, pathway));
    }

    /** Where a ring-down goes on to, the nearest first. */
    Mono<List<Place>> placesFor(Referral referral) {
        return capable(new Scope(referral.alliance()), referral.origin().institution(), referral.pathway())
                .map(all -> all.stream().map(Centre::place).toList());
    }

    private Mono<String> specialty(Actor actor, Patient patient, Direction direction, String usual) {
        var persons = patients.personKeys(actor.scope(), patient);
        return openReferrals
                .of(actor.scope(), patient.id(), persons, direction)
                .collectMap(OpenReferrals.OpenCase::specialty, OpenReferrals.OpenCase::number)
                .flatMap(taken -> {
                    if (!taken.containsKey(usual)) {
                        return Mono.just(usual);
                    }
                    var emergency = taken.get(Specialties.EMERGENCY_MEDICINE);
                    return emergency == null
                            ? Mono.just(Specialties.EMERGENCY_MEDICINE)
                            : Mono.error(new Refusal.Conflict("already-open", emergency));
                });
    }

    /** From a clinic up, from a hospital across. */
    static Direction directionFrom(Actor actor) {
        return actor.has(Role.CLINIC_DOCTOR) ? Direction.UP : Direction.ACROSS;
    }

    private Referral referral(
            Actor actor, EmergencySubmit command, String number, Patient patient, Centre centre, String specialty) {
        var now = clock.instant();
        return Case.begun(actor, number, directionFrom(actor), patient.id(), State.ACCEPTED, now)
                .to(centre.place(), specialty)
                .with(Priority.EMERGENCY, command.pathway())
                .details(edit -> {
                    edit.reason = "EMERGENCY";
                    edit.clinical = new Clinical(List.of(), command.finding(), null, null, null, null);
                    edit.firstReport =
                            new FirstReport(command.finding(), command.onset(), command.firstContact(), command.age());
                    edit.transport = command.transport().toTransport();
                    edit.ring = Ring.at(centre.place(), now);
                })
                .build();
    }
}
