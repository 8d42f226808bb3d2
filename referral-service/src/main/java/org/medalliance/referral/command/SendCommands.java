package org.medalliance.referral.command;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.command.DownCommands.GivenCarePlan;
import org.medalliance.referral.content.Consent;
import org.medalliance.referral.content.Consent.Form;
import org.medalliance.referral.content.Consent.Giver;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.TakenOption;
import org.medalliance.referral.content.TakenOption.Kind;
import org.medalliance.referral.content.Vitals;

/**
 * What the sending side brings. Lengths are those of the paper slip's fields, with room. A constraint stands before the
 * whole type: {@code Outer.@NotNull Inner} would be one on the use of the type, which is not looked at.
 */
public final class SendCommands {

    /** A code of the catalogue of reasons. */
    public static final String CODE = "[A-Z][A-Z0-9_]{1,39}";

    static final String SPECIALTY = "\\d{2}(\\.\\d{2})?";

    private SendCommands() {}

    public record SubmitReferral(
            @NotNull UUID patientId,
            @NotNull Direction direction,
            @NotNull Priority priority,
            @NotNull Pathway pathway,
            @NotNull @Valid Destination destination,
            @NotBlank @Pattern(regexp = CODE) String reason,
            @NotNull @Valid GivenClinical clinical,
            @NotNull @Valid GivenConsent consent) {}

    /**
     * @param institution the directory's id
     * @param department code within the institution
     * @param doctor the directory's id of a doctor who is wished for
     */
    public record Destination(
            @NotBlank @Size(max = 60) String institution,
            @NotBlank @Size(max = 60) String department,
            @Nullable @Size(max = 60) String doctor) {}

    /**
     * @param diagnoses ICD-10 codes of the alliance's catalogue, the leading one first
     */
    public record GivenClinical(
            @NotEmpty @Size(max = 10)
            List<@NotBlank @Pattern(regexp = "[A-Z]\\d{2}(\\.[0-9A-Za-z]{1,4})?") String> diagnoses,

            @NotBlank @Size(max = 4000) String summary,
            @Nullable @Valid GivenVitals vitals,
            @Nullable @Size(max = 1000) String allergies,
            @Nullable @Size(max = 2000) String medication,
            @Nullable @Size(max = 4000) String examinations) {}

    /** The bounds are what an instrument can show, not what is healthy. */
    public record GivenVitals(
            @Nullable @DecimalMin("20.0") @DecimalMax("45.0")
            BigDecimal temperature,

            @Nullable @Min(0) @Max(350) Integer pulse,
            @Nullable @Min(0) @Max(120) Integer respiration,
            @Nullable @Min(0) @Max(350) Integer systolic,
            @Nullable @Min(0) @Max(250) Integer diastolic,
            @Nullable @Min(0) @Max(100) Integer oxygen,
            @Nullable @DecimalMin("0.0") @DecimalMax("60.0") BigDecimal glucose,
            @Nullable @Min(3) @Max(15) Integer consciousness) {
        public Vitals toVitals() {
            return new Vitals(temperature, pulse, respiration, systolic, diastolic, oxygen, glucose, consciousness);
        }
    }

    public record GivenConsent(
            @NotNull Giver givenBy,
            @NotNull Form form,
            @NotNull @PastOrPresent Instant at) {
        public Consent toConsent() {
            return new Consent(givenBy, form, at);
        }
    }

    /** A case that is begun, and sent when it is complete; it is deleted after thirty days. */
    public record DraftReferral(
            @NotNull UUID patientId,
            @NotNull Direction direction,
            @Nullable @Valid DraftContent content) {}

    /**
     * As far as it has come: what is not given is emptied.
     *
     * @param specialty of a case that goes down; up and across it is the department's
     */
    public record DraftContent(
            @Nullable @Pattern(regexp = SPECIALTY) String specialty,
            @Nullable Priority priority,
            @Nullable Pathway pathway,
            @Nullable @Valid Destination destination,
            @Nullable @Pattern(regexp = CODE) String reason,
            @Nullable @Valid GivenClinical clinical,
            @Nullable @Valid GivenConsent consent,
            @Nullable @Valid GivenCarePlan carePlan) {}

    /**
     * Care was found nearer, and nobody travels.
     *
     * @param specialty what it was needed for
     * @param visitingDay with a visiting doctor: the day
     * @param institution with a consult: the provider
     * @param practitioner with a consult: the expert whose free slot it is
     */
    public record TakeOption(
            @NotNull Kind kind,
            @NotBlank @Pattern(regexp = SPECIALTY) String specialty,
            @Nullable UUID visitingDay,
            @Nullable @Size(max = 60) String institution,
            @Nullable @Size(max = 60) String practitioner,
            @Nullable Instant startsAt) {
        public TakenOption toOption() {
            return new TakenOption(kind, visitingDay, institution, practitioner, startsAt);
        }
    }

    public record Withdraw(
            @NotBlank @Pattern(regexp = CODE) String reason,
            @Nullable @Size(max = 1000) String comment) {}
}
