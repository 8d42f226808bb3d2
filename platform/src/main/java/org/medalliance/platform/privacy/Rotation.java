package org.medalliance.platform.privacy;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.crypto.Purpose;
import org.medalliance.platform.crypto.Tampered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Seals anew what was sealed with an older key or the other suite, and re-keys the hashes beside it, while the service
 * works. A worker takes the next rows of a table by moving the table's mark, which a rival passes over; the rows
 * themselves are held by nobody, and each is written only where it still is what was read. What is missed so, or by a
 * worker that dies, the next walk finds: a table is done when a count finds nothing left.
 */
final class Rotation {

    private static final Logger log = LoggerFactory.getLogger(Rotation.class);

    static final int BATCH = 100;

    private static final UUID START = new UUID(0, 0);

    private static final long WALKED = -1;

    private static final Duration RIVALS_TURN = Duration.ofMillis(10);

    /** A mark for keys that are no longer the newest begins anew. */
    private static final String MARK = """
            insert into key_rotation (table_name, target, position, begun_at) values (:table, :target, :start, :now)
            on conflict (table_name) do update
               set target = excluded.target, position = excluded.position, begun_at = excluded.begun_at
             where key_rotation.target <> excluded.target
            """;

    private static final String TAKE = """
            select position from key_rotation where table_name = :table and target = :target for update skip locked
            """;

    private static final String MOVE =
            "update key_rotation set position = :position where table_name = :table and target = :target";

    private final WorkerDatabase database;
    private final FieldCipher cipher;
    private final BlindIndex index;
    private final PersonKeys persons;
    private final Clock clock;
    private final boolean comparing;

    /**
     * @param comparing false only to see what a racing write loses without it
     */
    Rotation(
            WorkerDatabase database,
            FieldCipher cipher,
            BlindIndex index,
            PersonKeys persons,
            Clock clock,
            boolean comparing) {
        this.database = database;
        this.cipher = cipher;
        this.index = index;
        this.persons = persons;
        this.clock = clock;
        this.comparing = comparing;
    }

    record Due(UUID id, String allianceId, String sealed) {}

    /** How many rows of the table older keys have left. */
    Mono<Long> left(SealedTable table) {
        var spec = database.sql("select count(*) from %s t where %s".formatted(table.name(), stale(table)));
        return bindHeads(spec, table).map(row -> row.get(0, Long.class)).one();
    }

    /** Takes rows until none is left at this moment; answers how many were made anew. */
    Mono<Long> run(SealedTable table) {
        return begin(table).then(Mono.defer(() -> step(table)
                .expand(made -> made < 0 ? Mono.empty() : step(table))
                .filter(made -> made > 0)
                .reduce(0L, Long::sum)));
    }

    Mono<Void> begin(SealedTable table) {
        return database.sql(MARK)
                .bind("table", table.label())
                .bind("target", target())
                .bind("start", START)
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** Makes the next rows anew; -1 when the walk is over. Where a rival is taking some just now, a moment later. */
    Mono<Long> step(SealedTable table) {
        return taken(table)
                .flatMap(due -> due.isEmpty() ? Mono.just(WALKED) : renew(table, due))
                .switchIfEmpty(Mono.delay(RIVALS_TURN).thenReturn(0L));
    }

    /** In a transaction of its own, which ends before the first row is opened. Empty while a rival has the mark. */
    Mono<List<Due>> taken(SealedTable table) {
        return database.inTransaction(database.sql(TAKE)
                .bind("table", table.label())
                .bind("target", target())
                .map(row -> requireNonNull(row.get(0, UUID.class)))
                .one()
                .flatMap(position -> next(table, position).flatMap(due -> move(table, due))));
    }

    private Mono<List<Due>> next(SealedTable table, UUID position) {
        var sql =
                "select t.id, t.alliance_id, t.%s as sealed from %s t where t.id > :position and (%s) order by t.id limit :limit"
                        .formatted(table.column(), table.name(), stale(table));
        return bindHeads(database.sql(sql), table)
                .bind("position", position)
                .bind("limit", BATCH)
                .mapProperties(Due.class)
                .all()
                .collectList();
    }

    /** At the end back to the start, for what was missed. */
    private Mono<List<Due>> move(SealedTable table, List<Due> due) {
        return database.sql(MOVE)
                .bind("position", due.isEmpty() ? START : due.getLast().id())
                .bind("table", table.label())
                .bind("target", target())
                .fetch()
                .rowsUpdated()
                .thenReturn(due);
    }

    Mono<Long> renew(SealedTable table, List<Due> rows) {
        return Flux.fromIterable(rows)
                .concatMap(row ->
                        Mono.defer(() -> renew(table, row)).onErrorResume(Tampered.class, _ -> passOver(table, row)))
                .reduce(0L, Long::sum);
    }

    /** It stays among those that are left, and nobody else waits for it. */
    private static Mono<Long> passOver(SealedTable table, Due row) {
        log.error("Row {} of {} does not open: it was changed, or its key is missing.", row.id(), table.label());
        return Mono.just(0L);
    }

    private Mono<Long> renew(SealedTable table, Due row) {
        var context = table.context(row.id());
        var clear = cipher.decrypt(context, row.sealed());
        var hashes = table.hashing().apply(row.allianceId(), clear);
        var made = Stream.of(table.column() + " = :sealed");
        var own = table.indexes().stream()
                .map(it -> it.copied().isEmpty()
                        ? "%1$s = :%1$s".formatted(it.column())
                        : "%s = (%s)".formatted(it.column(), it.copied()));
        var sql = "update %s t set %s where t.id = :id and t.alliance_id = :alliance%s"
                .formatted(
                        table.name(),
                        Stream.concat(made, own).collect(Collectors.joining(", ")),
                        comparing ? " and t.%s = :read".formatted(table.column()) : "");
        var spec = database.sql(sql)
                .bind("sealed", cipher.encrypt(context, clear))
                .bind("id", row.id())
                .bind("alliance", row.allianceId());
        spec = comparing ? spec.bind("read", row.sealed()) : spec;
        for (var it : table.indexes()) {
            spec = it.copied().isEmpty() ? bind(spec, it, hashes) : spec;
        }
        return spec.fetch().rowsUpdated();
    }

    private static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec spec, SealedTable.Index it, Map<String, Object> hashes) {
        @Nullable Object value = hashes.get(it.column());
        return switch (value) {
            case null -> spec.bindNull(it.column(), it.many() ? String[].class : String.class);
            case List<?> many ->
                spec.bind(it.column(), many.stream().map(String::valueOf).toArray(String[]::new));
            default -> spec.bind(it.column(), value);
        };
    }

    /** A row that is empty was erased: there is nothing to make anew, and nothing it could be made of. */
    private static String stale(SealedTable table) {
        var column = Stream.of("not starts_with(t.%s, :sealedHead)".formatted(table.column()));
        var indexes = table.indexes().stream()
                .map(it -> "not starts_with(%s, :%s)".formatted(it.sample(), head(it.purpose())));
        var older = Stream.concat(column, indexes).collect(Collectors.joining(" or "));
        return "t.%s is not null and (%s)".formatted(table.column(), older);
    }

    private DatabaseClient.GenericExecuteSpec bindHeads(DatabaseClient.GenericExecuteSpec given, SealedTable table) {
        var spec = given.bind("sealedHead", cipher.head());
        for (var purpose : table.indexes().stream()
                .map(SealedTable.Index::purpose)
                .distinct()
                .toList()) {
            spec = spec.bind(head(purpose), purpose == Purpose.PERSON ? persons.head() : index.head());
        }
        return spec;
    }

    private static String head(Purpose purpose) {
        return purpose.code() + "Head";
    }

    private String target() {
        return cipher.head() + index.head() + persons.head();
    }
}
