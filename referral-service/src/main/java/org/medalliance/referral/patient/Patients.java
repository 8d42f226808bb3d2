package org.medalliance.referral.patient;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.BlindIndex;
import org.medalliance.platform.privacy.FieldCipher;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Patients as they are stored: sealed, and found by hashes. Seen by the institution that registered them and by the
 * parties of their cases.
 */
@Repository
public class Patients {

    /** Of a search; who sees as many goes on typing. */
    static final int MOST_FOUND = 50;

    static final String REGISTERED_ALREADY = "patient-registered";

    private static final String COLUMNS = """
            p.id, p.institution_id, p.version, p.sex, p.identity_kind, p.insurance, p.personal, p.person,
            p.merged_into, p.registered_at, p.erased_at""";

    private static final String ADD = """
            insert into patient (id, alliance_id, institution_id, version, sex, identity_kind, insurance, personal,
                                 identity_index, phone_index, name_index, name_prefixes, person, registered_at)
            values (:id, :alliance, :institution, :version, :sex, :identityKind, :insurance, :personal,
                    :identity_index, :phone_index, :name_index, :name_prefixes, :person, :registeredAt)
            on conflict (alliance_id, institution_id, identity_index) do nothing
            """;

    private static final String SAVE = """
            update patient
               set (version, sex, identity_kind, insurance, personal, identity_index, phone_index, name_index,
                    name_prefixes, person, registered_at)
                 = (:version, :sex, :identityKind, :insurance, :personal, :identity_index, :phone_index, :name_index,
                    :name_prefixes, :person, :registeredAt)
             where id = :id and alliance_id = :alliance and institution_id = :institution and version = :version - 1
            """;

    /** Held to the end of the transaction: two who register one person under different keys follow one another. */
    private static final String ONE_BY_ONE =
            "select pg_advisory_xact_lock(hashtextextended(:alliance || :hash, 0)) is null as locked";

    private static final String REGISTERED = """
            select id from patient
             where alliance_id = :alliance and institution_id = :institution and identity_index = any (:hashes) limit 1
            """;

    private static final String FIND =
            "select %s from patient p where p.alliance_id = :alliance and p.id = :id".formatted(COLUMNS);

    private static final String AS_PARTY = """
            select %s from patient p
             where p.id %%s
               and (p.alliance_id = :alliance and p.institution_id = :institution
                    or exists (select 1 from referral r join case_party c on c.case_id = r.id
                                where r.patient_id = p.id
                                  and c.alliance_id = :alliance and c.institution_id = :institution))
            """.formatted(COLUMNS);

    /** Not as a list of one: of a list PostgreSQL guesses ten, and would rather plan each time anew, which costs more. */
    private static final String ONE_AS_PARTY = AS_PARTY.formatted("= :id");

    private static final String ALL_AS_PARTY = AS_PARTY.formatted("= any (:ids)");

    private static final String SEARCH = """
            select %s from patient p
             where p.alliance_id = :alliance and p.institution_id = :institution and p.merged_into is null
               and p.%%s
             order by p.id desc limit %d
            """.formatted(COLUMNS, MOST_FOUND);

    private final AllianceDatabase database;
    private final FieldCipher cipher;
    private final PatientIndexes indexes;
    private final JsonMapper json;

    Patients(AllianceDatabase database, FieldCipher cipher, PatientIndexes indexes, JsonMapper json) {
        this.database = database;
        this.cipher = cipher;
        this.indexes = indexes;
        this.json = json;
    }

    /**
     * @throws Refusal.Conflict when this institution has registered the document before
     */
    Mono<Patient> add(Scope scope, Patient patient) {
        return refuseKnown(scope, patient)
                .then(Mono.defer(() -> bound(scope, ADD, patient).fetch().rowsUpdated()))
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new Refusal.Conflict(REGISTERED_ALREADY)))
                .then(Mono.defer(() -> find(scope, patient.id())));
    }

    /**
     * Whole, by compare-and-set on the version.
     *
     * @throws Refusal.Conflict when this institution has registered the document before
     * @throws Refusal.Stale when somebody else changed the patient since
     */
    Mono<Patient> save(Scope scope, Patient patient) {
        return refuse(scope, patient)
                .then(Mono.defer(() -> bound(scope, SAVE, patient).fetch().rowsUpdated()))
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .then(Mono.defer(() -> find(scope, patient.id())));
    }

    /** While keys change, the unique index sees only those under the newest: then a lock and a look make up for it. */
    private Mono<Void> refuseKnown(Scope scope, Patient patient) {
        var identity = sealed(patient).identity();
        return identity == null
                        || indexes.identities(scope.alliance(), identity).size() == 1
                ? Mono.empty()
                : refuse(scope, patient);
    }

    private Mono<Void> refuse(Scope scope, Patient patient) {
        var identity = sealed(patient).identity();
        if (identity == null) {
            return Mono.empty();
        }
        var hashes = indexes.identities(scope.alliance(), identity);
        return database.sql(scope, ONE_BY_ONE)
                .bind("hash", hashes.stream().sorted().findFirst().orElseThrow())
                .fetch()
                .first()
                .then(Mono.defer(() -> database.sql(scope, REGISTERED)
                        .bind("institution", patient.institution())
                        .bind("hashes", hashes.toArray(String[]::new))
                        .fetch()
                        .first()))
                .flatMap(_ -> Mono.error(new Refusal.Conflict(REGISTERED_ALREADY)));
    }

    /** For the platform's own work within an alliance. */
    public Mono<Patient> find(Scope scope, UUID id) {
        return database.sql(scope, FIND)
                .bind("id", id)
                .mapProperties(Row.class)
                .one()
                .map(this::patient);
    }

    /** Empty when the actor's institution has no part in this patient's care, whether or not the patient exists. */
    public Mono<Patient> find(Actor actor, UUID id) {
        return one(actor, id, ONE_AS_PARTY);
    }

    /** Those of the patients in whose care the actor's institution has a part; at most a page of them. */
    public Flux<Patient> findAll(Actor actor, List<UUID> ids) {
        return database.sql(actor.scope(), ALL_AS_PARTY)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("institution", actor.institution())
                .mapProperties(Row.class)
                .all()
                .map(this::patient);
    }

    /** Like {@link #find}, for who is about to be sent: not a record that was merged or erased, and none that is being so. */
    public Mono<Patient> findToSend(Actor actor, UUID id) {
        return one(actor, id, ONE_AS_PARTY + " and p.merged_into is null and p.erased_at is null for key share of p");
    }

    private Mono<Patient> one(Actor actor, UUID id, String sql) {
        return database.sql(actor.scope(), sql)
                .bind("id", id)
                .bind("institution", actor.institution())
                .mapProperties(Row.class)
                .one()
                .map(this::patient);
    }

    /** Every key under which the person's other records may stand; one, except while keys change. */
    public List<String> personKeys(Scope scope, Patient patient) {
        var identity = sealed(patient).identity();
        return identity == null ? List.of() : indexes.persons(scope.alliance(), identity);
    }

    Mono<List<Patient>> byDocument(Actor actor, Patient.IdentityKind kind, String number) {
        var identity = PatientIndexes.Sealed.identity(kind, number);
        return search(
                actor,
                "identity_index = any (:hashes)",
                indexes.identities(actor.alliance(), identity),
                it -> number.equalsIgnoreCase(it.personal().number()));
    }

    Mono<List<Patient>> byPhone(Actor actor, String phone) {
        return search(actor, "phone_index = any (:hashes)", indexes.phones(actor.alliance(), phone), _ -> true);
    }

    Mono<List<Patient>> byName(Actor actor, String name) {
        return search(actor, "name_index = any (:hashes)", indexes.names(actor.alliance(), name), _ -> true);
    }

    /** Of a beginning longer than what is hashed, the rest is looked at here. */
    Mono<List<Patient>> byNamePrefix(Actor actor, String prefix) {
        var normal = BlindIndex.normal(prefix);
        return search(
                actor, "name_prefixes && :hashes", indexes.prefixes(actor.alliance(), prefix), it -> BlindIndex.normal(
                                it.name())
                        .startsWith(normal));
    }

    private Mono<List<Patient>> search(Actor actor, String condition, List<String> hashes, Predicate<Patient> wanted) {
        return database.sql(actor.scope(), SEARCH.formatted(condition))
                .bind("institution", actor.institution())
                .bind("hashes", hashes.toArray(String[]::new))
                .mapProperties(Row.class)
                .all()
                .map(this::patient)
                .filter(wanted)
                .collectList();
    }

    private GenericExecuteSpec bound(Scope scope, String sql, Patient patient) {
        var sealed = sealed(patient);
        var hashes = indexes.of(scope.alliance(), sealed);
        var spec = database.sql(scope, sql)
                .bind("id", patient.id())
                .bind("institution", patient.institution())
                .bind("version", patient.version())
                .bind("sex", patient.sex().name())
                .bind("identityKind", patient.identityKind().name())
                .bind("insurance", patient.insurance().name())
                .bind(
                        "personal",
                        cipher.encrypt(PatientIndexes.TABLE.context(patient.id()), json.writeValueAsString(sealed)))
                .bind("registeredAt", patient.registeredAt())
                .bind(PatientIndexes.NAME, hashes.getOrDefault(PatientIndexes.NAME, ""))
                .bind(PatientIndexes.PREFIXES, texts(hashes.get(PatientIndexes.PREFIXES)));
        for (var name : List.of(PatientIndexes.IDENTITY, PatientIndexes.PHONE, PatientIndexes.PERSON)) {
            var hash = hashes.get(name);
            spec = spec.bind(name, Values.orNull(hash, Object.class));
        }
        return spec;
    }

    private static String[] texts(@Nullable Object many) {
        return many instanceof List<?> list ? list.stream().map(String::valueOf).toArray(String[]::new) : new String[0];
    }

    private static PatientIndexes.Sealed sealed(Patient patient) {
        return new PatientIndexes.Sealed(patient.identityKind(), patient.personal());
    }

    private Patient patient(Row row) {
        if (row.personal() == null) {
            return row.toPatient(Patient.Personal.ERASED);
        }
        var clear = cipher.decrypt(PatientIndexes.TABLE.context(row.id()), row.personal());
        return row.toPatient(json.readValue(clear, PatientIndexes.Sealed.class).personal());
    }

    record Row(
            UUID id,
            String institutionId,
            long version,
            Patient.Sex sex,
            Patient.IdentityKind identityKind,
            Patient.Insurance insurance,
            @Nullable String personal,
            @Nullable String person,
            @Nullable UUID mergedInto,
            Instant registeredAt,
            @Nullable Instant erasedAt) {

        Patient toPatient(Patient.Personal opened) {
            return new Patient(
                    id,
                    institutionId,
                    version,
                    sex,
                    identityKind,
                    insurance,
                    opened,
                    person,
                    mergedInto,
                    registeredAt,
                    erasedAt);
        }
    }
}
