package org.medalliance.staffing.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.staffing.visit.VisitLifecycle.State;

/**
 * A doctor at a township clinic for half a day or a day. Immutable; who may call which transition when is the
 * {@link VisitLifecycle}'s to say.
 *
 * @param practitioner the doctor's id in the directory
 * @param employer the doctor's institution when the visit was planned
 * @param specialty code of the national catalogue
 * @param places patients that can be seen, 1 to 60
 * @param outcome why it does not take place, or how it went
 */
public record VisitingDay(
        UUID id,
        long version,
        String alliance,
        String practitioner,
        String employer,
        String clinic,
        String specialty,
        Instant startsAt,
        Instant endsAt,
        int places,
        State state,
        Outcome outcome,
        Instant movedAt) {

    /** A doctor may check in this long before the start. */
    static final Duration EARLY = Duration.ofHours(2);

    /** More is two visits, or a posting. */
    static final Duration LONGEST = Duration.ofHours(12);

    /** Further ahead nobody knows who works where. */
    static final Duration FURTHEST = Duration.ofDays(2 * 365);

    static final int MOST_PLACES = 60;

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    public enum Reason {
        ILLNESS,
        LEAVE,
        DUTY,
        TRAVEL,
        NO_DEMAND,
        OTHER
    }

    /**
     * @param reason of the refusal or cancellation
     * @param comment on the reason; there must be one with {@code OTHER}
     * @param score the clinic's, 1 (poor) to 5 (excellent)
     */
    public record Outcome(
            @Nullable Reason reason,
            @Nullable String comment,
            @Nullable Instant checkedInAt,
            @Nullable Integer score) {

        static final Outcome NONE = new Outcome(null, null, null, null);
    }

    static VisitingDay planned(
            UUID id,
            String alliance,
            String practitioner,
            String employer,
            String clinic,
            String specialty,
            Instant startsAt,
            Instant endsAt,
            int places,
            Instant at) {
        return new VisitingDay(
                id,
                1,
                alliance,
                practitioner,
                employer,
                clinic,
                specialty,
                startsAt,
                endsAt,
                places,
                State.PLANNED,
                Outcome.NONE,
                at);
    }

    /**
     * @throws Refusal.Conflict when it has begun: nobody could count on it any more
     */
    VisitingDay published(Instant at) {
        if (!at.isBefore(startsAt)) {
            throw new Refusal.Conflict("visit-began", local(startsAt));
        }
        return moved(State.PUBLISHED, outcome, at);
    }

    VisitingDay confirmed(Instant at) {
        return moved(State.CONFIRMED, outcome, at);
    }

    VisitingDay refused(Reason reason, @Nullable String comment, Instant at) {
        return moved(State.REFUSED, because(reason, comment), at);
    }

    VisitingDay cancelled(Reason reason, @Nullable String comment, Instant at) {
        return moved(State.CANCELLED, because(reason, comment), at);
    }

    /**
     * @throws Refusal.Conflict earlier than two hours before the start, or when it is over
     */
    VisitingDay checkedIn(Instant at) {
        var opens = startsAt.minus(EARLY);
        if (at.isBefore(opens)) {
            throw new Refusal.Conflict("too-early", local(opens));
        }
        if (!at.isBefore(endsAt)) {
            throw new Refusal.Conflict("visit-over", local(endsAt));
        }
        return moved(State.IN_SERVICE, new Outcome(null, null, at, null), at);
    }

    VisitingDay completed(Instant at) {
        return moved(State.DONE, outcome, at);
    }

    VisitingDay evaluated(int score, Instant at) {
        return moved(State.EVALUATED, new Outcome(null, null, outcome.checkedInAt(), score), at);
    }

    private static Outcome because(Reason reason, @Nullable String comment) {
        if (reason == Reason.OTHER && (comment == null || comment.isBlank())) {
            throw new Refusal.Invalid("comment-missing", "/comment");
        }
        return new Outcome(reason, comment, null, null);
    }

    private static OffsetDateTime local(Instant at) {
        return at.atZone(COUNTY).toOffsetDateTime();
    }

    private VisitingDay moved(State next, Outcome outcome, Instant at) {
        return new VisitingDay(
                id,
                version + 1,
                alliance,
                practitioner,
                employer,
                clinic,
                specialty,
                startsAt,
                endsAt,
                places,
                next,
                outcome,
                at);
    }
}
