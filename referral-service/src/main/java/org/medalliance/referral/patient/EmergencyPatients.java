package org.medalliance.referral.patient;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.medalliance.referral.patient.Patient.Insurance;
import org.medalliance.referral.patient.Patient.Personal;
import org.medalliance.referral.patient.Patient.Sex;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whoever an emergency is about: known already, or registered on the spot with a provisional identity. */
@Component
public class EmergencyPatients {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private final Patients patients;
    private final Clock clock;

    EmergencyPatients(Patients patients, Clock clock) {
        this.patients = patients;
        this.clock = clock;
    }

    /**
     * @param id of a patient whom the institution knows; null for somebody new
     * @param name null where nobody knows it: then the case's number stands for it
     * @param age in years; the birth date is estimated as the middle of that year
     * @throws Refusal.Unknown when the patient is none of the actor's institution's
     */
    public Mono<Patient> found(Actor actor, @Nullable UUID id, @Nullable String name, Sex sex, int age, String number) {
        if (id != null) {
            return patients.findToSend(actor, id).switchIfEmpty(Mono.error(Refusal.Unknown::new));
        }
        var called = name == null || name.isBlank() ? Patient.UNKNOWN + " " + number : name;
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, COUNTY);
        var born = age == 0 ? today : LocalDate.of(today.getYear() - age, 7, 1);
        return patients.add(
                actor.scope(),
                new Patient(
                        Ids.next(),
                        actor.institution(),
                        1,
                        sex,
                        IdentityKind.UNKNOWN,
                        Insurance.SELF_PAY,
                        new Personal(called, born, null, null, null, null),
                        null,
                        null,
                        now,
                        null));
    }
}
