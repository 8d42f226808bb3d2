package org.medalliance.telemedicine.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Which slots of a desk are free: its hours, less what is booked, less when its experts are away. */
@Repository
class FreeSlots {

    /** How far ahead slots are shown and booked. */
    static final Duration HORIZON = Duration.ofDays(14);

    /** The last slot of the window may reach beyond it. */
    private static final Duration LONGEST_SLOT = Duration.ofHours(4);

    private static final String BUSY = """
            select expert, lower(during) as starts_at, upper(during) as ends_at from expert_booking
             where alliance_id = :alliance and expert = any (:experts) and during && tstzrange(:startsAt, :endsAt)
            union all
            select expert, lower(during), upper(during) from expert_absence
             where alliance_id = :alliance and expert = any (:experts) and not called_off
               and during && tstzrange(:startsAt, :endsAt)
            """;

    private final AllianceDatabase database;
    private final Desks desks;

    FreeSlots(AllianceDatabase database, Desks desks) {
        this.database = database;
        this.desks = desks;
    }

    /** From now to the horizon, earliest first. */
    Mono<List<Slot>> of(Scope scope, String provider, String specialty, Instant now) {
        var window = new Span(now, now.plus(HORIZON));
        return desks.ofDesk(scope, provider, specialty)
                .flatMap(hours -> busy(scope, experts(hours), window).map(busy -> free(hours, busy, window)));
    }

    static List<Slot> free(List<WeeklyHours> hours, Map<String, Collection<Span>> busy, Span window) {
        return hours.stream()
                .flatMap(it -> it.slots(window))
                .filter(slot ->
                        busy.getOrDefault(slot.expert(), List.of()).stream().noneMatch(slot.span()::overlaps))
                .sorted(Slot.EARLIEST)
                .toList();
    }

    private Mono<Map<String, Collection<Span>>> busy(Scope scope, List<String> experts, Span window) {
        // A desk's fortnight can be more than 256 rows, from which a cancelled read would harm its connection.
        return database.sql(scope, BUSY)
                .filter(statement -> statement.fetchSize(100))
                .bind("experts", experts.toArray(String[]::new))
                .bind("startsAt", window.startsAt())
                .bind("endsAt", window.endsAt().plus(LONGEST_SLOT))
                .map(row -> new Slot(
                        requireNonNull(row.get("expert", String.class)),
                        requireNonNull(row.get("starts_at", Instant.class)),
                        requireNonNull(row.get("ends_at", Instant.class))))
                .all()
                .collectMultimap(Slot::expert, Slot::span);
    }

    private static List<String> experts(List<WeeklyHours> hours) {
        return hours.stream().map(WeeklyHours::expert).distinct().toList();
    }
}
