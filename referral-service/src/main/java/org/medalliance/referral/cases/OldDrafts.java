package org.medalliance.referral.cases;

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

/** Drafts that nobody has touched for thirty days: nothing was sent, and nothing of them stays. */
@Component
class OldDrafts implements Erasable {

    private static final Keeping THIRTY_DAYS = new Keeping(
            Period.ofDays(30),
            Period.ofDays(7),
            "未提交的草稿不属于病历，默认保留 30 天 · a draft that was never sent is no record: 30 days unless agreed otherwise");

    private static final String HOLDERS = """
            select distinct alliance_id from referral where state = 'DRAFT' and moved_at < :before order by alliance_id
            """;

    private static final String ERASE = """
            delete from referral where alliance_id = :alliance and id = any (array(
                select id from referral where alliance_id = :alliance and state = 'DRAFT' and moved_at < :before
                 order by moved_at, id limit :limit for update skip locked))
            returning id
            """;

    private final WorkerDatabase workers;
    private final AllianceDatabase database;

    OldDrafts(WorkerDatabase workers, AllianceDatabase database) {
        this.workers = workers;
        this.database = database;
    }

    @Override
    public String name() {
        return "drafts";
    }

    @Override
    public Keeping keeping() {
        return THIRTY_DAYS;
    }

    @Override
    public Flux<Scope> holders(Instant before) {
        return workers.sql(HOLDERS)
                .bind("before", before)
                .filter(statement -> statement.fetchSize(100))
                .map(row -> new Scope(String.valueOf(row.get(0, String.class))))
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
