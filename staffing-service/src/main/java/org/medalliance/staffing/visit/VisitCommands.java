package org.medalliance.staffing.visit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What comes with the commands. */
final class VisitCommands {

    private static final String ID = "[A-Za-z0-9.-]{1,40}";

    private VisitCommands() {}

    /**
     * @param startsAt RFC 3339 with offset
     */
    record PlanVisit(
            @NotNull @Pattern(regexp = ID) String practitioner,
            @NotNull @Pattern(regexp = ID) String clinic,
            @NotNull @Pattern(regexp = ID) String specialty,
            @NotNull OffsetDateTime startsAt,
            @NotNull OffsetDateTime endsAt,
            @NotNull @Min(1) @Max(VisitingDay.MOST_PLACES) Integer places) {

        Instant from() {
            return startsAt.toInstant().truncatedTo(ChronoUnit.MICROS);
        }

        Instant to() {
            return endsAt.toInstant().truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * @param comment needed with {@code OTHER}; about the work, never about a patient
     */
    record Why(
            @NotNull VisitingDay.Reason reason,

            @Size(max = 200) @Pattern(regexp = "\\P{Cntrl}*") @Nullable
            String comment) {}

    /**
     * @param score 1 (poor) to 5 (excellent)
     */
    record Evaluation(@NotNull @Min(1) @Max(5) Integer score) {}
}
