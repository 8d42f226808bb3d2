package org.medalliance.platform.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The citizen identification number of GB 11643-1999: 6 digits of area, 8 of birth date, 3 of sequence, and a check
 * character by ISO 7064 MOD 11-2. The area is not checked: areas come and go.
 */
public record ResidentId(String number) {

    private static final Pattern FORM = Pattern.compile("\\d{17}[0-9X]");

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECKS = "10X98765432";

    /**
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    public ResidentId {
        if (!isValid(number)) {
            throw new IllegalArgumentException("This is no resident id number.");
        }
    }

    public static boolean isValid(String number) {
        return FORM.matcher(number).matches() && date(number).isPresent() && check(number) == number.charAt(17);
    }

    public LocalDate birthDate() {
        return date(number).orElseThrow();
    }

    /** The seventeenth digit is odd for men. */
    public boolean isMale() {
        return (number.charAt(16) - '0') % 2 == 1;
    }

    private static Optional<LocalDate> date(String number) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(number, 6, 10, 10),
                    Integer.parseInt(number, 10, 12, 10),
                    Integer.parseInt(number, 12, 14, 10)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static char check(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    /** Never the number. */
    @Override
    public String toString() {
        return "ResidentId[…]";
    }
}
