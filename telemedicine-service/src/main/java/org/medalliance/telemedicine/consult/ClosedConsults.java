package org.medalliance.telemedicine.consult;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.Erasable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Consults that ended: what is clinical is emptied, with the keyed hash of the person in the bookings; number, codes,
 * experts, parties, times and time line stay to be counted. A version further, so that nobody who has read the consult
 * before writes it back. Stays in hospital are not known here, so that all are kept as outpatients' are.
 */
@Component
class ClosedConsults implements Erasable {

    private static final String HOLDERS = """
            select distinct alliance_id from consult
             where state in ('CLOSED', 'DECLINED', 'CANCELLED') and erased_at is null and moved_at < :before
             order by alliance_id
            """;

    private static final String ERASE = """
            with kept as (
            update consult set details = null, erased_at = :now, version = version + 1
             where alliance_id = :alliance and erased_at is null and id = any (array(
                select id from consult
                 where alliance_id = :alliance and state in ('CLOSED', 'DECLINED', 'CANCELLED') and erased_at is null
                   and moved_at < :before
                 order by moved_at, id limit :limit for update skip locked))
            returning id), unbooked as (
            delete from patient_booking where alliance_id = :alliance and consult_id in (select id from kept))
            select id from kept
            """;

    private final WorkerDatabase workers;
    private final AllianceDatabase database;
    private final Clock clock;

    ClosedConsults(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        this.workers = workers;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "closed-consults";
    }

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
        return database.sql(scope, ERASE)
                .bind("before", before)
                .bind("limit", limit)
                .bind("now", clock.instant())
                .map(row -> requireNonNull(row.get(0, UUID.class)))
                .all()
                .collectList();
    }
}
