package org.medalliance.telemedicine.schedule;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Weekly hours as they are stored. */
@Repository
class Desks {

    private static final String COLUMNS = "expert, provider, specialty, weekday, begins, ends, slot_minutes";

    private static final String OF_EXPERTS = """
            select %s from weekly_hours where alliance_id = :alliance and expert = any (:experts)
             order by expert, weekday, begins
            """.formatted(COLUMNS);

    private static final String OF_DESK = """
            select %s from weekly_hours
             where alliance_id = :alliance and provider = :provider and specialty = :specialty
             order by expert, weekday, begins
            """.formatted(COLUMNS);

    private static final String CLEAR =
            "delete from weekly_hours where alliance_id = :alliance and expert = any (:experts)";

    private static final String ADD = """
            insert into weekly_hours (alliance_id, expert, weekday, begins, ends, provider, specialty, slot_minutes)
            values (:alliance, :expert, :weekday, :begins, :ends, :provider, :specialty, :slotMinutes)
            """;

    private final AllianceDatabase database;

    Desks(AllianceDatabase database) {
        this.database = database;
    }

    Mono<List<WeeklyHours>> ofExperts(Scope scope, Collection<String> experts) {
        return database.sql(scope, OF_EXPERTS)
                .filter(statement -> statement.fetchSize(100))
                .bind("experts", experts.toArray(String[]::new))
                .map(Desks::hours)
                .all()
                .collectList();
    }

    Mono<List<WeeklyHours>> ofDesk(Scope scope, String provider, String specialty) {
        return database.sql(scope, OF_DESK)
                .filter(statement -> statement.fetchSize(100))
                .bind("provider", provider)
                .bind("specialty", specialty)
                .map(Desks::hours)
                .all()
                .collectList();
    }

    /** Puts these in the place of all hours of the experts. */
    Mono<Void> replace(Scope scope, Collection<String> experts, List<WeeklyHours> hours) {
        return database.sql(scope, CLEAR)
                .bind("experts", experts.toArray(String[]::new))
                .then()
                .thenMany(Flux.fromIterable(hours).concatMap(it -> add(scope, it)))
                .then();
    }

    private Mono<Void> add(Scope scope, WeeklyHours hours) {
        return database.sql(scope, ADD)
                .bind("expert", hours.expert())
                .bind("weekday", (short) hours.weekday().getValue())
                .bind("begins", hours.begins())
                .bind("ends", hours.ends())
                .bind("provider", hours.provider())
                .bind("specialty", hours.specialty())
                .bind("slotMinutes", hours.slotMinutes())
                .then();
    }

    private static WeeklyHours hours(Readable row) {
        return new WeeklyHours(
                requireNonNull(row.get("expert", String.class)),
                requireNonNull(row.get("provider", String.class)),
                requireNonNull(row.get("specialty", String.class)),
                DayOfWeek.of(requireNonNull(row.get("weekday", Short.class))),
                requireNonNull(row.get("begins", LocalTime.class)),
                requireNonNull(row.get("ends", LocalTime.class)),
                requireNonNull(row.get("slot_minutes", Integer.class)));
    }
}
