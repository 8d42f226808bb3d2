package org.medalliance.referral;

import java.util.concurrent.atomic.AtomicInteger;

/** Resident ids with right check digits, of men born on 1960-01-01 in an area that was never issued. */
public final class ResidentNumbers {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final AtomicInteger SEQUENCE = new AtomicInteger(1);

    private ResidentNumbers() {}

    public static String next() {
        var body = "99999919600101%03d".formatted(SEQUENCE.getAndAdd(2));
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }
}
