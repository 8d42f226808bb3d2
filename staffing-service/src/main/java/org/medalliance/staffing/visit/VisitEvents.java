package org.medalliance.staffing.visit;

import java.time.Instant;
import java.util.UUID;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.messaging.Event;

/** What the other services hear of visiting days; each type has its schema in the contracts. */
final class VisitEvents {

    private static final String TOPIC = "staffing.events.v1";

    private VisitEvents() {}

    record Published(
            UUID visitingDayId,
            String practitioner,
            String clinic,
            String specialty,
            Instant startsAt,
            Instant endsAt,
            int places) {}

    record Cancelled(UUID visitingDayId, String practitioner, String clinic) {}

    static Event of(Rule<?, ?> rule, VisitingDay day) {
        return new Event(
                new Scope(day.alliance()),
                TOPIC,
                rule.event(),
                day.id().toString(),
                day.version(),
                day.movedAt(),
                data(rule.event(), day));
    }

    private static Object data(String type, VisitingDay day) {
        return switch (type) {
            case VisitLifecycle.PUBLISHED_EVENT ->
                new Published(
                        day.id(),
                        day.practitioner(),
                        day.clinic(),
                        day.specialty(),
                        day.startsAt(),
                        day.endsAt(),
                        day.places());
            case VisitLifecycle.CANCELLED_EVENT -> new Cancelled(day.id(), day.practitioner(), day.clinic());
            default -> throw new IllegalStateException("The table announces %s, and nobody wrote it.".formatted(type));
        };
    }
}
