package org.medalliance.local.county;

/** Check characters of the three Chinese numbers that the county needs. */
public final class CheckDigits {

    private static final int[] RESIDENT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String RESIDENT_CHECKS = "10X98765432";

    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] CREDIT_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private CheckDigits() {}

    /** The 18-digit resident id (GB 11643) of its first 17 digits. */
    public static String residentId(String first17) {
        return first17 + RESIDENT_CHECKS.charAt(weigh(first17, RESIDENT_WEIGHTS, "0123456789") % 11);
    }

    /** The 9-character organisation code (GB 11714) of its first 8 digits. */
    static String organisation(String first8) {
        int check = 11 - weigh(first8, ORGANISATION_WEIGHTS, "0123456789") % 11;
        return first8
                + switch (check) {
                    case 10 -> "X";
                    case 11 -> "0";
                    default -> String.valueOf(check);
                };
    }

    /** The 18-character unified social credit code (GB 32100) of its first 17 characters. */
    static String creditCode(String first17) {
        int check = (31 - weigh(first17, CREDIT_WEIGHTS, CREDIT_ALPHABET) % 31) % 31;
        return first17 + CREDIT_ALPHABET.charAt(check);
    }

    private static int weigh(String characters, int[] weights, String alphabet) {
        if (characters.length() != weights.length) {
            throw new IllegalArgumentException("Expected " + weights.length + " characters: " + characters);
        }
        int sum = 0;
        for (int place = 0; place < weights.length; place++) {
            int value = alphabet.indexOf(characters.charAt(place));
            if (value < 0) {
                throw new IllegalArgumentException("No such character in this code: " + characters);
            }
            sum += value * weights[place];
        }
        return sum;
    }
}
