package org.medalliance.staffing.beds;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.staffing.beds.BedBoard.WardBeds;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Storage of the boards. */
@Repository
class BedBoards {

    /** Held to the end of the transaction: an institution's reports follow one another. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended('beds/' || :alliance || '/' || :institution, 0)) is null as locked
            """;

    private static final String FIND = """
            select institution, version, departments::text as departments from bed_board
             where alliance_id = :alliance and institution = :institution
            """;

    private static final String ALL = """
            select institution, version, departments::text as departments from bed_board
             where alliance_id = :alliance and (:institution = '' or institution = :institution)
             order by institution limit 200
            """;

    private static final String WRITE = """
            insert into bed_board (alliance_id, institution, version, departments, changed_at)
            values (:alliance, :institution, :version, cast(:departments as jsonb), :now)
            on conflict (alliance_id, institution) do update
               set version = excluded.version, departments = excluded.departments, changed_at = excluded.changed_at
             where bed_board.version = excluded.version - 1
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;

    BedBoards(AllianceDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The board to be changed in this transaction; an empty one before the first report. */
    Mono<BedBoard> lock(Scope scope, String institution) {
        return database.sql(scope, LOCK)
                .bind("institution", institution)
                .fetch()
                .first()
                .then(Mono.defer(() -> database.sql(scope, FIND)
                        .bind("institution", institution)
                        .map(this::board)
                        .one()))
                .defaultIfEmpty(BedBoard.empty(institution));
    }

    /** The first 200 by institution; those that have reported at all. */
    Flux<BedBoard> all(Scope scope, String institution) {
        return database.sql(scope, ALL)
                .bind("institution", institution)
                .map(this::board)
                .all();
    }

    /** @throws Refusal.Stale when somebody was faster, which the lock does not let happen */
    Mono<Void> write(Scope scope, BedBoard board, Instant now) {
        return database.sql(scope, WRITE)
                .bind("institution", board.institution())
                .bind("version", board.version())
                .bind("departments", json.writeValueAsString(board.departments()))
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .then();
    }

    private BedBoard board(Readable row) {
        return new BedBoard(
                requireNonNull(row.get("institution", String.class)),
                requireNonNull(row.get("version", Long.class)),
                List.of(json.readValue(requireNonNull(row.get("departments", String.class)), WardBeds[].class)));
    }
}
