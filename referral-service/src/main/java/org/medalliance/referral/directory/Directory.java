package org.medalliance.referral.directory;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Remembered;
import org.medalliance.platform.access.Scope;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What staffing has published of the directory, as far as this service reads it. A row that left the directory stays
 * with its sequence, so that a late event cannot bring it back, and is read no more.
 */
@Repository
public class Directory {

    private static final String PUT_INSTITUTION = """
            insert into institution (alliance_id, id, sequence, active, kind, content)
            values (:alliance, :id, :sequence, :active, :kind, cast(:content as jsonb))
            on conflict (alliance_id, id) do update
               set sequence = excluded.sequence, active = excluded.active, kind = excluded.kind,
                   content = excluded.content
             where institution.sequence < excluded.sequence
            """;

    private static final String PUT_PRACTITIONER = """
            insert into practitioner (alliance_id, id, sequence, active, content)
            values (:alliance, :id, :sequence, :active, cast(:content as jsonb))
            on conflict (alliance_id, id) do update
               set sequence = excluded.sequence, active = excluded.active, content = excluded.content
             where practitioner.sequence < excluded.sequence
            """;

    private static final String PUT_ROSTER = """
            insert into roster (alliance_id, id, sequence, active, institution, content)
            values (:alliance, :id, :sequence, :active, :institution, cast(:content as jsonb))
            on conflict (alliance_id, id) do update
               set sequence = excluded.sequence, active = excluded.active, institution = excluded.institution,
                   content = excluded.content
             where roster.sequence < excluded.sequence
            """;

    private static final String INSTITUTION =
            "select content::text from institution where alliance_id = :alliance and id = :id and active";

    private static final String INSTITUTIONS =
            "select content::text from institution where alliance_id = :alliance and active order by id limit 200";

    private static final String HOSPITALS = """
            select content::text from institution
             where alliance_id = :alliance and active and kind = 'HOSPITAL' order by id limit 200
            """;

    private static final String HOSPITALS_WITH = """
            select content::text from institution
             where alliance_id = :alliance and active and kind = 'HOSPITAL'
               and content -> 'departments' @> cast(:department as jsonb) order by id limit 200
            """;

    private static final String PRACTITIONER =
            "select content::text from practitioner where alliance_id = :alliance and id = :id and active";

    private static final String ROSTERS = """
            select content::text from roster
             where alliance_id = :alliance and institution = :institution and active
               and unit = :unit order by id limit 200
            """;

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final Remembered<Institution> kept = new Remembered<>(KEPT);

    Directory(AllianceDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /**
     * @param kind HOSPITAL or CLINIC
     * @param latitude decimal degrees
     * @param longitude decimal degrees
     */
    public record Institution(
            String id,
            String name,
            String shortName,
            String kind,
            boolean lead,
            @Nullable String township,
            double latitude,
            double longitude,
            List<Department> departments,
            List<String> capabilities,
            List<Hours> openingHours) {

        /** One that was kept before hours were read has none. */
        @SuppressWarnings("NullAway")
        public Institution {
            openingHours = openingHours == null ? List.of() : List.copyOf(openingHours);
        }

        public @Nullable Department department(String code) {
            return departments.stream()
                    .filter(it -> it.code().equals(code))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * @param weekday MON to SUN
     * @param from local time in the county, such as 08:00
     */
    public record Hours(String weekday, String from, String to) {}

    public record Department(String code, String name, String specialty, int beds) {}

    public record Practitioner(
            String id, String name, String title, List<String> specialties, String institution, String department) {}

    /**
     * A weekly duty; one whose end is not after its start ends on the next day.
     *
     * @param unit department code, centre or DUTY_OFFICE
     * @param weekday MON to SUN
     * @param from local time in the county, such as 08:00
     */
    public record Roster(
            String id,
            String institution,
            String unit,
            String weekday,
            String from,
            String to,
            String onDuty,
            List<String> chain) {}

    Mono<Long> put(Scope scope, long sequence, boolean active, Institution it) {
        return database.sql(scope, PUT_INSTITUTION)
                .bind("id", it.id())
                .bind("sequence", sequence)
                .bind("active", active)
                .bind("kind", it.kind())
                .bind("content", json.writeValueAsString(it))
                .fetch()
                .rowsUpdated()
                .delayUntil(_ -> kept.forget(scope));
    }

    Mono<Long> put(Scope scope, long sequence, boolean active, Practitioner it) {
        return database.sql(scope, PUT_PRACTITIONER)
                .bind("id", it.id())
                .bind("sequence", sequence)
                .bind("active", active)
                .bind("content", json.writeValueAsString(it))
                .fetch()
                .rowsUpdated();
    }

    Mono<Long> put(Scope scope, long sequence, boolean active, Roster it) {
        return database.sql(scope, PUT_ROSTER)
                .bind("id", it.id())
                .bind("sequence", sequence)
                .bind("active", active)
                .bind("institution", it.institution())
                .bind("content", json.writeValueAsString(it))
                .fetch()
                .rowsUpdated();
    }

    /** As it was five seconds ago at most: each submit asks for its hospital, and the directory changes seldom. */
    public Mono<Institution> institution(Scope scope, String id) {
        return kept.get(
                scope,
                id,
                read(database.sql(scope, INSTITUTION).bind("id", id), Institution.class)
                        .next());
    }

    /** The first 200 by id. */
    public Flux<Institution> institutions(Scope scope) {
        return read(database.sql(scope, INSTITUTIONS), Institution.class);
    }

    /** The first 200 by id. */
    public Flux<Institution> hospitals(Scope scope) {
        return read(database.sql(scope, HOSPITALS), Institution.class);
    }

    /** Hospitals with a department of this specialty. */
    public Flux<Institution> hospitals(Scope scope, String specialty) {
        var department = "[{\"specialty\": %s}]".formatted(json.writeValueAsString(specialty));
        return read(database.sql(scope, HOSPITALS_WITH).bind("department", department), Institution.class);
    }

    public Mono<Practitioner> practitioner(Scope scope, String id) {
        return read(database.sql(scope, PRACTITIONER).bind("id", id), Practitioner.class)
                .next();
    }

    public Flux<Roster> rosters(Scope scope, String institution, String unit) {
        return read(
                database.sql(scope, ROSTERS).bind("institution", institution).bind("unit", unit), Roster.class);
    }

    private <T> Flux<T> read(GenericExecuteSpec spec, Class<T> type) {
        return spec.map(row -> row.get(0, String.class)).all().map(text -> json.readValue(text, type));
    }
}
