package org.medalliance.staffing.visit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.Erasable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Why somebody could not come, in words: all that a visiting day holds of a person's life. The reason's code stays. */
@Component
class VisitComments implements Erasable {

    /** No law says how long; the year's appraisal of the doctors is the last that may ask for it. */
    private static final Keeping APPRAISAL = new Keeping(
            Period.ofYears(2), Period.ofMonths(6), "平台规定：供年度考核与争议核对 · the platform's own: for the year's appraisal");

    private static final String HOLDERS = """
            select distinct alliance_id from visiting_day where comment is not null and ends_at < :before
             order by alliance_id
            """;

    private static final String ERASE = """
            update visiting_day set comment = null, version = version + 1
             where alliance_id = :alliance and comment is not null and id = any (array(
                select id from visiting_day
                 where alliance_id = :alliance and comment is not null and ends_at < :before
                 order by ends_at, id limit :limit for update skip locked))
            returning id
            """;

    private final WorkerDatabase workers;
    private final AllianceDatabase database;

    VisitComments(WorkerDatabase workers, AllianceDatabase database) {
        this.workers = workers;
        this.database = database;
    }

    @Override
    public String name() {
        return "visit-comments";
    }

    @Override
    public Keeping keeping() {
        return APPRAISAL;
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
                .map(row -> requireNonNull(row.get(0, UUID.class)))
                .all()
                .collectList();
    }
}
