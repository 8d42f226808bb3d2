package org.medalliance.staffing.directory;

import java.time.Instant;
import java.util.List;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Storage of the directory. Lists come in pages below the 256 rows from which a cancelled read harms its connection. */
@Repository
class DirectoryRows {

    /** Held to the end of the transaction: imports of one alliance follow one another. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('directory/' || :alliance, 0)) is null as locked";

    /** One value, however large the directory is. */
    private static final String SNAPSHOT = """
            select coalesce(jsonb_agg(jsonb_build_object(
                       'section', section, 'version', version, 'active', active, 'body', body)), '[]')::text
              from directory_row where alliance_id = :alliance
            """;

    /** Each row by compare-and-set on its version: whole, or not. */
    private static final String WRITE = """
            insert into directory_row (alliance_id, section, id, version, active, body, changed_at)
            select :alliance, r.section, r.id, r.version, r.active, r.body, :now
              from jsonb_to_recordset(cast(:rows as jsonb))
                   as r(section text, id text, version bigint, active boolean, body jsonb)
            on conflict (alliance_id, section, id) do update
               set version = excluded.version, active = excluded.active, body = excluded.body,
                   changed_at = excluded.changed_at
             where directory_row.version = excluded.version - 1
            """;

    private static final String FIND = """
            select body::text from directory_row
             where alliance_id = :alliance and section = :section and id = :id and active
            """;

    private static final String FIND_SOME = """
            select body::text from directory_row
             where alliance_id = :alliance and section = :section and id = any (:ids) and active limit 200
            """;

    private static final String INSTITUTIONS = """
            select body::text from directory_row
             where alliance_id = :alliance and section = 'INSTITUTIONS' and active and id > :after
               and (:kind = '' or body ->> 'kind' = :kind)
             order by id limit :limit
            """;

    private static final String LEADS = """
            select id from directory_row
             where alliance_id = :alliance and section = 'INSTITUTIONS' and active and (body ->> 'lead')::boolean
             order by id limit 10
            """;

    private static final String PRACTITIONERS = """
            select body::text from directory_row
             where alliance_id = :alliance and section = 'PRACTITIONERS' and active and id > :after
               and (:institution = '' or body ->> 'institution' = :institution)
               and (:specialty = '' or jsonb_exists(body -> 'specialties', :specialty))
             order by id limit :limit
            """;

    private static final String SHIFTS = """
            select body::text from directory_row
             where alliance_id = :alliance and section = 'ROSTERS' and active and id > :after
               and (:institution = '' or body ->> 'institution' = :institution)
               and (:unit = '' or body ->> 'unit' = :unit)
             order by id limit :limit
            """;

    private static final String SHIFTS_OF_DAYS = """
            select body::text from directory_row
             where alliance_id = :alliance and section = 'ROSTERS' and active
               and body ->> 'institution' = :institution and body ->> 'unit' = :unit
               and body ->> 'weekday' in (:today, :yesterday)
             order by id limit 200
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;

    DirectoryRows(AllianceDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Snapshot> lock(Scope scope) {
        return database.sql(scope, LOCK).fetch().first().then(Mono.defer(() -> snapshot(scope)));
    }

    private Mono<Snapshot> snapshot(Scope scope) {
        return database.sql(scope, SNAPSHOT)
                .map(row -> row.get(0, String.class))
                .one()
                .map(text -> new Snapshot(
                        json.readTree(text).valueStream().map(this::stored).toList()));
    }

    private Snapshot.Stored stored(JsonNode node) {
        var section = Section.valueOf(node.get("section").asString());
        return new Snapshot.Stored(
                section,
                node.get("version").asLong(),
                node.get("active").asBoolean(),
                json.treeToValue(node.get("body"), section.rowType()));
    }

    private record Written(Section section, String id, long version, boolean active, DirectoryRow body) {}

    /** Fails with {@link Refusal.Stale} when any of the rows has moved on. */
    Mono<Void> write(Scope scope, List<Change> changes, Instant now) {
        var rows = changes.stream()
                .map(it -> new Written(it.section(), it.row().id(), it.version(), it.active(), it.row()))
                .toList();
        return database.sql(scope, WRITE)
                .bind("rows", json.writeValueAsString(rows))
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .filter(written -> written == changes.size())
                .switchIfEmpty(Mono.error(Refusal.Stale::new))
                .then();
    }

    Mono<Institution> institution(Scope scope, String id) {
        return find(scope, Section.INSTITUTIONS, id).cast(Institution.class);
    }

    Mono<Practitioner> practitioner(Scope scope, String id) {
        return find(scope, Section.PRACTITIONERS, id).cast(Practitioner.class);
    }

    private Mono<DirectoryRow> find(Scope scope, Section section, String id) {
        return database.sql(scope, FIND)
                .bind("section", section.name())
                .bind("id", id)
                .map(row -> row.get(0, String.class))
                .one()
                .map(text -> json.readValue(text, section.rowType()));
    }

    /**
     * @param ids at most 200
     */
    Flux<Practitioner> practitioners(Scope scope, List<String> ids) {
        return database.sql(scope, FIND_SOME)
                .bind("section", Section.PRACTITIONERS.name())
                .bind("ids", ids.toArray(String[]::new))
                .map(row -> row.get(0, String.class))
                .all()
                .map(text -> json.readValue(text, Practitioner.class));
    }

    Flux<String> leads(Scope scope) {
        return database.sql(scope, LEADS).map(row -> row.get(0, String.class)).all();
    }

    Flux<Institution> institutions(Scope scope, Slice slice, String kind) {
        return slice.bind(database.sql(scope, INSTITUTIONS))
                .bind("kind", kind)
                .map(row -> row.get(0, String.class))
                .all()
                .map(text -> json.readValue(text, Institution.class));
    }

    Flux<Practitioner> practitioners(Scope scope, Slice slice, String institution, String specialty) {
        return slice.bind(database.sql(scope, PRACTITIONERS))
                .bind("institution", institution)
                .bind("specialty", specialty)
                .map(row -> row.get(0, String.class))
                .all()
                .map(text -> json.readValue(text, Practitioner.class));
    }

    Flux<Shift> shifts(Scope scope, Slice slice, String institution, String unit) {
        return slice.bind(database.sql(scope, SHIFTS))
                .bind("institution", institution)
                .bind("unit", unit)
                .map(row -> row.get(0, String.class))
                .all()
                .map(text -> json.readValue(text, Shift.class));
    }

    /** A unit's shifts that begin on either of the days. */
    Flux<Shift> shifts(Scope scope, String institution, String unit, Weekday today, Weekday yesterday) {
        return database.sql(scope, SHIFTS_OF_DAYS)
                .bind("institution", institution)
                .bind("unit", unit)
                .bind("today", today.name())
                .bind("yesterday", yesterday.name())
                .map(row -> row.get(0, String.class))
                .all()
                .map(text -> json.readValue(text, Shift.class));
    }
}
