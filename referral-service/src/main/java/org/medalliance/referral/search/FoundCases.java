package org.medalliance.referral.search;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.web.PageRequest;
import org.medalliance.referral.search.SearchKeys.Wanted;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/**
 * Looks for cases, the newest first. Each search begins at the index of its narrowest criterion and looks the others up
 * case by case: a lateral query with a limit or offset of its own cannot be turned into a walk through the table.
 */
@Repository
class FoundCases {

    /** What a case must be, whatever index it came from; but for names. */
    private static final String FITS_BUT_FOR_NAMES = """
            not r.synthetic and r.submitted_at >= :from and r.submitted_at < :until
            and (cast(:number as text) is null or r.number = :number)
            and (cast(:direction as text) is null or r.direction = :direction)
            and (cast(:state as text) is null or r.state = :state)
            and (cast(:priority as text) is null or r.priority = :priority)
            and (cast(:specialty as text) is null or r.specialty = :specialty)
            and (cast(:department as text) is null or r.destination_department = :department)
            and (cast(:side as text) is null or r.origin_institution = :side or r.destination_institution = :side)
            and (cast(:diagnoses as text[]) is null or r.diagnosis_index && cast(:diagnoses as text[]))
            and (cast(:persons as text[]) is null or r.person = any (cast(:persons as text[])))
            and (cast(:patient as uuid) is null or r.patient_id = :patient or r.person = any (cast(:kin as text[])))""";

    private static final String FITS = FITS_BUT_FOR_NAMES + """

            and (cast(:names as text[]) is null or (
                    select true from name_hash n where n.alliance_id = :alliance
                       and n.token = any (cast(:names as text[])) and n.patient_id = r.patient_id limit 1))
            and (cast(:prefixes as text[]) is null or (
                    select true from name_hash n where n.alliance_id = :alliance
                       and n.token = any (cast(:prefixes as text[])) and n.patient_id = r.patient_id limit 1))""";

    /** As a value and no {@code exists}, which would be made a join with everything that the institution has. */
    private static final String OURS = """
            (select true from case_party p where p.case_id = r.id
                and p.alliance_id = :alliance and p.institution_id = :institution limit 1)""";

    private static final String BY_NUMBER = """
            select r.id, r.submitted_at from referral r
             where r.alliance_id = :alliance and r.number = :number and %s and %s
               and (r.submitted_at, r.id) < (:at, :before) limit :limit
            """.formatted(FITS, OURS);

    /** A patient has few cases, and a beginning of a name some hundreds of patients: put in order when they are found. */
    private static final String OF_PATIENTS = """
            select r.id, r.submitted_at from (%%s) who
             cross join lateral (select c.* from referral c where c.patient_id = who.id offset 0) r
             where %s and %s and (r.submitted_at, r.id) < (:at, :before)
             order by r.submitted_at desc, r.id desc limit :limit
            """.formatted(FITS, OURS);

    private static final String BY_PERSON = OF_PATIENTS.formatted("""
            select t.id from patient t where t.alliance_id = :alliance and t.person = any (cast(:persons as text[]))""");

    /** Of a record and every other record of the person. */
    private static final String BY_RECORD = OF_PATIENTS.formatted("""
            select cast(:patient as uuid) as id union
            select t.id from patient t where t.alliance_id = :alliance and t.person = any (cast(:kin as text[]))""");

    private static final String NAMED = """
            select distinct t.patient_id as id from name_hash t where t.alliance_id = :alliance
               and t.token = any (cast(%s as text[]))""";

    private static final String BY_NAME = OF_PATIENTS.formatted(NAMED.formatted(":names"));

    private static final String BY_BEGINNING = OF_PATIENTS.formatted(NAMED.formatted(":prefixes"));

    /** A walk along one hash in order of time; more than one only while keys change. */
    private static final String BY_DIAGNOSIS = """
            select distinct f.id, f.submitted_at from unnest(cast(:diagnoses as text[])) hash (token)
             cross join lateral (
                   select d.case_id as id, d.submitted_at from referral_diagnosis d
                    cross join lateral (select 1 from referral r where r.id = d.case_id and %s and %s limit 1) fitting
                    where d.alliance_id = :alliance and d.token = hash.token
                      and d.submitted_at >= :from and d.submitted_at < :until
                      and (d.submitted_at, d.case_id) < (:at, :before)
                    order by d.submitted_at desc, d.case_id desc limit :limit) f
             order by f.submitted_at desc, f.id desc limit :limit
            """.formatted(FITS, OURS);

    /** A walk along the institution's own cases, one for each part that it may have. */
    private static final String OWN = """
            select distinct f.id, f.submitted_at
              from (values ('ORIGIN'), ('DESTINATION'), ('STANDBY'), ('FORMER')) part (name)
             cross join lateral (
                   select p.case_id as id, p.submitted_at from case_party p
                    cross join lateral (select 1 from referral r where r.id = p.case_id and %s limit 1) fitting
                    where p.alliance_id = :alliance and p.institution_id = :institution and p.party = part.name
                      and p.submitted_at >= :from and p.submitted_at < :until
                      and (p.submitted_at, p.case_id) < (:at, :before)
                    order by p.submitted_at desc, p.case_id desc limit :limit) f
             order by f.submitted_at desc, f.id desc limit :limit
            """.formatted(FITS);

    /** Whose cases beside one's own alliance's: an answer from a small index, and nearly always none. */
    private static final String SHARING = """
            select distinct case_alliance from case_party
             where alliance_id = :alliance and institution_id = :institution and case_alliance is not null
             order by case_alliance limit 50
            """;

    /**
     * A walk along the few cases of another alliance in which the institution has a part. The rows of hashes are that
     * alliance's own; names are looked up at the patient, whom the part lets it see.
     */
    private static final String SHARED = """
            select distinct f.id, f.submitted_at from (
                   select p.case_id as id, p.submitted_at from case_party p
                    cross join lateral (select 1 from referral r where r.id = p.case_id and %s
                           and (cast(:names as text[]) is null or (
                                   select true from patient t where t.id = r.patient_id
                                      and t.name_index = any (cast(:names as text[])) limit 1))
                           and (cast(:prefixes as text[]) is null or (
                                   select true from patient t where t.id = r.patient_id
                                      and t.name_prefixes && cast(:prefixes as text[]) limit 1)) limit 1) fitting
                    where p.alliance_id = :alliance and p.institution_id = :institution and p.case_alliance = :home
                      and p.submitted_at >= :from and p.submitted_at < :until
                      and (p.submitted_at, p.case_id) < (:at, :before)
                    order by p.submitted_at desc, p.case_id desc limit :limit) f
             order by f.submitted_at desc, f.id desc limit :limit
            """.formatted(FITS_BUT_FOR_NAMES);

    private final AllianceDatabase database;

    FoundCases(AllianceDatabase database) {
        this.database = database;
    }

    record FoundCase(UUID id, Instant submittedAt) {

        /** As the database puts them in order. */
        static final Comparator<FoundCase> NEWEST_FIRST = Comparator.comparing(FoundCase::submittedAt)
                .thenComparing(it -> it.id().toString())
                .reversed();

        private static FoundCase of(Readable row) {
            return new FoundCase(
                    requireNonNull(row.get("id", UUID.class)), requireNonNull(row.get("submitted_at", Instant.class)));
        }
    }

    /**
     * One more than the page takes.
     *
     * @param wanted hashed with the key of the actor's alliance
     */
    Flux<FoundCase> find(Actor actor, Wanted wanted, PageRequest page) {
        return bound(actor, sql(wanted), wanted, page).map(FoundCase::of).all();
    }

    /** Other alliances in whose cases the actor's institution has a part. */
    Flux<String> sharing(Actor actor) {
        return database.sql(actor.scope(), SHARING)
                .bind("institution", actor.institution())
                .map(row -> requireNonNull(row.get("case_alliance", String.class)))
                .all();
    }

    /**
     * Of another alliance, those in which the actor's institution has a part; one more than the page takes.
     *
     * @param wanted hashed with the key of that alliance
     */
    Flux<FoundCase> shared(Actor actor, String alliance, Wanted wanted, PageRequest page) {
        return boundToShared(actor, alliance, SHARED, wanted, page)
                .map(FoundCase::of)
                .all();
    }

    static String sharedSql() {
        return SHARED;
    }

    GenericExecuteSpec boundToShared(Actor actor, String alliance, String sql, Wanted wanted, PageRequest page) {
        return bound(actor, sql, wanted, page).bind("home", alliance);
    }

    static String sql(Wanted wanted) {
        if (wanted.criteria().number() != null) {
            return BY_NUMBER;
        }
        if (wanted.criteria().patientId() != null) {
            return BY_RECORD;
        }
        if (wanted.persons() != null) {
            return BY_PERSON;
        }
        if (wanted.names() != null) {
            return BY_NAME;
        }
        if (wanted.prefixes() != null) {
            return BY_BEGINNING;
        }
        return wanted.diagnoses() != null ? BY_DIAGNOSIS : OWN;
    }

    GenericExecuteSpec bound(Actor actor, String sql, Wanted wanted, PageRequest page) {
        var it = wanted.criteria();
        return database.sql(actor.scope(), sql)
                .bind("institution", actor.institution())
                .bind("at", page.before().at())
                .bind("before", page.before().id())
                .bind("limit", page.limit() + 1)
                .bind("from", wanted.from())
                .bind("until", wanted.until())
                .bind("number", Values.orNull(it.number()))
                .bind("direction", Values.nameOrNull(it.direction()))
                .bind("state", Values.nameOrNull(it.state()))
                .bind("priority", Values.nameOrNull(it.priority()))
                .bind("specialty", Values.orNull(it.specialty()))
                .bind("department", Values.orNull(it.department()))
                .bind("side", Values.orNull(it.institution()))
                .bind("patient", Values.orNull(it.patientId(), UUID.class))
                .bind("kin", texts(wanted.kin()))
                .bind("persons", texts(wanted.persons()))
                .bind("names", texts(wanted.names()))
                .bind("prefixes", texts(wanted.prefixes()))
                .bind("diagnoses", texts(wanted.diagnoses()));
    }

    private static Parameter texts(@Nullable List<String> hashes) {
        return Values.orNull(hashes == null ? null : hashes.toArray(String[]::new), String[].class);
    }
}
