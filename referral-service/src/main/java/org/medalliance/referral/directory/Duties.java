package org.medalliance.referral.directory;

import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Who is on duty at this moment, in many hospitals at once. */
@Repository
public class Duties {

    /** One value, however many shifts there are; a duty may have begun yesterday. */
    private static final String DUTIES = """
            select coalesce(jsonb_agg(jsonb_build_object(
                       'institution', r.institution, 'unit', r.unit, 'weekday', r.weekday,
                       'from', r.content ->> 'from', 'to', r.content ->> 'to', 'onDuty', p.id,
                       'name', p.content ->> 'name') order by r.id), '[]')::text
              from roster r
                   join practitioner p
                     on p.alliance_id = r.alliance_id and p.id = r.content ->> 'onDuty' and p.active
             where r.alliance_id = :alliance and r.institution = any (:institutions) and r.active
               and r.unit = any (:units) and r.weekday = any (:days)
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final Clock clock;

    Duties(AllianceDatabase database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.clock = clock;
    }

    /**
     * @param unit department code, centre or DUTY_OFFICE
     * @param onDuty the directory's id
     */
    public record OnDuty(
            String institution, String unit, String weekday, String from, String to, String onDuty, String name) {}

    /** Those on duty now, the first of each unit first. */
    public record Now(List<OnDuty> duties) {

        public @Nullable OnDuty first(String institution, String unit) {
            return duties.stream()
                    .filter(it ->
                            it.institution().equals(institution) && it.unit().equals(unit))
                    .findFirst()
                    .orElse(null);
        }
    }

    public Mono<Now> now(Scope scope, Collection<String> institutions, Collection<String> units) {
        var now = clock.instant();
        return database.sql(scope, DUTIES)
                .bind("institutions", institutions.toArray(String[]::new))
                .bind("units", units.toArray(String[]::new))
                .bind("days", DutyClock.weekdays(now).toArray(String[]::new))
                .map(row -> row.get(0, String.class))
                .one()
                .map(text -> new Now(Arrays.stream(json.readValue(text, OnDuty[].class))
                        .filter(it -> DutyClock.covers(it.weekday(), it.from(), it.to(), now))
                        .toList()));
    }
}
