package org.medalliance.referral.attachment;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.crypto.Tampered;
import org.medalliance.platform.web.CancelShield;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What files hold, as it is stored: sealed chunks. Each is written and read by a statement of its own, so that no
 * connection waits for a slow line; what is sealed and opened is so on threads of its own, so that no other request
 * waits for the cipher.
 */
@Repository
class Contents {

    private static final String BEGIN = """
            insert into attachment_content (id, alliance_id, referral_id, begun_at)
            values (:id, :alliance, :referral, :now)
            """;

    private static final String ADD = """
            insert into attachment_chunk (content_id, alliance_id, referral_id, position, sealed)
            values (:id, :alliance, :referral, :position, :sealed)
            """;

    private static final String READ = """
            select sealed from attachment_chunk
             where alliance_id = :alliance and content_id = :id and position = :position
            """;

    private static final String KEEP = """
            update attachment_content set kept = true where alliance_id = :alliance and id = :id and not kept
            """;

    private static final String DISCARD =
            "delete from attachment_content where alliance_id = :alliance and id = :id and not kept";

    private final AllianceDatabase database;
    private final Scheduler sealing;

    Contents(AllianceDatabase database, @Qualifier(AttachmentConfiguration.SEALING) Scheduler sealing) {
        this.database = database;
        this.sealing = sealing;
    }

    /** Where a file's content stands. */
    record ContentPlace(UUID id, Scope scope, UUID referral) {}

    Mono<Void> begin(ContentPlace place, Instant now) {
        return database.sql(place.scope(), BEGIN)
                .bind("id", place.id())
                .bind("referral", place.referral())
                .bind("now", now)
                .then();
    }

    /** Stored when it ends. */
    Mono<Void> add(ContentPlace place, ContentKey key, Chunk chunk) {
        return Mono.fromCallable(() -> key.seal(place.id(), chunk))
                .subscribeOn(sealing)
                .flatMap(bytes -> database.sql(place.scope(), ADD)
                        .bind("id", place.id())
                        .bind("referral", place.referral())
                        .bind("position", chunk.position())
                        .bind("sealed", bytes)
                        .then());
    }

    /**
     * One after the other, each when it is asked for.
     *
     * @throws Tampered when one is not there or not what was stored
     */
    Flux<byte[]> read(ContentPlace place, ContentKey key, int from, int chunks) {
        return Flux.range(from, chunks - from)
                .concatMap(position -> read(place, key, position, position == chunks - 1), 1);
    }

    /** A reader who goes away does not take the connection along. */
    Mono<byte[]> read(ContentPlace place, ContentKey key, int position, boolean last) {
        return CancelShield.shield(database.sql(place.scope(), READ)
                        .bind("id", place.id())
                        .bind("position", position)
                        .map(row -> requireNonNull(row.get("sealed", byte[].class)))
                        .one())
                .switchIfEmpty(Mono.error(Tampered::new))
                .publishOn(sealing)
                .map(bytes -> key.open(place.id(), position, last, bytes));
    }

    /** False when it is not there any more. */
    Mono<Boolean> keep(ContentPlace place) {
        return database.sql(place.scope(), KEEP)
                .bind("id", place.id())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Unless it is kept. */
    Mono<Void> discard(ContentPlace place) {
        return database.sql(place.scope(), DISCARD).bind("id", place.id()).then();
    }
}
