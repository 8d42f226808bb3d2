package org.medalliance.telemedicine.schedule;

import java.util.Collection;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** When experts are away on visiting days. */
@Repository
class Absences {

    private static final String PUT = """
            insert into expert_absence (alliance_id, visiting_day_id, sequence, expert, during, called_off)
            values (:alliance, :id, :sequence, :expert, tstzrange(:startsAt, :endsAt), false)
            on conflict (alliance_id, visiting_day_id) do update
               set (sequence, expert, during, called_off)
                 = (excluded.sequence, excluded.expert, excluded.during, false)
             where expert_absence.sequence < excluded.sequence
            """;

    private static final String CALL_OFF = """
            update expert_absence set sequence = :sequence, called_off = true
             where alliance_id = :alliance and visiting_day_id = :id and sequence < :sequence
            """;

    private static final String ANY = """
            select exists (select 1 from expert_absence
                            where alliance_id = :alliance and expert = any (:experts) and not called_off
                              and during && tstzrange(:startsAt, :endsAt))
            """;

    private final AllianceDatabase database;

    Absences(AllianceDatabase database) {
        this.database = database;
    }

    /** Answers whether it was news. */
    Mono<Boolean> put(Scope scope, UUID visitingDay, long sequence, String expert, Span away) {
        return database.sql(scope, PUT)
                .bind("id", visitingDay)
                .bind("sequence", sequence)
                .bind("expert", expert)
                .bind("startsAt", away.startsAt())
                .bind("endsAt", away.endsAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Answers whether it was news. */
    Mono<Boolean> callOff(Scope scope, UUID visitingDay, long sequence) {
        return database.sql(scope, CALL_OFF)
                .bind("id", visitingDay)
                .bind("sequence", sequence)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Boolean> any(Scope scope, Collection<String> experts, Span span) {
        return database.sql(scope, ANY)
                .bind("experts", experts.toArray(String[]::new))
                .bind("startsAt", span.startsAt())
                .bind("endsAt", span.endsAt())
                .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .one();
    }
}
