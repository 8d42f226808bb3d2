package org.medalliance.referral.cases;

import jakarta.validation.Valid;
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
import org.medalliance.referral.cases.Referral.Consent.Form;
import org.medalliance.referral.cases.Referral.Consent.Giver;
import org.medalliance.referral.cases.Referral.DeclineReason;
import org.medalliance.referral.cases.Referral.Direction;
import org.medalliance.referral.cases.Referral.Pathway;
import org.medalliance.referral.cases.Referral.Priority;
import org.medalliance.referral.cases.Referral.Reason;
import org.medalliance.referral.cases.Referral.Reservation.Kind;
import org.medalliance.referral.cases.Referral.WithdrawReason;

/**
 * What the commands bring. Lengths are those of the paper slip's fields, with room. A constraint stands before the
 * whole type: {@code Outer.@NotNull Inner} would be one on the use of the type, which is not looked at.
 */
final class ReferralCommands {

    private ReferralCommands() {}

    record SubmitReferral(
            @NotNull UUID patientId,
            @NotNull Direction direction,
            @NotNull Priority priority,
            @NotNull Pathway pathway,
            @NotNull @Valid Destination destination,
            @NotNull Reason reason,
            @NotNull @Valid GivenClinical clinical,
            @NotNull @Valid GivenConsent consent) {}

    /**
     * @param institution the directory's id
     * @param department code within the institution
     */
    record Destination(
            @NotBlank @Size(max = 60) String institution,
            @NotBlank @Size(max = 60) String department) {}

    /**
     * @param diagnoses ICD-10 codes of the alliance's catalogue, the leading one first
     */
    record GivenClinical(
            @NotEmpty @Size(max = 10)
            List<@NotBlank @Pattern(regexp = "[A-Z]\\d{2}(\\.[0-9A-Za-z]{1,4})?") String> diagnoses,

            @NotBlank @Size(max = 4000) String summary,
            @Nullable @Size(max = 1000) String allergies,
            @Nullable @Size(max = 2000) String medication,
            @Nullable @Size(max = 4000) String examinations) {}

    record GivenConsent(
            @NotNull Giver givenBy,
            @NotNull Form form,
            @NotNull @PastOrPresent Instant at) {
        Referral.Consent toConsent() {
            return new Referral.Consent(givenBy, form, at);
        }
    }

    record Accept(@NotNull @Valid GivenReservation reservation) {}

    record GivenReservation(
            @NotNull Kind kind,
            @NotBlank @Size(max = 60) String department,
            @Nullable @Size(max = 60) String doctor,
            @Nullable @Size(max = 60) String bed,
            @NotNull Instant at,
            @Nullable @Size(max = 500) String bring) {
        Referral.Reservation toReservation() {
            return new Referral.Reservation(kind, department, doctor, bed, at, bring);
        }
    }

    record GivenDecline(
            @NotNull DeclineReason reason,
            @NotBlank @Size(max = 1000) String comment) {}

    record ConsultFirst(@NotBlank @Size(max = 2000) String question) {}

    record ObjectTo(@NotBlank @Size(max = 1000) String comment) {}

    record Arrive(@NotNull Instant at) {}

    record Treat(@NotBlank @Size(max = 4000) String summary) {}

    record Withdraw(@NotNull WithdrawReason reason) {}
}
