package org.medalliance.referral.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Beds as the hospitals report them to staffing, less those that referrals were promised since: reported − held. What a
 * hospital has never reported is unknown, which is not none.
 */
@Repository
public class Beds {

    private static final String PUT = """
            insert into bed_board (alliance_id, institution, sequence, departments)
            values (:alliance, :institution, :sequence, cast(:departments as jsonb))
            on conflict (alliance_id, institution) do update
               set sequence = excluded.sequence, departments = excluded.departments
             where bed_board.sequence < excluded.sequence
            """;

    private static final String HOLD = """
            insert into bed_hold (case_id, alliance_id, institution, department, held_since)
            values (:case, :alliance, :institution, :department, :since)
            on conflict (case_id) do update
               set institution = excluded.institution, department = excluded.department,
                   held_since = excluded.held_since
            """;

    private static final String RELEASE = "delete from bed_hold where alliance_id = :alliance and case_id = :case";

    /** One value, however many departments there are; a hold that is older than the report is in the report. */
    private static final String COUNTS = """
            select coalesce(jsonb_agg(jsonb_build_object(
                       'institution', b.institution, 'department', d.department, 'total', d.total, 'free', d.free,
                       'diverting', coalesce(d.diverting, false), 'reportedAt', d."reportedAt",
                       'held', (select count(*) from bed_hold h
                                 where h.alliance_id = b.alliance_id and h.institution = b.institution
                                   and h.department = d.department
                                   and h.held_since > cast(d."reportedAt" as timestamptz)))), '[]')::text
              from bed_board b
                   cross join lateral jsonb_to_recordset(b.departments)
                        as d (department text, total int, free int, diverting boolean, "reportedAt" text)
             where b.alliance_id = :alliance and b.institution = any (:institutions)
               and d.department = any (:departments)
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final BedSettings settings;
    private final Clock clock;

    Beds(AllianceDatabase database, JsonMapper json, BedSettings settings, Clock clock) {
        this.database = database;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.settings = settings;
        this.clock = clock;
    }

    /** Of one institution, every department that it has ever reported. */
    record Board(String institution, List<Report> departments) {

        /** @param diverting whether the department asks that nobody be sent to it for now */
        record Report(String department, int total, int free, boolean diverting, Instant reportedAt) {}
    }

    private record Row(
            String institution,
            String department,
            int total,
            int free,
            boolean diverting,
            Instant reportedAt,
            int held) {}

    /**
     * @param free what is left of the reported ones; never below 0
     * @param stale whether the report is too old to be believed
     */
    public record FreeBeds(int total, int free, boolean diverting, Instant reportedAt, int ageMinutes, boolean stale) {

        /** For what a hospital said of itself too long ago nobody is kept away from it. */
        public boolean turnsAway() {
            return !stale && diverting;
        }
    }

    /** By institution and department; what was never reported is not in it. */
    public static final class Counts {

        private final Map<String, Map<String, FreeBeds>> known = new HashMap<>();

        public @Nullable FreeBeds of(String institution, @Nullable String department) {
            return known.getOrDefault(institution, Map.of()).get(department);
        }
    }

    Mono<Long> put(Scope scope, long sequence, Board board) {
        return database.sql(scope, PUT)
                .bind("institution", board.institution())
                .bind("sequence", sequence)
                .bind("departments", json.writeValueAsString(board.departments()))
                .fetch()
                .rowsUpdated();
    }

    /** A bed of that department is for this case, and for no other that it held before. */
    public Mono<Long> hold(Scope scope, UUID referral, String institution, String department, Instant since) {
        return database.sql(scope, HOLD)
                .bind("case", referral)
                .bind("institution", institution)
                .bind("department", department)
                .bind("since", since)
                .fetch()
                .rowsUpdated();
    }

    public Mono<Long> release(Scope scope, UUID referral) {
        return database.sql(scope, RELEASE).bind("case", referral).fetch().rowsUpdated();
    }

    public Mono<Counts> counts(Scope scope, Collection<String> institutions, Collection<String> departments) {
        return database.sql(scope, COUNTS)
                .bind("institutions", institutions.toArray(String[]::new))
                .bind("departments", departments.toArray(String[]::new))
                .map(row -> row.get(0, String.class))
                .one()
                .map(text -> counts(json.readValue(text, Row[].class)));
    }

    private Counts counts(Row[] rows) {
        var now = clock.instant();
        var counts = new Counts();
        for (var row : rows) {
            counts.known
                    .computeIfAbsent(row.institution(), _ -> new HashMap<>())
                    .put(row.department(), free(row, now));
        }
        return counts;
    }

    private FreeBeds free(Row row, Instant now) {
        var age = Duration.between(row.reportedAt(), now);
        return new FreeBeds(
                row.total(),
                Math.max(0, row.free() - row.held()),
                row.diverting(),
                row.reportedAt(),
                (int) Math.max(0, age.toMinutes()),
                age.compareTo(settings.staleAfter()) > 0);
    }
}
