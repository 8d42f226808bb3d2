package org.medalliance.referral.attachment;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.referral.attachment.Attachment.FileDetails;
import org.medalliance.referral.attachment.Attachment.Strike;
import org.medalliance.referral.attachment.Attachment.Uploader;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Files of referrals as they are stored, without their contents; names, keys and reasons are sealed. */
@Repository
class Attachments {

    private static final String COLUMNS = """
            id, alliance_id, referral_id, kind, size, chunks, details, subject, institution, practitioner, uploaded_at,
            struck_at, strike_reason""";

    private static final String ADD = """
            insert into attachment (id, alliance_id, referral_id, kind, size, chunks, details, subject, institution,
                                    practitioner, uploaded_at)
            values (:id, :alliance, :referral, :kind, :size, :chunks, :details, :subject, :institution, :practitioner,
                    :at)
            """;

    /** Held to the end of the transaction: who adds to one referral sees what others have added. */
    private static final String ONE_BY_ONE =
            "select pg_advisory_xact_lock(hashtextextended(:alliance || :referral, 0)) is null as locked";

    private static final String TAKEN = """
            select count(*) as files, cast(coalesce(sum(size), 0) as bigint) as bytes from attachment
             where alliance_id = :alliance and referral_id = :referral
            """;

    private static final String LIST = """
            select %s from attachment where alliance_id = :alliance and referral_id = :referral
             order by uploaded_at, id limit 200
            """.formatted(COLUMNS);

    private static final String FIND = """
            select %s from attachment where alliance_id = :alliance and referral_id = :referral and id = :id
            """.formatted(COLUMNS);

    private static final String STRIKE = """
            update attachment set struck_at = :at, strike_reason = :reason
             where alliance_id = :alliance and id = :id and struck_at is null
            """;

    private static final SealedTable DETAILS = new SealedTable("attachment", "details");

    private static final SealedTable REASONS = new SealedTable("attachment", "strike_reason");

    private final AllianceDatabase database;
    private final FieldCipher cipher;
    private final JsonMapper json;

    Attachments(AllianceDatabase database, FieldCipher cipher, JsonMapper json) {
        this.database = database;
        this.cipher = cipher;
        this.json = json;
    }

    /** With it the keys of all contents are sealed anew, and no content need be touched. */
    @Bean
    static SealedTable sealedAttachments() {
        return DETAILS;
    }

    @Bean
    static SealedTable sealedStrikes() {
        return REASONS;
    }

    /** What a referral's files take. */
    record Taken(long files, long bytes) {}

    Mono<Void> add(Attachment it) {
        return database.sql(it.scope(), ADD)
                .bind("id", it.id())
                .bind("referral", it.referral())
                .bind("kind", it.kind().name())
                .bind("size", it.size())
                .bind("chunks", it.chunks())
                .bind("details", cipher.encrypt(DETAILS.context(it.id()), json.writeValueAsString(it.details())))
                .bind("subject", it.by().subject())
                .bind("institution", it.by().institution())
                .bind("practitioner", Values.orNull(it.by().practitioner()))
                .bind("at", it.uploadedAt())
                .then();
    }

    /** With the lock, in a transaction that is going to add. */
    Mono<Taken> takenForNow(Scope scope, UUID referral) {
        return database.sql(scope, ONE_BY_ONE)
                .bind("referral", referral.toString())
                .fetch()
                .first()
                .then(Mono.defer(() -> taken(scope, referral)));
    }

    Mono<Taken> taken(Scope scope, UUID referral) {
        return database.sql(scope, TAKEN)
                .bind("referral", referral)
                .mapProperties(Taken.class)
                .one();
    }

    /** The oldest first. */
    Flux<Attachment> of(Scope scope, UUID referral) {
        return database.sql(scope, LIST)
                .bind("referral", referral)
                .map(this::attachment)
                .all();
    }

    Mono<Attachment> find(Scope scope, UUID referral, UUID id) {
        return database.sql(scope, FIND)
                .bind("referral", referral)
                .bind("id", id)
                .map(this::attachment)
                .one();
    }

    /** False when it was struck out before. */
    Mono<Boolean> strike(Attachment it, Strike strike) {
        return database.sql(it.scope(), STRIKE)
                .bind("id", it.id())
                .bind("at", strike.at())
                .bind("reason", cipher.encrypt(REASONS.context(it.id()), strike.reason()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Attachment attachment(Readable row) {
        var id = requireNonNull(row.get("id", UUID.class));
        var details = cipher.decrypt(DETAILS.context(id), text(row, "details"));
        return new Attachment(
                id,
                text(row, "alliance_id"),
                requireNonNull(row.get("referral_id", UUID.class)),
                Kind.valueOf(text(row, "kind")),
                requireNonNull(row.get("size", Long.class)),
                requireNonNull(row.get("chunks", Integer.class)),
                json.readValue(details, FileDetails.class),
                new Uploader(text(row, "subject"), text(row, "institution"), row.get("practitioner", String.class)),
                requireNonNull(row.get("uploaded_at", Instant.class)),
                strike(row, id));
    }

    private @Nullable Strike strike(Readable row, UUID id) {
        var at = row.get("struck_at", Instant.class);
        return at == null ? null : new Strike(cipher.decrypt(REASONS.context(id), text(row, "strike_reason")), at);
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }
}
