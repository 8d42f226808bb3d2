package org.medalliance.referral.content;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes home with a patient: the discharge summary and what the clinic does on.
 *
 * @param checklist every item answered
 * @param tasks rehabilitation, dated
 * @param followUps dates on which the clinic sees the patient, in order
 * @param recallWhen signs at which the patient comes back
 */
public record CarePlan(
        String summary,
        List<CheckItem> checklist,
        List<Task> tasks,
        List<Medicine> medication,
        List<FollowUp> followUps,
        String recallWhen) {

    /** @param item code of the stability checklist */
    public record CheckItem(
            String item, boolean stable, @Nullable String remark) {}

    /** @param done null while it is open */
    public record Task(
            String text,
            LocalDate due,
            @Nullable LocalDate done,
            @Nullable String remark) {}

    /** @param atClinic whether the clinic has it; null until somebody has looked */
    public record Medicine(
            String name, String dosage, @Nullable Boolean atClinic) {}

    /** @param findings null while it is due */
    public record FollowUp(
            LocalDate due,
            @Nullable LocalDate seen,
            @Nullable String findings) {}
}
