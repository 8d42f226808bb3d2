package org.medalliance.platform.audit.chain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code audit_entry}, every column of it: a column that is not here is not protected.
 *
 * @param at to the microsecond, as the database keeps it
 */
public record AuditRow(
        long id,
        String alliance,
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
        @Nullable String refusal) {}
