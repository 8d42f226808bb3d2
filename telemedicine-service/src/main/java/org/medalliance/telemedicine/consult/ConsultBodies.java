package org.medalliance.telemedicine.consult;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.privacy.PersonKeys;
import org.medalliance.telemedicine.consult.Consult.CancelReason;
import org.medalliance.telemedicine.consult.Consult.DeclineReason;
import org.medalliance.telemedicine.consult.Consult.Kind;
import org.medalliance.telemedicine.consult.Consult.Priority;
import org.medalliance.telemedicine.consult.Consult.RefuseReason;
import org.medalliance.telemedicine.consult.Consult.Sex;
import org.medalliance.telemedicine.consult.ConsultDesk.Plan;
import org.medalliance.telemedicine.consult.ConsultDesk.Wanted;
import org.medalliance.telemedicine.consult.Opinion.Conclusion;

/** What the commands bring. */
final class ConsultBodies {

    private static final String ID = "[A-Za-z0-9._-]{1,64}";
    private static final String SPECIALTY = "[0-9]{2}(\\.[0-9]{2}){0,2}";
    private static final String NAME = "[^\\p{Cntrl}]*";

    /** Free text without NUL, which the database does not keep. */
    private static final String TEXT = "[^\\x00]*";

    // A constraint before a qualified name (Outer.@NotNull Inner) would stand on the use of the type, and be looked
    // past.

    private ConsultBodies() {}

    record PatientBody(
            @NotBlank @Size(max = 64) @Pattern(regexp = NAME)
            String name,

            @NotNull Sex sex,
            @NotNull @PastOrPresent LocalDate birthDate) {

        Consult.Patient toPatient() {
            return new Consult.Patient(name.strip(), sex, birthDate);
        }
    }

    /**
     * @param consent that the patient agreed to be presented; without it there is no consult
     */
    record Request(
            @NotNull @Valid PatientBody patient,
            @NotNull @Pattern(regexp = ID) String provider,
            @NotNull @Pattern(regexp = SPECIALTY) String specialty,
            @NotNull Kind kind,
            @NotNull Priority priority,

            @NotBlank @Size(max = 4000) @Pattern(regexp = TEXT)
            String question,

            @NotNull @AssertTrue Boolean consent) {

        Wanted wanted(Actor actor) {
            return new Wanted(actor.institution(), provider, specialty, kind, priority);
        }

        Consult.Ask ask(Actor actor, PersonKeys persons) {
            var person = patient.toPatient();
            return new Consult.Ask(
                    person,
                    persons.of(actor.alliance(), person.described()),
                    question,
                    null,
                    List.of(),
                    Consult.Consent.GIVEN,
                    actor.practitioner());
        }
    }

    /**
     * @param chief may be left out when there is one expert
     * @param startsAt may be left out for an urgent consult or an emergency: then it is at once
     */
    record Arrange(
            @NotEmpty @Size(max = 8) List<@NotNull @Pattern(regexp = ID) String> experts,
            @Nullable @Pattern(regexp = ID) String chief,
            @Nullable OffsetDateTime startsAt) {

        Plan plan() {
            var chosen = experts.stream().distinct().toList();
            return new Plan(chosen, chief, startsAt == null ? null : startsAt.toInstant());
        }
    }

    record Refuse(@NotNull RefuseReason reason) {}

    record Draft(
            @NotBlank @Size(max = 8000) @Pattern(regexp = TEXT)
            String findings,

            @NotBlank @Size(max = 8000) @Pattern(regexp = TEXT)
            String advice,

            @NotNull Conclusion conclusion) {}

    record Acknowledge(
            @NotBlank @Size(max = 4000) @Pattern(regexp = TEXT)
            String done) {}

    record Decline(
            @NotNull DeclineReason reason,

            @Nullable @Size(max = 2000) @Pattern(regexp = TEXT)
            String comment) {

        /** What no code says has to be said in words. */
        @AssertTrue
        boolean isCommentThereWhenOther() {
            return reason != DeclineReason.OTHER || said(comment);
        }
    }

    record Cancel(
            @NotNull CancelReason reason,

            @Nullable @Size(max = 2000) @Pattern(regexp = TEXT)
            String comment) {

        @AssertTrue
        boolean isCommentThereWhenOther() {
            return reason != CancelReason.OTHER || said(comment);
        }
    }

    private static boolean said(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
