package org.medalliance.referral.command;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.command.SendCommands.Destination;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Reservation;
import org.medalliance.referral.content.Reservation.Kind;

/** What the receiving side decides with, and what the sender answers. */
public final class TriageCommands {

    private TriageCommands() {}

    public record Accept(@NotNull @Valid GivenReservation reservation) {}

    /**
     * @param department of the destination
     * @param at when the patient is expected
     */
    public record GivenReservation(
            @NotNull Kind kind,
            @NotBlank @Size(max = 60) String department,
            @Nullable @Size(max = 60) String doctor,
            @Nullable @Size(max = 60) String bed,
            @NotNull Instant at,
            @Nullable @Size(max = 500) String bring) {
        public Reservation toReservation() {
            return new Reservation(kind, department, doctor, bed, at, bring);
        }
    }

    public record GivenDecline(
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @NotBlank @Size(max = 1000) String comment) {}

    public record Appeal(@NotBlank @Size(max = 1000) String comment) {}

    public record ConsultFirst(@NotBlank @Size(max = 2000) String question) {}

    public record ObjectTo(@NotBlank @Size(max = 1000) String comment) {}

    public record Ask(@NotBlank @Size(max = 1000) String question) {}

    public record AnswerQuestion(@NotBlank @Size(max = 2000) String answer) {}

    public record Forward(
            @NotNull @Valid Destination destination,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}

    public record RaisePriority(
            @NotNull Priority priority,
            @NotBlank @Pattern(regexp = SendCommands.CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}
}
