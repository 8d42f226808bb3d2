package org.medalliance.referral.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.privacy.Masks;

/**
 * A person whom an institution has registered.
 *
 * @param institution that registered the patient
 * @param personal what is stored sealed
 * @param person links the records of one person without the number; null while nobody knows who it is
 * @param mergedInto the record that took over, once it was known who this is: then this one is a pointer and no more
 * @param erasedAt since when nothing is known of the person; null while it is
 */
public record Patient(
        UUID id,
        String institution,
        long version,
        Sex sex,
        IdentityKind identityKind,
        Insurance insurance,
        Personal personal,
        @Nullable String person,
        @Nullable UUID mergedInto,
        Instant registeredAt,
        @Nullable Instant erasedAt) {

    /** What stands before a number where an emergency has no name. */
    static final String UNKNOWN = "未知患者";

    /** What stands before a number where somebody without a name was registered, as on the paper of every emergency room. */
    static final String NAMELESS = "无名氏";

    public enum Sex {
        MALE,
        FEMALE
    }

    public enum IdentityKind {
        RESIDENT_ID,
        PASSPORT,
        HK_MACAU_PERMIT,
        TAIWAN_PERMIT,
        FOREIGN_PERMANENT_RESIDENT,
        /** Of a newborn, who has no number yet; a guardian stands beside. */
        BIRTH_CERTIFICATE,
        /** Nobody knows yet, as of the unconscious: a provisional identity, to be completed or merged. */
        UNKNOWN
    }

    public enum Insurance {
        RESIDENT,
        EMPLOYEE,
        SELF_PAY
    }

    /**
     * @param relation such as mother
     */
    public record Guardian(
            String name, String relation, @Nullable String phone) {}

    /**
     * @param name empty of the erased
     * @param number of the document; of a resident 18 characters as in GB 11643; null while nobody knows
     * @param birthDate estimated while nobody knows; null of the erased alone
     */
    public record Personal(
            String name,
            @Nullable LocalDate birthDate,
            @Nullable String number,
            @Nullable String phone,
            @Nullable String address,
            @Nullable Guardian guardian) {

        static final Personal ERASED = new Personal("", null, null, null, null, null);
    }

    public String name() {
        return personal.name();
    }

    /** Null of the erased, who are shown and never sent. */
    @SuppressWarnings("NullAway")
    public LocalDate birthDate() {
        return personal.birthDate();
    }

    /** What other services know the person by: the same wherever the person is registered. */
    public String key() {
        return person == null ? id.toString() : person;
    }

    /** As documents of this kind are masked. */
    public @Nullable String maskedNumber() {
        return identityKind == IdentityKind.RESIDENT_ID
                ? Masks.residentId(personal.number())
                : Masks.document(personal.number());
    }

    /** The family name; of whom nobody knows, that nobody does. */
    public String maskedName() {
        return Stream.of(UNKNOWN, NAMELESS)
                .filter(words -> isProvisional() && name().startsWith(words))
                .findFirst()
                .orElseGet(() -> Masks.name(name()));
    }

    boolean isProvisional() {
        return identityKind == IdentityKind.UNKNOWN;
    }

    /** It is known now who this is. */
    Patient identified(Sex known, IdentityKind kind, Insurance covered, Personal told) {
        return new Patient(id, institution, version + 1, known, kind, covered, told, null, null, registeredAt, null);
    }
}
