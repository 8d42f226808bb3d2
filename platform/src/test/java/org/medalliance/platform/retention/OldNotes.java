package org.medalliance.platform.retention;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The test service's notes lose their text, and stay to be counted. */
@Component
class OldNotes implements Erasable {

    static final String NAME = "old-notes";

    final AtomicBoolean broken = new AtomicBoolean();

    /** The next batch is written, and then something else fails before it is committed. */
    final AtomicBoolean failsAfterWriting = new AtomicBoolean();

    private final WorkerDatabase workers;
    private final AllianceDatabase database;

    OldNotes(WorkerDatabase workers, AllianceDatabase database) {
        this.workers = workers;
        this.database = database;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Keeping keeping() {
        return new Keeping(Period.ofYears(15), Period.ofYears(10), "测试 · test");
    }

    @Override
    public Flux<Scope> holders(Instant before) {
        return workers.sql("select distinct alliance_id from note where text <> '' and at < :before order by 1")
                .bind("before", before)
                .filter(statement -> statement.fetchSize(100))
                .map(row -> new Scope(row.get(0, String.class)))
                .all();
    }

    @Override
    public Mono<List<UUID>> erase(Scope scope, Instant before, int limit) {
        if (broken.get()) {
            return Mono.error(new IllegalStateException("as the test wants it"));
        }
        return database.sql(scope, """
                        update note set text = '', version = version + 1 where id = any (array(
                            select id from note where alliance_id = :alliance and text <> '' and at < :before
                             order by at, id limit :limit for update skip locked))
                        returning id""")
                .bind("before", before)
                .bind("limit", limit)
                .map(row -> row.get(0, UUID.class))
                .all()
                .collectList()
                .doOnNext(_ -> {
                    if (failsAfterWriting.getAndSet(false)) {
                        throw new IllegalStateException("as the test wants it");
                    }
                });
    }
}
