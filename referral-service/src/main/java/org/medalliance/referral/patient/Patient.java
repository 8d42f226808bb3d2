package org.medalliance.referral.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person whom an institution has registered.
 *
 * @param institution that registered the patient
 * @param residentId 18 characters as in GB 11643; null for those without one
 */
public record Patient(
        UUID id,
        String institution,
        long version,
        String name,
        Sex sex,
        LocalDate birthDate,
        IdentityKind identityKind,
        @Nullable String residentId,
        @Nullable String phone,
        @Nullable String address,
        Insurance insurance,
        Instant registeredAt) {

    public enum Sex {
        MALE,
        FEMALE
    }

    public enum IdentityKind {
        RESIDENT_ID,
        NONE
    }

    public enum Insurance {
        RESIDENT,
        EMPLOYEE,
        SELF_PAY
    }
}
