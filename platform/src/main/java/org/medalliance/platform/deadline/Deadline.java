package org.medalliance.platform.deadline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A limit that runs for a case, or stands still.
 *
 * @param signature the facts that it was set for: when they change it is set anew
 * @param countedMs milliseconds counted before the last pause
 * @param nextStep index of the step that comes next
 */
record Deadline(
        UUID id,
        String caseType,
        UUID caseId,
        String caseNumber,
        String name,
        String signature,
        String plan,
        Instant startedAt,
        long countedMs,
        int nextStep,
        @Nullable Instant dueAt,
        boolean paused,
        boolean acknowledged) {

    /** As items of this limit are named. */
    static String kind(String caseType, String name) {
        return caseType + "." + name;
    }
}
