package org.medalliance.referral.search;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.identity.ResidentId;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.privacy.BlindIndex;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Priority;

/**
 * What a case must be; what is not given does not matter.
 *
 * @param number of the case
 * @param name of the patient, whole
 * @param namePrefix beginning of the name, four characters at most without spaces and dots
 * @param patientId a record that the seeker may open; the cases of every record of the same person are meant
 * @param diagnosis beginning of an ICD-10 code, from its category on
 * @param department code at the destination
 * @param institution from which or to which the case goes, such as the other side
 * @param from first day of the submission, by the county's clock
 * @param to last day, itself included
 */
record SearchCriteria(
        @Nullable @Pattern(regexp = "R\\d{8}-\\d{4,12}") String number,
        @Nullable @Size(min = 1, max = 50) String name,
        @Nullable @Size(min = 1, max = 50) String namePrefix,
        @Nullable @Size(min = 18, max = 18) String residentId,
        @Nullable UUID patientId,

        @Nullable @Pattern(regexp = "[A-Z]\\d{2}(\\.[0-9A-Za-z]{1,4})?")
        String diagnosis,

        @Nullable Direction direction,
        @Nullable State state,
        @Nullable Priority priority,
        @Nullable @Pattern(regexp = "\\d{2}(\\.\\d{2})?") String specialty,
        @Nullable @Size(min = 1, max = 40) String department,
        @Nullable @Size(min = 1, max = 40) String institution,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    private static final int LONGEST_PREFIX = 4;

    /** @throws Refusal.Invalid at the place of what nobody could be found by */
    void check() {
        if (residentId != null && !ResidentId.isValid(residentId)) {
            throw new Refusal.Invalid("resident-id-invalid", "/residentId");
        }
        if (name != null && BlindIndex.normal(name).isEmpty()) {
            throw new Refusal.Invalid("name-missing", "/name");
        }
        if (namePrefix != null) {
            var letters = BlindIndex.normal(namePrefix);
            if (letters.isEmpty() || letters.codePointCount(0, letters.length()) > LONGEST_PREFIX) {
                throw new Refusal.Invalid("name-prefix-length", "/namePrefix", LONGEST_PREFIX);
            }
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new Refusal.Invalid("period-backwards", "/to");
        }
    }
}
