package org.medalliance.referral.indicator;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.web.PageRequest;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The cases of a selection with what is counted by, for who takes them away whole. */
@Repository
public class CaseRows {

    private static final String PAGE = CaseFacts.PAGE_OF_FACTS + """
            select id, number, direction, priority, pathway, specialty, state, closing, origin, destination, department,
                   patient_id, submitted_at, accepted_at, accept_due, declined_for, forwarded_for, arrived_at, closed_at,
                   coalesce(sent, false) or kept_at is not null as counts
              from fact order by submitted_at desc, id desc
            """;

    private final AllianceDatabase database;
    private final Clock clock;

    CaseRows(AllianceDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param counts false of what was never sent, such as a draft that was withdrawn
     */
    public record CaseRow(
            UUID id,
            String number,
            String direction,
            String priority,
            String pathway,
            String specialty,
            String state,
            @Nullable String closing,
            String origin,
            String destination,
            @Nullable String department,
            UUID patientId,
            Instant submittedAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant acceptDue,
            @Nullable String declinedFor,
            @Nullable String forwardedFor,
            @Nullable Instant arrivedAt,
            @Nullable Instant closedAt,
            boolean counts) {}

    /** Newest first, as many as the page takes while there are more. */
    public Mono<List<CaseRow>> page(CaseSelection selection, PageRequest page) {
        return database.sql(selection.scope(), PAGE)
                .bind("begin", selection.begin())
                .bind("end", selection.end())
                .bind("now", clock.instant())
                .bind("institution", Values.orNull(selection.institution()))
                .bind("direction", Values.nameOrNull(selection.direction()))
                .bind("at", page.before().at())
                .bind("before", page.before().id())
                .bind("limit", page.limit())
                .mapProperties(CaseRow.class)
                .all()
                .collectList();
    }
}
