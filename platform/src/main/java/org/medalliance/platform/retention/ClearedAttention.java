package org.medalliance.platform.retention;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Attention items whose matter is over: who was called and who answered stays in the audit trail. */
@Component
class ClearedAttention implements Erasable {

    private static final String HOLDERS = """
            select distinct alliance_id from attention_item where state = 'CLEARED' and changed_at < :before
             order by alliance_id
            """;

    private static final String ERASE = """
            delete from attention_item where alliance_id = :alliance and id = any (array(
                select id from attention_item
                 where alliance_id = :alliance and state = 'CLEARED' and changed_at < :before
                 order by changed_at, id limit :limit for update skip locked))
            returning id
            """;

    private final WorkerDatabase workers;
    private final AllianceDatabase database;

    ClearedAttention(WorkerDatabase workers, AllianceDatabase database) {
        this.workers = workers;
        this.database = database;
    }

    @Override
    public String name() {
        return "cleared-attention";
    }

    @Override
    public Keeping keeping() {
        return Keeping.LOG;
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
