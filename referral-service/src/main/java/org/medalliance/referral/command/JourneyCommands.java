package org.medalliance.referral.command;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.command.SendCommands.Destination;
import org.medalliance.referral.command.TriageCommands.GivenReservation;
import org.medalliance.referral.content.Outcome.Result;
import org.medalliance.referral.content.Transport;
import org.medalliance.referral.content.Transport.Means;

/** What is recorded from the departure to the end. */
public final class JourneyCommands {

    private JourneyCommands() {}

    public record ChangeReservation(
            @NotNull @Valid GivenReservation reservation,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}

    public record Depart(@NotNull @Valid GivenTransport transport) {}

    /**
     * @param departedAt now when it is not said
     */
    public record GivenTransport(
            @NotNull Means means,
            @Nullable @Size(max = 40) String vehicle,
            @Nullable @Size(max = 200) String escort,
            @Nullable Instant departedAt,
            @NotNull Instant eta) {
        public Transport toTransport() {
            return new Transport(means, vehicle, escort, departedAt, eta);
        }
    }

    public record Divert(
            @NotNull @Valid Destination destination,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}

    public record Arrive(@NotNull Instant at) {}

    /** @param at when the patient is expected now */
    public record Reinstate(@NotNull Instant at) {}

    public record GiveUp(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}

    public record Admit(
            @NotBlank @Size(max = 60) String ward,
            @Nullable @Size(max = 60) String doctor,
            @NotNull Instant at) {}

    public record Treat(@NotBlank @Size(max = 4000) String summary) {}

    public record DischargePatient(
            @NotBlank @Size(max = 4000) String summary,
            @NotNull Result result) {}

    /**
     * @param institution code of the catalogue of hospitals outside the network; {@code OTHER} for one that it has not
     * @param name of the other one, as people call it
     */
    public record LeaveNetwork(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String institution,
            @Nullable @Size(max = 200) String name,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}

    public record RecordDeath(@NotNull Instant at) {}
}
