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
            select d.id, d.practitioner, coalesce(p.content ->> 'name', d.practitioner) as practitioner_name,
                   d.starts_at, d.ends_at, d.places - d.taken as free
              from visiting_day d
                   left join practitioner p on p.alliance_id = d.alliance_id and p.id = d.practitioner
             where d.alliance_id = :alliance and d.clinic = :clinic and d.specialty = :specialty
               and not d.cancelled and d.taken < d.places and d.ends_at > :from and d.starts_at < :until
             order by d.starts_at, d.id limit 20
            """;

    private static final String TAKE = """
            update visiting_day set taken = taken + 1
             where alliance_id = :alliance and id = :id and clinic = :clinic and not cancelled and ends_at > :now
               and taken < places
            """;

    private static final String KNOWN = """
            select true from visiting_day
             where alliance_id = :alliance and id = :id and clinic = :clinic and not cancelled and ends_at > :now
            """;

    private static final String PUT_SLOTS = """
            insert into consult_slots (alliance_id, provider, specialty, sequence, content)
            values (:alliance, :provider, :specialty, :sequence, cast(:content as jsonb))
            on conflict (alliance_id, provider, specialty) do update
               set sequence = excluded.sequence, content = excluded.content
             where consult_slots.sequence < excluded.sequence
            """;

    /** Of each provider the first that has not begun. */
    private static final String SLOTS = """
            select s.provider, coalesce(i.content ->> 'name', s.provider) as provider_name, f.expert,
                   coalesce(p.content ->> 'name', f.expert) as expert_name, f."startsAt" as starts_at,
                   f."endsAt" as ends_at, f.free
              from consult_slots s
                   cross join lateral (
                       select slot.*, count(*) over () as free
                         from jsonb_to_recordset(s.content -> 'nextFree')
                              as slot (expert text, "startsAt" timestamptz, "endsAt" timestamptz)
                        where slot."startsAt" > :from and slot."startsAt" < :until
                        order by slot."startsAt", slot.expert limit 1) f
                   left join institution i on i.alliance_id = s.alliance_id and i.id = s.provider
                   left join practitioner p on p.alliance_id = s.alliance_id and p.id = f.expert
             where s.alliance_id = :alliance and s.specialty = :specialty
             order by f."startsAt", s.provider limit 50
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

    /** @param free places that nobody has taken */
    record OfferedDay(
            UUID id, String practitioner, String practitionerName, Instant startsAt, Instant endsAt, int free) {}

    /** @param free slots of the provider among those that it has told of */
    record OfferedSlot(
            String provider,
            String providerName,
            String expert,
            String expertName,
            Instant startsAt,
            Instant endsAt,
            long free) {}

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

    Flux<OfferedDay> days(Scope scope, String clinic, String specialty, Instant from, Instant until) {
        return database.sql(scope, DAYS)
                .bind("clinic", clinic)
                .bind("specialty", specialty)
                .bind("from", from)
                .bind("until", until)
                .mapProperties(OfferedDay.class)
                .all();
    }

    /** Answers 1, or 0 when no place is left or there is no such day. */
    Mono<Long> take(Scope scope, UUID day, String clinic, Instant now) {
        return database.sql(scope, TAKE)
                .bind("id", day)
                .bind("clinic", clinic)
                .bind("now", now)
                .fetch()
                .rowsUpdated();
    }

    Mono<Boolean> knows(Scope scope, UUID day, String clinic, Instant now) {
        return database.sql(scope, KNOWN)
                .bind("id", day)
                .bind("clinic", clinic)
                .bind("now", now)
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
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

    Flux<OfferedSlot> slots(Scope scope, String specialty, Instant from, Instant until) {
        return database.sql(scope, SLOTS)
                .bind("specialty", specialty)
                .bind("from", from)
                .bind("until", until)
                .mapProperties(OfferedSlot.class)
                .all();
    }
}
