package org.medalliance.platform.audit.chain;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The chain as it is stored, and the entries that wait to be sealed. Every call is part of the worker's transaction. */
@Component
class Seals {

    /** First argument of the advisory lock, to keep clear of other users of such locks. */
    private static final int LOCK_CLASS = 0x61756474;

    private static final String LOCK = "select pg_try_advisory_xact_lock(:lockClass, 0)";

    private static final String HEAD = "select number, hash from audit_seal order by number desc limit 1";

    /** Whatever waits, whichever id it has: a transaction that commits late has a lower one. */
    private static final String WAITING = """
            select e.* from audit_unsealed u join audit_entry e on e.id = u.entry_id order by u.entry_id limit :limit
            """;

    private static final String ADD = """
            with taken as (delete from audit_unsealed where entry_id = any (:entryIds))
            insert into audit_seal (number, sealed_at, entry_ids, row_hashes, previous, hash)
            values (:number, :sealedAt, :entryIds, :rowHashes, :previous, :hash)
            """;

    private final WorkerDatabase database;

    Seals(WorkerDatabase database) {
        this.database = database;
    }

    /** The last seal, as far as the next one needs it. */
    @SuppressWarnings("ArrayRecordComponent") // A hash as it is stored; nobody compares or changes it.
    record Head(long number, byte[] hash) {}

    /** Of several instances one seals at a time: empty when another is at it. */
    Mono<Boolean> lock() {
        return database.sql(LOCK)
                .bind("lockClass", LOCK_CLASS)
                .map(row -> row.get(0, Boolean.class))
                .one()
                .filter(Boolean.TRUE::equals);
    }

    /** Empty before the first seal. */
    Mono<Head> head() {
        return database.sql(HEAD)
                .map(row -> new Head(
                        requireNonNull(row.get("number", Long.class)), requireNonNull(row.get("hash", byte[].class))))
                .one();
    }

    Mono<List<AuditRow>> waiting(int limit) {
        return database.sql(WAITING)
                .bind("limit", limit)
                .map(AuditRow::of)
                .all()
                .collectList();
    }

    Mono<Void> add(Seal seal) {
        return database.sql(ADD)
                .bind("number", seal.number())
                .bind("sealedAt", seal.sealedAt())
                .bind("entryIds", Arrays.stream(seal.entryIds()).boxed().toArray(Long[]::new))
                .bind("rowHashes", seal.rowHashes())
                .bind("previous", seal.previous())
                .bind("hash", seal.hash())
                .then();
    }
}
