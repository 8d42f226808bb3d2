package org.medalliance.referral.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Patients as they are stored. Seen by the institution that registered them and by the parties of their cases. */
@Repository
public class Patients {

    private static final String COLUMNS = """
            p.id, p.institution_id, p.version, p.name, p.sex, p.birth_date, p.identity_kind, p.resident_id, p.phone,
            p.address, p.insurance, p.registered_at""";

    private static final String ADD = """
            insert into patient (id, alliance_id, institution_id, version, name, sex, birth_date, identity_kind,
                                 resident_id, phone, address, insurance, registered_at)
            values (:id, :alliance, :institutionId, :version, :name, :sex, :birthDate, :identityKind,
                    :residentId, :phone, :address, :insurance, :registeredAt)
            on conflict (alliance_id, institution_id, resident_id) do nothing
            """;

    private static final String FIND =
            "select %s from patient p where p.alliance_id = :alliance and p.id = :id".formatted(COLUMNS);

    private static final String FIND_AS_PARTY = """
            select %s from patient p
             where p.id = :id
               and (p.alliance_id = :alliance and p.institution_id = :institution
                    or exists (select 1 from referral r join case_party c on c.case_id = r.id
                                where r.patient_id = p.id
                                  and c.alliance_id = :alliance and c.institution_id = :institution))
            """.formatted(COLUMNS);

    private static final String FIND_ALL_AS_PARTY = """
            select %s from patient p
             where p.id = any (:ids)
               and (p.alliance_id = :alliance and p.institution_id = :institution
                    or exists (select 1 from referral r join case_party c on c.case_id = r.id
                                where r.patient_id = p.id
                                  and c.alliance_id = :alliance and c.institution_id = :institution))
            """.formatted(COLUMNS);

    private static final String OF_INSTITUTION = """
            select %s from patient p
             where p.alliance_id = :alliance and p.institution_id = :institution and p.resident_id = :residentId
            """.formatted(COLUMNS);

    private final AllianceDatabase database;

    Patients(AllianceDatabase database) {
        this.database = database;
    }

    /**
     * @throws Refusal.Conflict when this institution has registered the resident id before
     */
    Mono<Patient> add(Scope scope, Patient patient) {
        return database.sql(scope, ADD)
                .bindProperties(Row.of(patient))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict("patient-registered")))
                .thenReturn(patient);
    }

    /** For the platform's own work within an alliance. */
    public Mono<Patient> find(Scope scope, UUID id) {
        return database.sql(scope, FIND)
                .bind("id", id)
                .mapProperties(Row.class)
                .one()
                .map(Row::toPatient);
    }

    /** Empty when the actor's institution has no part in this patient's care, whether or not the patient exists. */
    public Mono<Patient> find(Actor actor, UUID id) {
        return database.sql(actor.scope(), FIND_AS_PARTY)
                .bind("id", id)
                .bind("institution", actor.institution())
                .mapProperties(Row.class)
                .one()
                .map(Row::toPatient);
    }

    /** Those of the patients in whose care the actor's institution has a part; at most a page of them. */
    public Flux<Patient> findAll(Actor actor, List<UUID> ids) {
        return database.sql(actor.scope(), FIND_ALL_AS_PARTY)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("institution", actor.institution())
                .mapProperties(Row.class)
                .all()
                .map(Row::toPatient);
    }

    Flux<Patient> registered(Actor actor, String residentId) {
        return database.sql(actor.scope(), OF_INSTITUTION)
                .bind("institution", actor.institution())
                .bind("residentId", residentId)
                .mapProperties(Row.class)
                .all()
                .map(Row::toPatient);
    }

    record Row(
            UUID id,
            String institutionId,
            long version,
            String name,
            String sex,
            LocalDate birthDate,
            String identityKind,
            @Nullable String residentId,
            @Nullable String phone,
            @Nullable String address,
            String insurance,
            Instant registeredAt) {

        static Row of(Patient it) {
            return new Row(
                    it.id(),
                    it.institution(),
                    it.version(),
                    it.name(),
                    it.sex().name(),
                    it.birthDate(),
                    it.identityKind().name(),
                    it.residentId(),
                    it.phone(),
                    it.address(),
                    it.insurance().name(),
                    it.registeredAt());
        }

        Patient toPatient() {
            return new Patient(
                    id,
                    institutionId,
                    version,
                    name,
                    Patient.Sex.valueOf(sex),
                    birthDate,
                    Patient.IdentityKind.valueOf(identityKind),
                    residentId,
                    phone,
                    address,
                    Patient.Insurance.valueOf(insurance),
                    registeredAt);
        }
    }
}
