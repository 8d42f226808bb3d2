package org.medalliance.referral.patient;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.Erasable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Patients none of whose cases still has something in it: who they are is emptied with every hash by which they could be
 * found, the row and its id stay. A record that was merged goes with the one it was merged into.
 */
@Component
class PatientErasure implements Erasable {

    /** Why the job erased it, beside the codes of those who ask. */
    private static final String PERIOD_OVER = "PERIOD_OVER";

    private static final String HOLDERS = """
            select distinct alliance_id from patient
             where erased_at is null and merged_into is null and registered_at < :before order by alliance_id
            """;

    /** With an open case, one that is not erased, or one from after the time. */
    private static final String HAS_CASES = """
            exists (select 1 from referral r
                     where r.patient_id = p.id and (r.erased_at is null or r.moved_at >= :before))""";

    /** Whoever is about to be sent holds the row: see {@link Patients#findToSend}. */
    private static final String HOLD = """
            select p.id from patient p
             where p.alliance_id = :alliance and p.erased_at is null and p.merged_into is null
               and p.registered_at < :before and not %s
             order by p.registered_at, p.id limit :limit for update of p skip locked
            """.formatted(HAS_CASES);

    private static final String ERASE = """
            update patient
               set personal = null, identity_index = null, phone_index = null, name_index = null, name_prefixes = null,
                   person = null, erased_at = :now, erasure_reason = :reason, version = version + 1
             where alliance_id = :alliance and erased_at is null and (id = any (:ids) or merged_into = any (:ids))
            returning id
            """;

    /** Asked again while the rows are held: a case that was submitted just before we held them is seen now. */
    private static final String STILL = """
            select p.id from patient p where p.alliance_id = :alliance and p.id = any (:ids) and not %s
            """.formatted(HAS_CASES);

    private final WorkerDatabase workers;
    private final AllianceDatabase database;
    private final Clock clock;

    PatientErasure(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        this.workers = workers;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "patients-without-cases";
    }

    /** A stay's longer period is that of its case, which keeps its patient. */
    @Override
    public Keeping keeping() {
        return Keeping.OUTPATIENT_RECORD;
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
        return ids(database.sql(scope, HOLD).bind("before", before).bind("limit", limit))
                .flatMap(held ->
                        ids(database.sql(scope, STILL).bind("before", before).bind("ids", held.toArray(UUID[]::new))))
                .flatMap(ids -> erase(scope, ids, PERIOD_OVER));
    }

    /** Those and the records that were merged into them; the caller has locked and looked. */
    Mono<List<UUID>> erase(Scope scope, List<UUID> ids, String reason) {
        return ids(database.sql(scope, ERASE)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("reason", reason)
                .bind("now", clock.instant()));
    }

    private static Mono<List<UUID>> ids(GenericExecuteSpec statement) {
        return statement
                .map(row -> requireNonNull(row.get(0, UUID.class)))
                .all()
                .collectList();
    }
}
