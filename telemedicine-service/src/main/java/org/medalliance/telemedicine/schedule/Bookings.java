package org.medalliance.telemedicine.schedule;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is booked when. The database's exclusion constraints refuse what would overlap. */
@Repository
class Bookings {

    private static final String BOOK_EXPERT = """
            insert into expert_booking (alliance_id, consult_id, expert, during)
            values (:alliance, :consult, :expert, tstzrange(:startsAt, :endsAt))
            on conflict do nothing
            """;

    private static final String BOOK_PATIENT = """
            insert into patient_booking (alliance_id, consult_id, patient_key, during)
            values (:alliance, :consult, :patientKey, tstzrange(:startsAt, :endsAt))
            on conflict do nothing
            """;

    private static final String RELEASE = """
            with freed as (delete from patient_booking where alliance_id = :alliance and consult_id = :consult)
            delete from expert_booking where alliance_id = :alliance and consult_id = :consult
            """;

    private static final String WITHIN = """
            select consult_id from expert_booking
             where alliance_id = :alliance and expert = :expert and during && tstzrange(:startsAt, :endsAt)
             order by consult_id
            """;

    private final AllianceDatabase database;

    Bookings(AllianceDatabase database) {
        this.database = database;
    }

    /**
     * @throws Refusal.Conflict when one of the experts or the patient is booked then; the caller's transaction ends
     */
    Mono<Void> book(Scope scope, UUID consult, Collection<String> experts, String patientKey, Span span) {
        return Flux.fromIterable(experts)
                .concatMap(expert -> bookExpert(scope, consult, expert, span))
                .then(bookPatient(scope, consult, patientKey, span));
    }

    private Mono<Void> bookExpert(Scope scope, UUID consult, String expert, Span span) {
        return database.sql(scope, BOOK_EXPERT)
                .bind("consult", consult)
                .bind("expert", expert)
                .bind("startsAt", span.startsAt())
                .bind("endsAt", span.endsAt())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new Refusal.Conflict("slot-taken", expert)));
    }

    private Mono<Void> bookPatient(Scope scope, UUID consult, String patientKey, Span span) {
        return database.sql(scope, BOOK_PATIENT)
                .bind("consult", consult)
                .bind("patientKey", patientKey)
                .bind("startsAt", span.startsAt())
                .bind("endsAt", span.endsAt())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new Refusal.Conflict("patient-busy")));
    }

    Mono<Void> release(Scope scope, UUID consult) {
        return database.sql(scope, RELEASE).bind("consult", consult).then();
    }

    /** Consults that take some of the expert's time in the span, in the order of their ids. */
    Mono<List<UUID>> within(Scope scope, String expert, Span span) {
        return database.sql(scope, WITHIN)
                .filter(statement -> statement.fetchSize(100))
                .bind("expert", expert)
                .bind("startsAt", span.startsAt())
                .bind("endsAt", span.endsAt())
                .map(row -> requireNonNull(row.get("consult_id", UUID.class)))
                .all()
                .collectList();
    }
}
