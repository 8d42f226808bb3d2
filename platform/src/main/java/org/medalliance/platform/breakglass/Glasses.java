package org.medalliance.platform.breakglass;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.privacy.FieldCipher;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.platform.web.PageRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Emergency accesses as they are stored; what people wrote is sealed. */
@Component
class Glasses {

    private static final String COLUMNS = """
            id, case_type, case_id, case_number, subject, practitioner, institution, reason, explanation, broken_at,
            expires_at, verdict, review_comment, reviewed_by, reviewed_at""";

    private static final String ADD = """
            insert into break_glass (id, alliance_id, case_type, case_id, case_number, subject, practitioner,
                                     institution, reason, explanation, broken_at, expires_at)
            values (:id, :alliance, :caseType, :caseId, :caseNumber, :subject, :practitioner, :institution, :reason,
                    :explanation, :brokenAt, :expiresAt)
            """;

    private static final String HELD = """
            select true from break_glass
             where alliance_id = :alliance and case_id = :caseId and subject = :subject
               and institution = :institution and expires_at > :now limit 1
            """;

    private static final String FIND =
            "select %s from break_glass where alliance_id = :alliance and id = :id".formatted(COLUMNS);

    private static final String LIST = """
            select %s from break_glass
             where alliance_id = :alliance and (:all or verdict is null) and (broken_at, id) < (:at, :before)
             order by broken_at desc, id desc limit :limit
            """.formatted(COLUMNS);

    private static final String REVIEW = """
            update break_glass
               set verdict = :verdict, review_comment = :comment, reviewed_by = :by, reviewed_at = :now
             where alliance_id = :alliance and id = :id and verdict is null
            """;

    private final AllianceDatabase database;
    private final FieldCipher cipher;

    Glasses(AllianceDatabase database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    Mono<Void> add(Scope scope, Glass glass) {
        return database.sql(scope, ADD)
                .bind("id", glass.id())
                .bind("caseType", glass.about().type())
                .bind("caseId", glass.about().id())
                .bind("caseNumber", glass.about().number())
                .bind("subject", glass.subject())
                .bind("institution", glass.institution())
                .bind("reason", glass.reason().name())
                .bind("explanation", cipher.encrypt(context("explanation", glass.id()), glass.explanation()))
                .bind("brokenAt", glass.brokenAt())
                .bind("expiresAt", glass.expiresAt())
                .bind("practitioner", Values.orNull(glass.practitioner()))
                .then();
    }

    Mono<Boolean> isHeld(Actor actor, UUID caseId, Instant now) {
        return database.sql(actor.scope(), HELD)
                .bind("caseId", caseId)
                .bind("subject", actor.subject())
                .bind("institution", actor.institution())
                .bind("now", now)
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
    }

    Mono<Glass> find(Scope scope, UUID id) {
        return database.sql(scope, FIND).bind("id", id).map(this::glass).one();
    }

    Flux<Glass> list(Scope scope, boolean all, PageRequest page) {
        return database.sql(scope, LIST)
                .bind("all", all)
                .bind("at", page.before().at())
                .bind("before", page.before().id())
                .bind("limit", page.limit() + 1)
                .map(this::glass)
                .all();
    }

    /** False when somebody else was first. */
    Mono<Boolean> review(Scope scope, UUID id, Glass.Verdict verdict, String comment, String by, Instant now) {
        return database.sql(scope, REVIEW)
                .bind("id", id)
                .bind("verdict", verdict.name())
                .bind("comment", cipher.encrypt(context("review_comment", id), comment))
                .bind("by", by)
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Glass glass(Readable row) {
        var id = requireNonNull(row.get("id", UUID.class));
        var verdict = row.get("verdict", String.class);
        return new Glass(
                id,
                new CaseRef(
                        text(row, "case_type"),
                        requireNonNull(row.get("case_id", UUID.class)),
                        text(row, "case_number")),
                text(row, "subject"),
                row.get("practitioner", String.class),
                text(row, "institution"),
                Glass.Reason.valueOf(text(row, "reason")),
                cipher.decrypt(context("explanation", id), text(row, "explanation")),
                requireNonNull(row.get("broken_at", Instant.class)),
                requireNonNull(row.get("expires_at", Instant.class)),
                verdict == null ? null : Glass.Verdict.valueOf(verdict),
                opened(row, id),
                row.get("reviewed_by", String.class),
                row.get("reviewed_at", Instant.class));
    }

    private @Nullable String opened(Readable row, UUID id) {
        var comment = row.get("review_comment", String.class);
        return comment == null ? null : cipher.decrypt(context("review_comment", id), comment);
    }

    /** So that they are made anew when keys change. */
    @Bean
    static SealedTable sealedExplanations() {
        return new SealedTable("break_glass", "explanation");
    }

    @Bean
    static SealedTable sealedReviews() {
        return new SealedTable("break_glass", "review_comment");
    }

    private static String context(String column, UUID id) {
        return "break_glass." + column + "|" + id;
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }
}
