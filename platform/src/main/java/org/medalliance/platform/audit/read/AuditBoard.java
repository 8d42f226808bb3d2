package org.medalliance.platform.audit.read;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.audit.chain.AuditRow;
import org.medalliance.platform.web.Page;
import org.medalliance.platform.web.PageRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The trail of one alliance, newest first. */
@Component
class AuditBoard {

    private static final String TRAIL = """
            select * from audit_entry
             where alliance_id = :alliance
               and (cast(:from as timestamptz) is null or at >= :from)
               and (cast(:to as timestamptz) is null or at < :to)
               and (cast(:subject as text) is null or subject = :subject)
               and (cast(:institution as text) is null or institution = :institution)
               and (cast(:caseId as uuid) is null or case_ids @> array[cast(:caseId as uuid)])
               and (cast(:action as text) is null or action = :action)
               and (cast(:basis as text) is null or basis = :basis)
               and (at, id) < (:at, :id)
             order by at desc, id desc limit :limit
            """;

    private static final String ABOUT = """
            select * from audit_entry
             where alliance_id = :alliance and case_ids && :cases and (at, id) < (:at, :id)
             order by at desc, id desc limit :limit
            """;

    private final AllianceDatabase database;
    private final @Nullable CaseFamily family;

    AuditBoard(AllianceDatabase database, ObjectProvider<CaseFamily> family) {
        this.database = database;
        this.family = family.getIfAvailable();
    }

    /** What is asked for; null where all are. */
    record Wanted(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String subject,
            @Nullable String institution,
            @Nullable UUID caseId,
            @Nullable String action,
            @Nullable String basis) {}

    /** @param caseIds those that were acted upon or shown */
    record AuditLine(
            long id,
            Instant at,
            String subject,
            @Nullable String practitioner,
            String institution,
            List<String> roles,
            String action,
            @Nullable String caseType,
            List<UUID> caseIds,
            String basis,
            String purpose,
            @Nullable String requestId,
            String outcome,
            @Nullable String refusal) {

        private static AuditLine of(AuditRow row) {
            return new AuditLine(
                    row.id(),
                    row.at(),
                    row.subject(),
                    row.practitioner(),
                    row.institution(),
                    row.roles(),
                    row.action(),
                    row.caseType(),
                    row.caseIds(),
                    row.basis(),
                    row.purpose(),
                    row.requestId(),
                    row.outcome(),
                    row.refusal());
        }

        /** Of a list that was shown, only what the report is about. */
        private AuditLine only(List<UUID> cases) {
            var shown = caseIds.stream().filter(cases::contains).toList();
            return new AuditLine(
                    id,
                    at,
                    subject,
                    practitioner,
                    institution,
                    roles,
                    action,
                    caseType,
                    shown,
                    basis,
                    purpose,
                    requestId,
                    outcome,
                    refusal);
        }

        /** An entry's number in the place of a case's id, so that one form of cursor serves all lists. */
        private PageRequest.Position position() {
            return new PageRequest.Position(at, new UUID(0, id));
        }
    }

    Mono<Page<AuditLine>> trail(Scope scope, Wanted wanted, PageRequest page) {
        var spec = database.sql(scope, TRAIL)
                .bind("from", Values.orNull(wanted.from(), Instant.class))
                .bind("to", Values.orNull(wanted.to(), Instant.class))
                .bind("subject", Values.orNull(wanted.subject()))
                .bind("institution", Values.orNull(wanted.institution()))
                .bind("caseId", Values.orNull(wanted.caseId(), UUID.class))
                .bind("action", Values.orNull(wanted.action()))
                .bind("basis", Values.orNull(wanted.basis()));
        return lines(spec, page);
    }

    /** Who has changed, seen or asked for a case, or for any of what belongs to it. */
    Mono<Page<AuditLine>> about(Scope scope, UUID caseId, PageRequest page) {
        return family(scope, caseId)
                .flatMap(cases -> lines(database.sql(scope, ABOUT).bind("cases", cases.toArray(UUID[]::new)), page)
                        .map(found -> found.map(it -> it.only(cases))));
    }

    private Mono<List<UUID>> family(Scope scope, UUID id) {
        return family == null ? Mono.just(List.of(id)) : family.of(scope, id);
    }

    private static Mono<Page<AuditLine>> lines(GenericExecuteSpec spec, PageRequest page) {
        return spec.bind("at", page.before().at())
                .bind("id", page.before().id().getLeastSignificantBits())
                .bind("limit", page.limit() + 1)
                .map(row -> AuditLine.of(AuditRow.of(row)))
                .all()
                .collectList()
                .map(rows -> Page.of(rows, page, AuditLine::position));
    }
}
