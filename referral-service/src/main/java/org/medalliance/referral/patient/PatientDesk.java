package org.medalliance.referral.patient;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.identity.Ids;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.content.Specialties;
import org.medalliance.referral.patient.PatientCommands.IdentifyPatient;
import org.medalliance.referral.patient.PatientCommands.RegisterPatient;
import org.medalliance.referral.patient.PatientCommands.RevealPatient;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Where patients are registered, identified, merged and revealed; the caller holds the transaction. */
@Service
class PatientDesk {

    /** Nobody submits a referral for them meanwhile: see {@link Patients#findToSend}. */
    private static final String HOLD = """
            select id from patient
             where alliance_id = :alliance and institution_id = :institution and id = any (:ids)
             order by id for update
            """;

    /**
     * What the person has open elsewhere, that one of this patient's would be a second of. An emergency makes room: see
     * {@link #FOLLOW}.
     */
    private static final String COLLIDING = """
            with others as (
            select direction, specialty from referral
             where alliance_id = :alliance and person = any (:persons) and patient_id <> :id
               and state not in ('DRAFT', 'CLOSED', 'WITHDRAWN'))
            select mine.number from referral mine
             where mine.alliance_id = :alliance and mine.patient_id = :id
               and mine.state not in ('DRAFT', 'CLOSED', 'WITHDRAWN')
               and (mine.direction, mine.specialty) in (select direction, specialty from others)
               and not (mine.priority = 'EMERGENCY'
                        and (mine.direction, :emergencyMedicine) not in (select direction, specialty from others))
             limit 1
            """;

    /**
     * A version further, so that nobody who has read the case before writes it back; the time line says why. An
     * emergency beside a referral of the same specialty counts as emergency medicine, as one does that is opened so.
     */
    private static final String FOLLOW = """
            with kept as (
            update referral r set patient_id = p.id, version = r.version + 1,
                   person = case when r.erased_at is null then p.person end,
                   specialty = case when r.priority = 'EMERGENCY' and r.state not in ('DRAFT', 'CLOSED', 'WITHDRAWN')
                                     and exists (select 1 from referral other
                                                  where other.alliance_id = :alliance and other.person = any (:persons)
                                                    and other.patient_id <> :from
                                                    and other.state not in ('DRAFT', 'CLOSED', 'WITHDRAWN')
                                                    and (other.direction, other.specialty) = (r.direction, r.specialty))
                                    then :emergencyMedicine else r.specialty end
              from patient p
             where r.alliance_id = :alliance and r.patient_id = :from and p.id = :into
            returning r.id, r.alliance_id, r.version, r.state)
            insert into case_move (case_id, alliance_id, version, action, from_state, to_state, institution,
                                   practitioner, at)
            select id, alliance_id, version, :action, state, state, :institution, :practitioner, :at from kept
            """;

    private static final String HERE = """
            select exists (select 1 from referral
                            where alliance_id = :alliance and patient_id = :id and destination_institution = :institution
                              and state in ('ACCEPTED', 'IN_TRANSIT', 'NOT_ARRIVED', 'ARRIVED', 'ADMITTED', 'TREATED'))
                   as here
            """;

    private static final String POINT = """
            update patient set merged_into = :into, version = version + 1
             where alliance_id = :alliance and id = :from and merged_into is null
            """;

    private static final String NOTE = """
            insert into patient_reveal (id, alliance_id, patient_id, institution_id, subject, fields, purpose,
                                        explanation, at)
            values (:id, :alliance, :patient, :institution, :subject, :fields, :purpose, :explanation, :at)
            """;

    private static final SealedTable REVEALS = new SealedTable("patient_reveal", "explanation");

    private final Patients patients;
    private final AllianceDatabase database;
    private final FieldCipher cipher;
    private final Clock clock;

    PatientDesk(Patients patients, AllianceDatabase database, FieldCipher cipher, Clock clock) {
        this.patients = patients;
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    @Bean
    static SealedTable sealedReveals() {
        return REVEALS;
    }

    Mono<Patient> register(Actor actor, RegisterPatient given, String provisionalName) {
        return patients.add(
                actor.scope(), given.toPatient(Ids.next(), actor.institution(), provisionalName, clock.instant()));
    }

    /**
     * @throws Refusal.Conflict when it is known already who this is, when the institution that registered the patient has
     *     that person already (it merges instead), or when the person has the same referral open elsewhere
     */
    Mono<Patient> identify(Command command, UUID id, IdentifyPatient given) {
        var actor = command.actor();
        var told = given.toPersonal();
        return identifiable(actor, id)
                .flatMap(seen -> held(actor, seen.institution(), List.of(id)))
                .then(Mono.defer(() -> identifiable(actor, id)))
                .flatMap(before -> {
                    refuseUnlessProvisional(before);
                    command.requireVersion(before.version());
                    var known = before.identified(given.sex(), given.identityKind(), given.insurance(), told);
                    var persons = patients.personKeys(actor.scope(), known);
                    return refuseCollision(actor.scope(), id, persons)
                            .then(Mono.defer(() -> patients.save(actor.scope(), known)))
                            .onErrorMap(Refusal.Conflict.class, refusal -> sayingWho(actor, before, refusal))
                            .flatMap(saved -> follow(actor, id, id, persons, "PATIENT_IDENTIFIED")
                                    .thenReturn(saved));
                });
    }

    /** Only the institution that registered both can merge them. */
    private static Refusal sayingWho(Actor actor, Patient patient, Refusal.Conflict refusal) {
        var isRegistered = refusal.code().equals(Patients.REGISTERED_ALREADY);
        return isRegistered && !patient.institution().equals(actor.institution())
                ? new Refusal.Conflict("patient-registered-there")
                : refusal;
    }

    /**
     * @throws Refusal.Conflict when it is known who this is, when the other is a pointer itself, or when both have the
     *     same referral open
     */
    Mono<Patient> merge(Command command, UUID id, UUID into) {
        var actor = command.actor();
        return held(actor, actor.institution(), List.of(id, into))
                .then(Mono.defer(() -> own(actor, id).zipWhen(_ -> own(actor, into))))
                .flatMap(both -> {
                    if (id.equals(into)) {
                        throw new Refusal.Invalid("merge-into-itself", "/into");
                    }
                    refuseUnlessProvisional(both.getT1());
                    refuseErased(both.getT2());
                    if (both.getT2().mergedInto() != null || both.getT2().isProvisional()) {
                        throw new Refusal.Conflict("merge-into-provisional");
                    }
                    command.requireVersion(both.getT1().version());
                    var persons = patients.personKeys(actor.scope(), both.getT2());
                    return refuseCollision(actor.scope(), id, persons)
                            .then(Mono.defer(() -> follow(actor, id, into, persons, "PATIENT_MERGED")));
                })
                .then(Mono.defer(() -> point(actor, id, into)))
                .then(Mono.defer(() -> own(actor, id)));
    }

    /** The clear patient, noted with the purpose. */
    Mono<Patient> reveal(Actor actor, UUID id, RevealPatient asked) {
        return patients.find(actor, id)
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(PatientDesk::refuseErased)
                .flatMap(patient -> note(actor, id, asked).thenReturn(patient));
    }

    /** By which of the actor's ways a provisional patient may become known; the roles are the caller's to ask. */
    Mono<List<String>> offers(Actor actor, Patient patient) {
        if (!isOpenToKnow(patient)) {
            return Mono.just(List.of());
        }
        return patient.institution().equals(actor.institution())
                ? Mono.just(List.of("identify", "merge"))
                : isHere(actor, patient.id()).map(here -> here ? List.of("identify") : List.of());
    }

    private static boolean isOpenToKnow(Patient patient) {
        return patient.isProvisional() && patient.mergedInto() == null && patient.erasedAt() == null;
    }

    private static void refuseErased(Patient patient) {
        if (patient.erasedAt() != null) {
            throw new Refusal.Conflict("patient-erased");
        }
    }

    private static void refuseUnlessProvisional(Patient patient) {
        refuseErased(patient);
        if (!isOpenToKnow(patient)) {
            throw new Refusal.Conflict("patient-not-provisional");
        }
    }

    private Mono<Void> held(Actor actor, String institution, List<UUID> ids) {
        return database.sql(actor.scope(), HOLD)
                .bind("institution", institution)
                .bind("ids", ids.toArray(UUID[]::new))
                .fetch()
                .all()
                .then();
    }

    /** Where a patient was registered, and where a patient lies, it is found out who it is. */
    private Mono<Patient> identifiable(Actor actor, UUID id) {
        return patients.find(actor, id)
                .filterWhen(it -> it.institution().equals(actor.institution()) ? Mono.just(true) : isHere(actor, id))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    private Mono<Boolean> isHere(Actor actor, UUID id) {
        return database.sql(actor.scope(), HERE)
                .bind("id", id)
                .bind("institution", actor.institution())
                .map(row -> Boolean.TRUE.equals(row.get("here", Boolean.class)))
                .one();
    }

    /** Only the institution that registered a patient says which of its others it is. */
    private Mono<Patient> own(Actor actor, UUID id) {
        return patients.find(actor, id)
                .filter(it -> it.institution().equals(actor.institution()))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    private Mono<Void> refuseCollision(Scope scope, UUID id, List<String> persons) {
        return database.sql(scope, COLLIDING)
                .bind("id", id)
                .bind("persons", persons.toArray(String[]::new))
                .bind("emergencyMedicine", Specialties.EMERGENCY_MEDICINE)
                .map(row -> String.valueOf(row.get("number", String.class)))
                .one()
                .flatMap(number -> Mono.error(new Refusal.Conflict("open-for-both", number)));
    }

    private Mono<Long> follow(Actor actor, UUID from, UUID into, List<String> persons, String action) {
        // Who submitted the same for that person a moment ago was first.
        return database.sql(actor.scope(), FOLLOW)
                .bind("from", from)
                .bind("into", into)
                .bind("persons", persons.toArray(String[]::new))
                .bind("emergencyMedicine", Specialties.EMERGENCY_MEDICINE)
                .bind("action", action)
                .bind("institution", actor.institution())
                .bind("at", clock.instant())
                .bind("practitioner", Values.orNull(actor.practitioner()))
                .fetch()
                .rowsUpdated()
                .onErrorMap(DataIntegrityViolationException.class, _ -> new Refusal.Conflict("open-for-both", "-"));
    }

    private Mono<Long> point(Actor actor, UUID from, UUID into) {
        return database.sql(actor.scope(), POINT)
                .bind("from", from)
                .bind("into", into)
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> note(Actor actor, UUID patient, RevealPatient asked) {
        var id = Ids.next();
        return database.sql(actor.scope(), NOTE)
                .bind("id", id)
                .bind("patient", patient)
                .bind("institution", actor.institution())
                .bind("subject", actor.subject())
                .bind(
                        "fields",
                        asked.fields().stream().map(Enum::name).distinct().toArray(String[]::new))
                .bind("purpose", asked.purpose().name())
                .bind("explanation", cipher.encrypt(REVEALS.context(id), asked.explanation()))
                .bind("at", clock.instant())
                .fetch()
                .rowsUpdated();
    }
}
