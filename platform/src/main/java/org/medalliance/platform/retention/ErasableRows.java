package org.medalliance.platform.retention;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What two statements can find and forget. */
public abstract class ErasableRows implements Erasable {

    private final String name;
    private final Keeping keeping;
    private final Statements statements;
    private final WorkerDatabase workers;
    private final AllianceDatabase database;
    private final Clock clock;

    /**
     * @param holders answers the alliances that have rows from before {@code :before}
     * @param erase of one alliance, at most {@code :limit} rows from before {@code :before}, the oldest first; answers their
     *     ids, and may note {@code :now}
     */
    public record Statements(String holders, String erase) {}

    protected ErasableRows(
            String name,
            Keeping keeping,
            Statements statements,
            WorkerDatabase workers,
            AllianceDatabase database,
            Clock clock) {
        this.name = name;
        this.keeping = keeping;
        this.statements = statements;
        this.workers = workers;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Keeping keeping() {
        return keeping;
    }

    @Override
    public final Flux<Scope> holders(Instant before) {
        return workers.sql(statements.holders())
                .bind("before", before)
                .filter(statement -> statement.fetchSize(100))
                .map(row -> new Scope(requireNonNull(row.get(0, String.class))))
                .all();
    }

    @Override
    public final Mono<List<UUID>> erase(Scope scope, Instant before, int limit) {
        var statement =
                database.sql(scope, statements.erase()).bind("before", before).bind("limit", limit);
        return (statements.erase().contains(":now") ? statement.bind("now", clock.instant()) : statement)
                .map(row -> requireNonNull(row.get(0, UUID.class)))
                .all()
                .collectList();
    }
}
