package org.medalliance.referral.cases;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.Erasable;
import org.medalliance.referral.patient.CaseErasure;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Referrals that ended, of patients who have had none since: what is clinical is emptied, what was written about them goes;
 * number, codes, parties, times and time line stay to be counted. A version further, so that nobody who has read the case before writes it back.
 */
final class ClosedReferrals implements Erasable, CaseErasure {

    private static final String HOLDERS = """
            select distinct alliance_id from referral
             where state in ('CLOSED', 'WITHDRAWN') and erased_at is null and moved_at < :before order by alliance_id
            """;

    private static final String ERASE = """
            with kept as (
            update referral set details = null, person = null, diagnosis_index = null, erased_at = :now, version = version + 1
             where alliance_id = :alliance and erased_at is null and id = any (array(%s))
            returning id, alliance_id, version, state), silenced as (
            delete from thread_message where alliance_id = :alliance and referral_id in (select id from kept)), noted as (
            insert into case_move (case_id, alliance_id, version, action, from_state, to_state, at)
            select id, alliance_id, version, 'ERASED', state, state, :now from kept)
            select id from kept
            """;

    /** Records are kept from the patient's last visit, and longer when any of them was a stay. */
    private static final String OVER = ERASE.formatted("""
            select r.id from referral r
             where r.alliance_id = :alliance and r.state in ('CLOSED', 'WITHDRAWN') and r.erased_at is null
               and r.moved_at < :before
               and not exists (select 1 from referral newer
                                where newer.patient_id = r.patient_id and newer.moved_at >= :before)
               and :inpatient = exists (select 1 from referral stay
                                         where stay.patient_id = r.patient_id and coalesce(stay.inpatient, true))
             order by r.moved_at, r.id limit :limit for update of r skip locked""");

    private static final String OF_PATIENT = ERASE.formatted("""
            select r.id from referral r
             where r.alliance_id = :alliance and r.patient_id = :patient and r.state in ('CLOSED', 'WITHDRAWN')
               and r.erased_at is null
               for update of r""");

    private final WorkerDatabase workers;
    private final AllianceDatabase database;
    private final Clock clock;
    private final boolean inpatient;

    /** @param inpatient whether these are of the patients who have lain in hospital, or of the others */
    ClosedReferrals(WorkerDatabase workers, AllianceDatabase database, Clock clock, boolean inpatient) {
        this.workers = workers;
        this.database = database;
        this.clock = clock;
        this.inpatient = inpatient;
    }

    @Override
    public String name() {
        return inpatient ? "closed-inpatient-referrals" : "closed-referrals";
    }

    @Override
    public Keeping keeping() {
        return inpatient ? Keeping.INPATIENT_RECORD : Keeping.OUTPATIENT_RECORD;
    }

    @Override
    public Flux<Scope> holders(Instant before) {
        return workers.sql(HOLDERS)
                .bind("before", before)
                .filter(statement -> statement.fetchSize(100))
                .map(row -> new Scope(requireNonNull(row.get(0, String.class))))
                .all();
    }

    @Override
    public Mono<List<UUID>> erase(Scope scope, Instant before, int limit) {
        return ids(database.sql(scope, OVER)
                .bind("inpatient", inpatient)
                .bind("before", before)
                .bind("limit", limit));
    }

    @Override
    public Mono<Long> eraseOf(Scope scope, UUID patient) {
        return ids(database.sql(scope, OF_PATIENT).bind("patient", patient)).map(erased -> (long) erased.size());
    }

    private Mono<List<UUID>> ids(GenericExecuteSpec statement) {
        return statement
                .bind("now", clock.instant())
                .map(row -> requireNonNull(row.get(0, UUID.class)))
                .all()
                .collectList();
    }
}
