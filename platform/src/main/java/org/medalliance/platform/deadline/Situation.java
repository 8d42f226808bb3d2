package org.medalliance.platform.deadline;

import java.time.Instant;
import java.util.Map;
import org.medalliance.platform.attention.CaseRef;

/**
 * Where a case has come to.
 *
 * @param facts what limits are chosen by, such as {@code priority}
 * @param times what limits may count from, such as {@code reservedFor}
 * @param institutions that hold the case's parties, by party
 * @param earliest by effect, from when a limit that leads to it counts at the earliest, whatever time it names; when it
 *     changes, such a limit begins anew
 */
public record Situation(
        CaseRef about,
        String state,
        Map<String, String> facts,
        Map<String, Instant> times,
        Map<String, String> institutions,
        Map<String, Instant> earliest) {

    /** Of a case in which no effect has to wait. */
    public Situation(
            CaseRef about,
            String state,
            Map<String, String> facts,
            Map<String, Instant> times,
            Map<String, String> institutions) {
        this(about, state, facts, times, institutions, Map.of());
    }
}
