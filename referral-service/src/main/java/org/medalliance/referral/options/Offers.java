package org.medalliance.referral.options;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Replicas of what the other services offer: doctors who come to a clinic, and free consult slots. */
@Repository
class Offers {

    private static final String PUT_DAY = """
            insert into visiting_day (alliance_id, id, sequence, clinic, practitioner, specialty, starts_at, ends_at,
                                      places, cancelled)
            values (:alliance, :id, :sequence, :clinic, :practitioner, :specialty, :startsAt, :endsAt, :places, false)
            on conflict (alliance_id, id) do update
               set sequence = excluded.sequence, clinic = excluded.clinic, practitioner = excluded.practitioner,
                   specialty = excluded.specialty, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                   places = excluded.places, cancelled = false
             where visiting_day.sequence < excluded.sequence
            """;

    private static final String CANCEL_DAY = """
            update visiting_day set cancelled = true, sequence = :sequence
             where alliance_id = :alliance and id = :id and sequence < :sequence
            """;

    private static final String DAYS = """
            select id, practitioner, specialty, starts_at, ends_at, places from visiting_day
             where alliance_id = :alliance and clinic = :clinic and specialty = :specialty
               and not cancelled and ends_at > :from and starts_at < :until
             order by starts_at limit 20
            """;

    private static final String PUT_SLOTS = """
            insert into consult_slots (alliance_id, provider, specialty, sequence, content)
            values (:alliance, :provider, :specialty, :sequence, cast(:content as jsonb))
            on conflict (alliance_id, provider, specialty) do update
               set sequence = excluded.sequence, content = excluded.content
             where consult_slots.sequence < excluded.sequence
            """;

    private static final String SLOTS = """
            select content::text from consult_slots
             where alliance_id = :alliance and specialty = :specialty order by provider limit 50
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;

    Offers(AllianceDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    record PublishedDay(
            UUID visitingDayId,
            String practitioner,
            String clinic,
            String specialty,
            Instant startsAt,
            Instant endsAt,
            int places) {}

    record VisitingDay(UUID id, String practitioner, String specialty, Instant startsAt, Instant endsAt, int places) {}

    /**
     * @param nextFree the earliest free slots, in order
     */
    record ConsultSlots(String provider, String specialty, List<Slot> nextFree) {
        record Slot(String expert, Instant startsAt, Instant endsAt) {}
    }

    Mono<Long> put(Scope scope, long sequence, PublishedDay day) {
        return database.sql(scope, PUT_DAY)
                .bind("id", day.visitingDayId())
                .bind("sequence", sequence)
                .bind("clinic", day.clinic())
                .bind("practitioner", day.practitioner())
                .bind("specialty", day.specialty())
                .bind("startsAt", day.startsAt())
                .bind("endsAt", day.endsAt())
                .bind("places", day.places())
                .fetch()
                .rowsUpdated();
    }

    Mono<Long> cancel(Scope scope, long sequence, UUID day) {
        return database.sql(scope, CANCEL_DAY)
                .bind("id", day)
                .bind("sequence", sequence)
                .fetch()
                .rowsUpdated();
    }

    Flux<VisitingDay> days(Scope scope, String clinic, String specialty, Instant from, Instant until) {
        return database.sql(scope, DAYS)
                .bind("clinic", clinic)
                .bind("specialty", specialty)
                .bind("from", from)
                .bind("until", until)
                .mapProperties(VisitingDay.class)
                .all();
    }

    Mono<Long> put(Scope scope, long sequence, ConsultSlots slots) {
        return database.sql(scope, PUT_SLOTS)
                .bind("provider", slots.provider())
                .bind("specialty", slots.specialty())
                .bind("sequence", sequence)
                .bind("content", json.writeValueAsString(slots))
                .fetch()
                .rowsUpdated();
    }

    Flux<ConsultSlots> slots(Scope scope, String specialty) {
        return database.sql(scope, SLOTS)
                .bind("specialty", specialty)
                .map(row -> row.get(0, String.class))
                .all()
                .map(text -> json.readValue(text, ConsultSlots.class));
    }
}
