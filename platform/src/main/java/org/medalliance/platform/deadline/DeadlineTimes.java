package org.medalliance.platform.deadline;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What runs out next, for those who look at cases. */
@Component
public class DeadlineTimes {

    /** The columns that {@link #BESIDE} adds to a statement's rows. */
    public static final String COLUMNS =
            "due.case_id as due_case, due.name as due_name, due.next_step as due_step, due.due_at";

    /** For statements that list cases as {@code r}: what runs out next stands in the row, and costs no round trip. */
    public static final String BESIDE = """
            left join lateral (
                select d.case_id, d.name, d.next_step, d.due_at from deadline d
                 where d.alliance_id = r.alliance_id and d.case_id = r.id and d.due_at is not null
                 order by d.due_at limit 1) due on true
            """;

    private static final String NEXT = """
            select distinct on (case_id) case_id, name, next_step, due_at from deadline
             where alliance_id = :alliance and case_id = any (:cases) and due_at is not null
             order by case_id, due_at
            """;

    private final AllianceDatabase database;

    DeadlineTimes(AllianceDatabase database) {
        this.database = database;
    }

    /**
     * The limit of a case that runs out first.
     *
     * @param name of the limit, such as {@code triage}
     * @param step of its ladder that comes next, from 0
     */
    public record NextDue(UUID caseId, String name, int nextStep, Instant dueAt) {}

    /** Of a row with {@link #COLUMNS}; null where nothing runs out. */
    public static @Nullable NextDue of(Readable row) {
        var about = row.get("due_case", UUID.class);
        return about == null
                ? null
                : new NextDue(
                        about,
                        requireNonNull(row.get("due_name", String.class)),
                        requireNonNull(row.get("due_step", Integer.class)),
                        requireNonNull(row.get("due_at", Instant.class)));
    }

    /** By case; a case without a running limit is not in it. */
    public Mono<Map<UUID, NextDue>> next(Scope scope, Collection<UUID> cases) {
        return cases.isEmpty()
                ? Mono.just(Map.of())
                : database.sql(scope, NEXT)
                        .bind("cases", cases.toArray(UUID[]::new))
                        .mapProperties(NextDue.class)
                        .all()
                        .collectMap(NextDue::caseId);
    }
}
