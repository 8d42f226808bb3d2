package org.medalliance.platform.deadline;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What runs out next, for those who look at cases. */
@Component
public class DeadlineTimes {

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
