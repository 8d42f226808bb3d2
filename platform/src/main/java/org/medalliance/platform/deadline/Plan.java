package org.medalliance.platform.deadline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.deadline.DeadlinePolicy.Limit;

/**
 * A limit as it runs for one case, fixed when it was set: a later change of the policy does not bend it.
 *
 * @param institutions that hold the parties the ladder tells, by party
 * @param dues when each step is due; empty while paused
 */
record Plan(Limit limit, Map<String, String> institutions, List<Instant> dues) {

    /** Null behind the end of a ladder that does not repeat. */
    @Nullable
    Instant due(int step) {
        return step < dues.size() ? dues.get(step) : null;
    }

    @Nullable
    String opensAt() {
        return limit.opensAt() == null ? null : institutions.get(limit.opensAt());
    }

    Plan with(List<Instant> later) {
        return new Plan(limit, institutions, later);
    }
}
