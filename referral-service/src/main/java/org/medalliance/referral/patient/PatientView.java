package org.medalliance.referral.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.privacy.Masks;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.medalliance.referral.patient.Patient.Insurance;
import org.medalliance.referral.patient.Patient.Sex;
import org.medalliance.referral.patient.PatientCommands.Field;

/**
 * A patient with everything masked that tells who it is; the clear values are another call.
 *
 * @param identityNumber of the document, masked
 * @param provisional nobody knows yet who this is
 * @param name empty of the erased
 * @param birthDate null of the erased
 * @param mergedInto the record that took over
 * @param erasedAt since when nothing is known of the person
 * @param availableActions what the actor may do for an unknown person to be known, as it stands in the path:
 *     {@code identify}, {@code merge}; only where one patient is asked for
 */
record PatientView(
        UUID id,
        long version,
        String name,
        Sex sex,
        @Nullable LocalDate birthDate,
        IdentityKind identityKind,
        @Nullable String identityNumber,
        @Nullable String phone,
        @Nullable String address,
        Insurance insurance,
        String registeredBy,
        boolean provisional,
        @Nullable UUID mergedInto,
        @Nullable Instant erasedAt,
        List<String> availableActions) {

    static PatientView of(Patient it) {
        return of(it, List.of());
    }

    static PatientView of(Patient it, List<String> availableActions) {
        return new PatientView(
                it.id(),
                it.version(),
                it.isProvisional() ? it.name() : Masks.name(it.name()),
                it.sex(),
                it.personal().birthDate(),
                it.identityKind(),
                it.maskedNumber(),
                Masks.phone(it.personal().phone()),
                Masks.address(it.personal().address()),
                it.insurance(),
                it.institution(),
                it.isProvisional(),
                it.mergedInto(),
                it.erasedAt(),
                availableActions);
    }

    record PatientList(List<PatientView> items) {}

    /** The fields that were asked for, in clear; null where not asked for, or not there. */
    record Revealed(
            UUID id,
            @Nullable String name,
            @Nullable String identityNumber,
            @Nullable String phone,
            @Nullable String address,
            Patient.@Nullable Guardian guardian) {

        static Revealed of(Patient it, List<Field> fields) {
            var personal = it.personal();
            return new Revealed(
                    it.id(),
                    fields.contains(Field.NAME) ? personal.name() : null,
                    fields.contains(Field.IDENTITY_NUMBER) ? personal.number() : null,
                    fields.contains(Field.PHONE) ? personal.phone() : null,
                    fields.contains(Field.ADDRESS) ? personal.address() : null,
                    fields.contains(Field.GUARDIAN) ? personal.guardian() : null);
        }
    }
}
