package org.medalliance.platform.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Mono;

/** How time is counted for a limit: all of it, or the opening hours of the institution that has to act. */
@Component
class Reckoning {

    private final WorkingCalendar calendar;
    private final SingletonSupplier<OpeningHours> known;

    Reckoning(WorkingCalendar calendar, ObjectProvider<OpeningHours> known) {
        this.calendar = calendar;
        // Looked up once: looking among the beans for each limit costs more than counting it.
        this.known = SingletonSupplier.ofNullable(known::getIfAvailable);
    }

    /** One way of counting. */
    sealed interface Time {
        Instant plus(Instant start, Duration duration);

        Duration between(Instant start, Instant end);
    }

    private record AllTime() implements Time {
        @Override
        public Instant plus(Instant start, Duration duration) {
            return start.plus(duration);
        }

        @Override
        public Duration between(Instant start, Instant end) {
            return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
        }
    }

    private record OpenTime(WorkingTime time) implements Time {
        @Override
        public Instant plus(Instant start, Duration duration) {
            return time.plus(start, duration);
        }

        @Override
        public Duration between(Instant start, Instant end) {
            return time.between(start, end);
        }
    }

    /** @param plan whose limit and institutions say whose hours count */
    Mono<Time> of(Scope scope, Plan plan, List<OpenSpan> defaults) {
        var institution = plan.opensAt();
        if (plan.limit().counting() == DeadlinePolicy.Counting.ALWAYS || institution == null) {
            return Mono.just(new AllTime());
        }
        return hours(scope, institution)
                .filter(hours -> !hours.isEmpty())
                .defaultIfEmpty(defaults)
                .map(hours -> new OpenTime(new WorkingTime(calendar, hours)));
    }

    private Mono<List<OpenSpan>> hours(Scope scope, String institution) {
        var directory = known.get();
        return directory == null ? Mono.empty() : directory.of(scope, institution);
    }

    /**
     * When each step is due.
     *
     * @param counted of the limit's time that has been counted before, in pauses' favour
     */
    static List<Instant> dues(Time time, Limit limit, Instant start, Duration counted) {
        return limit.steps().stream()
                .map(step -> step.after().minus(counted))
                .map(left -> time.plus(start, left.isNegative() ? Duration.ZERO : left))
                .toList();
    }
}
