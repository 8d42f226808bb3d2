package org.medalliance.platform.audit.chain;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
        @Nullable String refusal) {

    /** From {@code select * from audit_entry}. */
    public static AuditRow of(Readable row) {
        return new AuditRow(
                given(row, "id", Long.class),
                given(row, "alliance_id", String.class),
                given(row, "at", Instant.class),
                given(row, "subject", String.class),
                row.get("practitioner", String.class),
                given(row, "institution", String.class),
                List.of(given(row, "roles", String[].class)),
                given(row, "action", String.class),
                row.get("case_type", String.class),
                List.of(given(row, "case_ids", UUID[].class)),
                given(row, "basis", String.class),
                given(row, "purpose", String.class),
                row.get("request_id", String.class),
                given(row, "outcome", String.class),
                row.get("refusal", String.class));
    }

    private static <T> T given(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
