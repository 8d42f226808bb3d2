package org.medalliance.referral.command;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.command.JourneyCommands.GivenTransport;
import org.medalliance.referral.command.SendCommands.Destination;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.patient.Patient.Sex;

/** What is said when minutes count. */
public final class EmergencyCommands {

    private EmergencyCommands() {}

    /**
     * Six fields: the pathway, who, sex and age, the finding, the onset or first contact, and how they come. The
     * nearest capable centre is found by the platform.
     *
     * @param patientId a patient who is known already; then name, sex and age stay the patient's own
     * @param name null where nobody knows
     * @param age in years, estimated
     * @param onset of the illness, where known
     */
    public record EmergencySubmit(
            @NotNull Pathway pathway,
            @Nullable UUID patientId,
            @Nullable @Size(max = 50) String name,
            @NotNull Sex sex,
            @NotNull @Min(0) @Max(130) Integer age,
            @NotBlank @Size(max = 500) String finding,
            @Nullable @PastOrPresent Instant onset,
            @NotNull @PastOrPresent Instant firstContact,
            @NotNull @Valid GivenTransport transport) {}

    public record Redirect(
            @NotNull @Valid Destination destination,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}

    /** @param node code of the pathway's sheet, such as {@code FIRST_ECG} */
    public record StampNode(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String node,
            @NotNull Instant at) {}

    public record CorrectNode(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String node,
            @NotNull Instant at,
            @NotBlank @Size(max = 500) String reason) {}

    /** The whole sheet: nodes in their order. */
    public record ChangeTimeNodes(
            @NotEmpty @Size(max = 30) List<@NotNull @Valid GivenNode> nodes,
            @NotNull @Size(max = 30) List<@NotNull @Valid GivenSpan> spans) {}

    public record GivenNode(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String code,
            @NotBlank @Size(max = 40) String zh,
            @NotBlank @Size(max = 80) String en) {}

    /**
     * @param withinMinutes the alliance's own threshold; none where it is not said
     */
    public record GivenSpan(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String name,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String from,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String to,
            @Nullable @Min(1) @Max(100_000) Integer withinMinutes) {}
}
