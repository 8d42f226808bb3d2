package org.medalliance.referral.patient;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The citizen identification number of GB 11643-1999: 6 digits of area, 8 of birth date, 3 of sequence, and a check
 * character by ISO 7064 MOD 11-2. The area is not checked: areas come and go.
 */
final class ResidentId {

    private static final Pattern FORM = Pattern.compile("\\d{17}[0-9X]");

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECKS = "10X98765432";

    private ResidentId() {}

    static boolean isValid(String id) {
        return FORM.matcher(id).matches() && birthDate(id) != null && check(id) == id.charAt(17);
    }

    /** Null when the digits are no date. */
    static @Nullable LocalDate birthDate(String id) {
        try {
            return LocalDate.of(
                    Integer.parseInt(id, 6, 10, 10),
                    Integer.parseInt(id, 10, 12, 10),
                    Integer.parseInt(id, 12, 14, 10));
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** The seventeenth digit is odd for men. */
    static Patient.Sex sex(String id) {
        return (id.charAt(16) - '0') % 2 == 1 ? Patient.Sex.MALE : Patient.Sex.FEMALE;
    }

    private static char check(String id) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (id.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }
}
