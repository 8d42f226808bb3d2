package org.medalliance.staffing.visit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.lifecycle.Offer;
import org.medalliance.staffing.visit.VisitLifecycle.State;
import org.medalliance.staffing.visit.VisitingDays.Seen;

/**
 * A visiting day as one of its parties sees it.
 *
 * @param version also the ETag, to be sent back in If-Match
 * @param availableActions what this actor may do to it now
 */
record VisitingDayView(
        UUID id,
        long version,
        String practitioner,
        String employer,
        String clinic,
        String specialty,
        Instant startsAt,
        Instant endsAt,
        int places,
        State state,
        VisitingDay.@Nullable Reason reason,
        @Nullable String comment,
        @Nullable Instant checkedInAt,
        @Nullable Integer score,
        List<Offer> availableActions) {

    static VisitingDayView of(Seen seen, Actor actor) {
        var day = seen.day();
        var outcome = day.outcome();
        return new VisitingDayView(
                day.id(),
                day.version(),
                day.practitioner(),
                day.employer(),
                day.clinic(),
                day.specialty(),
                day.startsAt(),
                day.endsAt(),
                day.places(),
                day.state(),
                outcome.reason(),
                outcome.comment(),
                outcome.checkedInAt(),
                outcome.score(),
                VisitLifecycle.TABLE.offers(day.state(), actor.standing(seen.parties())));
    }
}
