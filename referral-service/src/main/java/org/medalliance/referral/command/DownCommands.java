package org.medalliance.referral.command;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.command.SendCommands.Destination;
import org.medalliance.referral.command.SendCommands.GivenClinical;
import org.medalliance.referral.command.SendCommands.GivenConsent;
import org.medalliance.referral.content.CarePlan;
import org.medalliance.referral.content.CarePlan.CheckItem;
import org.medalliance.referral.content.CarePlan.FollowUp;
import org.medalliance.referral.content.CarePlan.Medicine;
import org.medalliance.referral.content.CarePlan.Task;
import org.medalliance.referral.content.Priority;

/** What goes home with a patient, and what the clinic records on. */
public final class DownCommands {

    private DownCommands() {}

    /**
     * @param clinic the directory's id of the clinic near home
     * @param continues the case whose stay ends, if it came by one
     */
    public record ProposeReturn(
            @NotNull UUID patientId,
            @NotBlank @Size(max = 60) String clinic,

            @NotBlank @Pattern(regexp = SendCommands.SPECIALTY)
            String specialty,

            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @NotNull @Valid GivenClinical clinical,
            @NotNull @Valid GivenConsent consent,
            @NotNull @Valid GivenCarePlan carePlan,
            @Nullable UUID continues) {}

    /** @param followUps none where the clinic sees the patient first after seven days */
    public record GivenCarePlan(
            @NotBlank @Size(max = 4000) String summary,
            @NotEmpty @Size(max = 40) List<@NotNull @Valid GivenCheck> checklist,
            @NotNull @Size(max = 60) List<@NotNull @Valid GivenTask> tasks,
            @NotNull @Size(max = 60) List<@NotNull @Valid GivenMedicine> medication,
            @NotNull @Size(max = 40) List<@NotNull LocalDate> followUps,
            @NotBlank @Size(max = 1000) String recallWhen) {
        public CarePlan toCarePlan() {
            return new CarePlan(
                    summary,
                    checklist.stream().map(GivenCheck::toItem).toList(),
                    tasks.stream().map(GivenTask::toTask).toList(),
                    medication.stream().map(GivenMedicine::toMedicine).toList(),
                    followUps.stream()
                            .sorted()
                            .map(due -> new FollowUp(due, null, null))
                            .toList(),
                    recallWhen);
        }
    }

    /** @param item code of the stability checklist */
    public record GivenCheck(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String item,
            @NotNull Boolean stable,
            @Nullable @Size(max = 300) String remark) {
        CheckItem toItem() {
            return new CheckItem(item, stable, remark);
        }
    }

    public record GivenTask(
            @NotBlank @Size(max = 300) String text, @NotNull LocalDate due) {
        Task toTask() {
            return new Task(text, due, null, null);
        }
    }

    /** @param atClinic whether the clinic has it; null until somebody has looked */
    public record GivenMedicine(
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = 200) String dosage,
            @Nullable Boolean atClinic) {
        Medicine toMedicine() {
            return new Medicine(name, dosage, atClinic);
        }
    }

    public record RePropose(
            @NotBlank @Size(max = 1000) String change,
            @NotNull @Valid GivenCarePlan carePlan) {}

    /**
     * @param on the day of the visit
     * @param next the next one, beside those that are planned
     */
    public record RecordFollowUp(
            @NotNull LocalDate on,
            @NotBlank @Size(max = 2000) String findings,
            @Nullable LocalDate next) {}

    /** @param task its place in the plan, from 0 */
    public record CompleteTask(
            @NotNull @Min(0) Integer task,
            @NotNull LocalDate on,
            @Nullable @Size(max = 500) String remark) {}

    /**
     * The patient goes back up.
     *
     * @param destination the hospital that sent the patient home when it is not said
     */
    public record Recall(
            @NotNull Priority priority,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @NotBlank @Size(max = 1000) String comment,
            @Nullable @Valid Destination destination) {}

    public record Finish(@NotBlank @Size(max = 4000) String summary) {}
}
