package org.medalliance.referral.cases;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The open cases of a person, of which there is one at most for a direction and specialty. The unique index of the table
 * holds it; here is what is said before, after, and while the index does not see everything.
 */
@Repository
class OpenReferrals {

    private static final String OPEN_OF_PATIENT = """
            select r.number from referral r
             where r.alliance_id = :alliance and r.direction = :direction and r.specialty = :specialty
               and r.state not in ('DRAFT', 'CLOSED', 'WITHDRAWN')
               and coalesce(r.person, cast(r.patient_id as text))
                 = (select coalesce(p.person, cast(p.id as text)) from patient p where p.id = :patient)
            """;

    /** Held to the end of the transaction. */
    private static final String ONE_BY_ONE =
            "select pg_advisory_xact_lock(hashtextextended(:alliance || :person, 0)) is null as locked";

    private static final String OPEN_OF_PERSON = """
            select r.number from referral r
             where r.alliance_id = :alliance and r.direction = :direction and r.specialty = :specialty
               and r.state not in ('DRAFT', 'CLOSED', 'WITHDRAWN') and r.person = any (:persons)
             limit 1
            """;

    /** Of a person, wherever registered; of a patient whom nobody knows, of this record. */
    private static final String OPEN_OF = """
            select r.id, r.number, r.direction, r.specialty, r.state, r.origin_institution, r.destination_institution,
                   r.submitted_at
              from referral r
             where r.alliance_id = :alliance and r.state not in ('DRAFT', 'CLOSED', 'WITHDRAWN')
               and (cast(:direction as text) is null or r.direction = :direction)
               and (r.patient_id = :patient or r.person = any (:persons))
             order by r.submitted_at limit 50
            """;

    /** In place of a number: ended meanwhile, or not in sight. */
    static final String NOT_SEEN = "-";

    private final AllianceDatabase database;

    OpenReferrals(AllianceDatabase database) {
        this.database = database;
    }

    /** An open case of a person, as far as everybody in the alliance who meets the person may know. */
    record OpenCase(
            UUID id,
            String number,
            Direction direction,
            String specialty,
            State state,
            String originInstitution,
            String destinationInstitution,
            Instant submittedAt) {}

    /**
     * @param persons every key under which the person may be known
     * @param direction null for all
     */
    Flux<OpenCase> of(Scope scope, UUID patient, List<String> persons, @Nullable Direction direction) {
        return database.sql(scope, OPEN_OF)
                .bind("patient", patient)
                .bind("persons", persons.toArray(String[]::new))
                .bind("direction", Values.nameOrNull(direction))
                .mapProperties(OpenCase.class)
                .all();
    }

    /**
     * Before a draft goes out.
     *
     * @throws Refusal.Conflict when the patient has an open referral of this direction and specialty already
     */
    Mono<Void> refuseBeside(Referral draft) {
        return numberBeside(draft).flatMap(OpenReferrals::refused);
    }

    /** When the index has refused it. */
    Mono<Void> refuse(Referral second) {
        return numberBeside(second).defaultIfEmpty(NOT_SEEN).flatMap(OpenReferrals::refused);
    }

    private Mono<String> numberBeside(Referral it) {
        return database.sql(new Scope(it.alliance()), OPEN_OF_PATIENT)
                .bind("patient", it.patient())
                .bind("direction", it.direction().name())
                .bind("specialty", it.specialty())
                .map(row -> String.valueOf(row.get("number", String.class)))
                .one();
    }

    /**
     * While the key that links persons changes, the unique index sees only those under the newest: then a lock and a
     * look make up for it.
     *
     * @param persons every key under which the person may be known
     * @throws Refusal.Conflict when the person has an open referral of this direction and specialty already
     */
    Mono<Void> refuseSecond(Scope scope, List<String> persons, Direction direction, String specialty) {
        if (persons.size() < 2) {
            return Mono.empty();
        }
        return database.sql(scope, ONE_BY_ONE)
                .bind("person", persons.stream().sorted().findFirst().orElseThrow())
                .fetch()
                .first()
                .then(Mono.defer(() -> database.sql(scope, OPEN_OF_PERSON)
                        .bind("direction", direction.name())
                        .bind("specialty", specialty)
                        .bind("persons", persons.toArray(String[]::new))
                        .map(row -> String.valueOf(row.get("number", String.class)))
                        .one()))
                .flatMap(OpenReferrals::refused);
    }

    private static Mono<Void> refused(String number) {
        return Mono.error(new Refusal.Conflict("already-open", number));
    }
}
