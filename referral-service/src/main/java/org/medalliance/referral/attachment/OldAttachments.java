package org.medalliance.referral.attachment;

import static java.util.Objects.requireNonNull;

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

/** Files of referrals whose own content was erased: they go when the case goes, by the case's period. */
@Component
class OldAttachments implements Erasable {

    private static final String OVER =
            "r.erased_at is not null and r.moved_at < :before and a.kept and a.alliance_id = r.alliance_id";

    private static final String HOLDERS = """
            select distinct a.alliance_id from attachment_content a join referral r on r.id = a.referral_id
             where %s order by a.alliance_id
            """.formatted(OVER);

    private static final String ERASE = """
            delete from attachment_content where alliance_id = :alliance and id = any (array(
                select a.id from attachment_content a join referral r on r.id = a.referral_id
                 where a.alliance_id = :alliance and %s
                 order by r.moved_at, a.id limit :limit for update of a skip locked))
            returning id
            """.formatted(OVER);

    private final WorkerDatabase workers;
    private final AllianceDatabase database;

    OldAttachments(WorkerDatabase workers, AllianceDatabase database) {
        this.workers = workers;
        this.database = database;
    }

    @Override
    public String name() {
        return "attachments-of-closed-referrals";
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
