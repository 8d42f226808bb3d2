package org.medalliance.referral.patient;

import static java.util.Objects.requireNonNullElse;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.identity.ResidentId;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.medalliance.referral.patient.Patient.Insurance;
import org.medalliance.referral.patient.Patient.Personal;
import org.medalliance.referral.patient.Patient.Sex;

/** What the commands on patients bring. */
final class PatientCommands {

    private PatientCommands() {}

    record GivenGuardian(
            @NotBlank @Size(max = 50) String name,
            @NotBlank @Size(max = 20) String relation,
            @Nullable @Pattern(regexp = "\\+?[0-9 -]{5,20}") String phone) {
        Patient.Guardian toGuardian() {
            return new Patient.Guardian(name, relation, phone);
        }
    }

    /**
     * Lengths are those of the paper slip's fields, with room.
     *
     * @param name may be missing where nobody knows it: then a provisional one is given
     * @param birthDate estimated where nobody knows it
     * @param residentId with the kind {@code RESIDENT_ID}
     * @param documentNumber with every other kind but {@code UNKNOWN}
     * @param guardian of a newborn
     */
    record RegisterPatient(
            @Nullable @Size(max = 50) String name,
            @NotNull Sex sex,
            @NotNull @PastOrPresent LocalDate birthDate,
            @NotNull IdentityKind identityKind,
            @Nullable @Pattern(regexp = "\\d{17}[0-9X]") String residentId,

            @Nullable @Pattern(regexp = "[A-Za-z0-9()-]{4,40}")
            String documentNumber,

            @Nullable @Pattern(regexp = "\\+?[0-9 -]{5,20}") String phone,
            @Nullable @Size(max = 200) String address,
            @Nullable @Valid GivenGuardian guardian,
            @NotNull Insurance insurance) {

        boolean isNameless() {
            return name == null || name.isBlank();
        }

        Patient toPatient(UUID id, String institution, String provisionalName, Instant at) {
            return new Patient(
                    id,
                    institution,
                    1,
                    sex,
                    identityKind,
                    insurance,
                    toPersonal(provisionalName),
                    null,
                    null,
                    at,
                    null);
        }

        /**
         * The number's own birth date and sex must be the patient's: a slip of a digit is found here.
         *
         * @throws Refusal.Invalid at the place that cannot be right
         */
        Personal toPersonal(String provisionalName) {
            check();
            return new Personal(
                    isNameless() ? provisionalName : requireNonNullElse(name, provisionalName),
                    birthDate,
                    identityKind == IdentityKind.RESIDENT_ID ? residentId : documentNumber,
                    phone,
                    address,
                    guardian == null ? null : guardian.toGuardian());
        }

        private void check() {
            if (isNameless() && (identityKind != IdentityKind.UNKNOWN || name != null)) {
                throw new Refusal.Invalid("name-missing", "/name");
            }
            if ((identityKind == IdentityKind.RESIDENT_ID) != (residentId != null)) {
                throw new Refusal.Invalid("resident-id-missing", "/residentId");
            }
            if (residentId != null) {
                checkResident(residentId, "/residentId", birthDate, sex);
            }
            var documented = identityKind != IdentityKind.RESIDENT_ID && identityKind != IdentityKind.UNKNOWN;
            if (documented != (documentNumber != null)) {
                throw new Refusal.Invalid("document-number-missing", "/documentNumber");
            }
            if (identityKind == IdentityKind.BIRTH_CERTIFICATE && guardian == null) {
                throw new Refusal.Invalid("guardian-missing", "/guardian");
            }
        }
    }

    /**
     * Who a provisional patient is.
     *
     * @param identityNumber of the document
     */
    record IdentifyPatient(
            @NotBlank @Size(max = 50) String name,
            @NotNull Sex sex,
            @NotNull @PastOrPresent LocalDate birthDate,
            @NotNull IdentityKind identityKind,

            @NotBlank @Pattern(regexp = "[A-Za-z0-9()-]{4,40}")
            String identityNumber,

            @Nullable @Pattern(regexp = "\\+?[0-9 -]{5,20}") String phone,
            @Nullable @Size(max = 200) String address,
            @Nullable @Valid GivenGuardian guardian,
            @NotNull Insurance insurance) {

        /**
         * @throws Refusal.Invalid at the place that cannot be right
         */
        Personal toPersonal() {
            if (identityKind == IdentityKind.UNKNOWN) {
                throw new Refusal.Invalid("identity-kind-unknown", "/identityKind");
            }
            if (identityKind == IdentityKind.RESIDENT_ID) {
                checkResident(identityNumber, "/identityNumber", birthDate, sex);
            }
            if (identityKind == IdentityKind.BIRTH_CERTIFICATE && guardian == null) {
                throw new Refusal.Invalid("guardian-missing", "/guardian");
            }
            return new Personal(
                    name, birthDate, identityNumber, phone, address, guardian == null ? null : guardian.toGuardian());
        }
    }

    private static void checkResident(String number, String pointer, LocalDate birthDate, Sex sex) {
        if (!ResidentId.isValid(number)) {
            throw new Refusal.Invalid("resident-id-invalid", pointer);
        }
        var id = new ResidentId(number);
        if (!birthDate.equals(id.birthDate())) {
            throw new Refusal.Invalid("birth-date-differs", "/birthDate");
        }
        if ((sex == Sex.MALE) != id.isMale()) {
            throw new Refusal.Invalid("sex-differs", "/sex");
        }
    }

    /** By what a patient is looked for. */
    enum By {
        RESIDENT_ID,
        PASSPORT,
        HK_MACAU_PERMIT,
        TAIWAN_PERMIT,
        FOREIGN_PERMANENT_RESIDENT,
        BIRTH_CERTIFICATE,
        PHONE,
        NAME,
        NAME_PREFIX
    }

    /** A person's data stands in no query string. */
    record SearchPatients(
            @NotNull By by, @NotBlank @Size(max = 50) String value) {}

    record MergePatient(@NotNull UUID into) {}

    /** A code and no words: words about a person would have to be erased too. */
    enum ErasureReason {
        /** Of somebody who was never treated: what stands there is wrong and nobody's record. */
        REGISTERED_IN_ERROR,
        /** Personal Information Protection Law, article 47. */
        PATIENT_REQUEST
    }

    record ErasePatient(@NotNull ErasureReason reason) {}

    /** What is masked everywhere else. */
    enum Field {
        NAME,
        IDENTITY_NUMBER,
        PHONE,
        ADDRESS,
        GUARDIAN
    }

    enum Purpose {
        TREATMENT,
        CONTACT,
        IDENTIFICATION,
        INSURANCE,
        OTHER
    }

    /**
     * @param explanation in the words of who asks; kept
     */
    record RevealPatient(
            @NotEmpty @Size(max = 5) List<@NotNull Field> fields,
            @NotNull Purpose purpose,
            @NotBlank @Size(max = 500) String explanation) {}
}
