package org.medalliance.telemedicine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Books experts and takes them away. Whoever changes an expert's time holds the expert's lock until commit, so that a
 * visiting day and a booking of the same hour cannot pass each other unseen; two bookings cannot in any case.
 */
@Component
public class ExpertCalendar {

    /** How long an urgent consult outside the weekly hours takes. */
    static final Duration URGENT_CONSULT = Duration.ofMinutes(30);

    /** A time that was now when the coordinator chose it is still good. */
    static final Duration LATENESS = Duration.ofMinutes(5);

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('expert|' || :alliance || '|' || :expert, 0))";

    private final AllianceDatabase database;
    private final Desks desks;
    private final Bookings bookings;
    private final Absences absences;

    ExpertCalendar(AllianceDatabase database, Desks desks, Bookings bookings, Absences absences) {
        this.database = database;
        this.desks = desks;
        this.bookings = bookings;
        this.absences = absences;
    }

    /**
     * What a coordinator asks for.
     *
     * @param chief one of the experts; the slot is one of the chief's
     * @param startsAt null for at once
     * @param pressing may be arranged outside the weekly hours, at a time that the expert agrees to
     */
    public record Wish(
            List<String> experts,
            String chief,
            String specialty,
            @Nullable Instant startsAt,
            boolean pressing) {}

    /**
     * The time that a wish comes to, with the experts locked until the transaction ends.
     *
     * @throws Refusal.Invalid when no slot begins then, or it lies in the past or too far ahead
     * @throws Refusal.Conflict when an expert is away then
     */
    public Mono<Span> find(Scope scope, Wish wish, Instant now) {
        var startsAt = startsAt(wish, now);
        return lock(scope, wish.experts())
                .then(Mono.defer(() -> desks.ofExperts(scope, wish.experts())))
                .map(hours -> span(wish, startsAt, hours))
                .flatMap(span -> refuseAbsent(scope, wish, span));
    }

    /**
     * @throws Refusal.Conflict when one of the experts or the patient is booked then; the caller's transaction ends
     */
    public Mono<Void> book(Scope scope, UUID consult, List<String> experts, String patientKey, Span span) {
        return bookings.book(scope, consult, experts, patientKey, span);
    }

    public Mono<Void> release(Scope scope, UUID consult) {
        return bookings.release(scope, consult);
    }

    /** Takes the expert away and answers the consults that this concerns; none when it was known or is outdated. */
    public Mono<List<UUID>> takeAway(Scope scope, UUID visitingDay, long sequence, String expert, Span away) {
        return lock(scope, List.of(expert))
                .then(Mono.defer(() -> absences.put(scope, visitingDay, sequence, expert, away)))
                .flatMap(news -> news ? bookings.within(scope, expert, away) : Mono.just(List.of()));
    }

    /** Answers whether the expert is back for it. */
    public Mono<Boolean> giveBack(Scope scope, UUID visitingDay, long sequence) {
        return absences.callOff(scope, visitingDay, sequence);
    }

    private Mono<Void> lock(Scope scope, List<String> experts) {
        return Flux.fromStream(() -> experts.stream().sorted())
                .concatMap(expert ->
                        database.sql(scope, LOCK).bind("expert", expert).then())
                .then();
    }

    private static Instant startsAt(Wish wish, Instant now) {
        if (wish.startsAt() == null) {
            if (!wish.pressing()) {
                throw new Refusal.Invalid("slot-missing", "/startsAt");
            }
            return now;
        }
        if (wish.startsAt().isBefore(now.minus(LATENESS))) {
            throw new Refusal.Invalid("slot-in-the-past", "/startsAt");
        }
        if (wish.startsAt().isAfter(now.plus(FreeSlots.HORIZON))) {
            throw new Refusal.Invalid("slot-too-far", "/startsAt");
        }
        return wish.startsAt();
    }

    private static Span span(Wish wish, Instant startsAt, List<WeeklyHours> hours) {
        var instant = new Span(startsAt, startsAt.plusNanos(1));
        var slot = hours.stream()
                .filter(it -> it.expert().equals(wish.chief()) && it.specialty().equals(wish.specialty()))
                .flatMap(it -> it.slots(instant))
                .map(Slot::span)
                .findFirst();
        if (wish.pressing()) {
            return slot.orElseGet(() -> new Span(startsAt, startsAt.plus(URGENT_CONSULT)));
        }
        return slot.filter(span -> allSit(wish, span, hours))
                .orElseThrow(() -> new Refusal.Invalid("not-a-slot", "/startsAt"));
    }

    private static boolean allSit(Wish wish, Span span, List<WeeklyHours> hours) {
        return wish.experts().stream()
                .allMatch(expert -> hours.stream().anyMatch(it -> it.expert().equals(expert) && it.cover(span)));
    }

    private Mono<Span> refuseAbsent(Scope scope, Wish wish, Span span) {
        return absences.any(scope, wish.experts(), span)
                .flatMap(away -> away ? Mono.error(new Refusal.Conflict("expert-away")) : Mono.just(span));
    }
}
