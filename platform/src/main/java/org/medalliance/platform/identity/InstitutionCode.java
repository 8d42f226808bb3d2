package org.medalliance.platform.identity;

/**
 * The unified social credit code of an institution, GB 32100-2015: 18 characters without I, O, S, V, Z; the last is a
 * check character.
 */
public record InstitutionCode(String code) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /**
     * @throws IllegalArgumentException when it is none
     */
    public InstitutionCode {
        if (!isValid(code)) {
            throw new IllegalArgumentException("\"%s\" is no unified social credit code.".formatted(code));
        }
    }

    public static boolean isValid(String code) {
        return code.length() == 18
                && code.chars().allMatch(it -> ALPHABET.indexOf(it) >= 0)
                && code.charAt(17) == check(code);
    }

    /** Weights are the powers of 3 modulo 31. */
    private static char check(String code) {
        var sum = 0;
        var weight = 1;
        for (var place = 0; place < 17; place++) {
            sum += ALPHABET.indexOf(code.charAt(place)) * weight;
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }
}
