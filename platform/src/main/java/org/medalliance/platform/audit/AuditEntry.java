package org.medalliance.platform.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.util.context.Context;

/**
 * A row of the trail, before it is written.
 *
 * @param alliance empty for those who belong to none
 * @param action the operation's id, or the type of the event that a service acted upon
 * @param caseType null where the action is about no case
 * @param caseIds those that were acted upon or shown
 * @param refusal the problem's code, null when it was done
 */
public record AuditEntry(
        String alliance,
        Instant at,
        String subject,
        @Nullable String practitioner,
        String institution,
        List<String> roles,
        String action,
        @Nullable String caseType,
        List<UUID> caseIds,
        Basis basis,
        Purpose purpose,
        @Nullable String requestId,
        @Nullable String refusal) {

    private static final String COLUMNS = """
            insert into audit_entry (alliance_id, at, subject, practitioner, institution, roles, action, case_type,
                                     case_ids, basis, purpose, request_id, outcome, refusal)
            select :entryAlliance, :entryAt, :entrySubject, :entryPractitioner, :entryInstitution, :entryRoles,
                   :entryAction, :entryCaseType, :entryCaseIds, :entryBasis, :entryPurpose, :entryRequestId,
                   :entryOutcome, :entryRefusal
            """;

    private static final String QUEUED = """
            returning id)
            insert into audit_unsealed (entry_id) select id from entry
            """;

    /** Two more of a statement's data-modifying {@code with} queries: all happen or none. */
    public static final String BESIDE = ", entry as (" + COLUMNS
            + "returning id), unsealed as (insert into audit_unsealed (entry_id) select id from entry)";

    static final String ALONE = "with entry as (" + COLUMNS + QUEUED;

    static AuditEntry of(
            Actor actor,
            Instant at,
            String action,
            @Nullable String caseType,
            List<UUID> caseIds,
            Basis basis,
            @Nullable Occasion occasion,
            @Nullable String refusal) {
        return new AuditEntry(
                actor.alliance(),
                at,
                actor.subject(),
                actor.practitioner(),
                actor.institution(),
                actor.roles().stream().sorted().toList(),
                action,
                caseType,
                caseIds,
                basis,
                Purpose.of(occasion == null ? null : occasion.purpose(), actor, basis),
                occasion == null ? null : occasion.requestId(),
                refusal);
    }

    /** A service's own act upon an event. */
    public static AuditEntry ofEvent(String service, Scope scope, Instant at, String type, List<UUID> cases) {
        return ofService(service, scope, at, type, "event", cases);
    }

    static AuditEntry ofService(
            String service, Scope scope, Instant at, String action, String caseType, List<UUID> cases) {
        return new AuditEntry(
                scope.alliance(),
                at,
                service,
                null,
                "",
                List.of("service"),
                action,
                caseType,
                cases,
                Basis.SERVICE,
                Purpose.OPERATION,
                null,
                null);
    }

    /** Ends such a statement, for rows of its query {@code from} only: none of them, no entry. */
    public static String beside(String from) {
        return ", entry as (" + COLUMNS + " from " + from + " " + QUEUED;
    }

    /** The row's alliance, for the database's own lock. */
    Function<Context, Context> scope() {
        return alliance.isBlank() ? Function.identity() : new Scope(alliance).carried();
    }

    public GenericExecuteSpec bind(GenericExecuteSpec statement) {
        return statement
                .bind("entryAlliance", alliance)
                .bind("entryAt", at)
                .bind("entrySubject", subject)
                .bind("entryInstitution", institution)
                .bind("entryRoles", roles.toArray(String[]::new))
                .bind("entryAction", action)
                .bind("entryCaseIds", caseIds.toArray(UUID[]::new))
                .bind("entryBasis", basis.name())
                .bind("entryPurpose", purpose.name())
                .bind("entryOutcome", refusal == null ? "DONE" : "REFUSED")
                .bind("entryPractitioner", Values.orNull(practitioner))
                .bind("entryCaseType", Values.orNull(caseType))
                .bind("entryRequestId", Values.orNull(requestId))
                .bind("entryRefusal", Values.orNull(refusal));
    }
}
