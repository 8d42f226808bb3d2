package org.medalliance.referral.cases;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.medalliance.platform.lifecycle.Refusal;

/** What a move was refused with. */
final class Refused {

    private Refused() {}

    static String conflict(ThrowingCallable move) {
        return catchThrowableOfType(Refusal.Conflict.class, move).code();
    }

    /** The code, and the place of the body that is wrong. */
    static String invalid(ThrowingCallable move) {
        var refusal = catchThrowableOfType(Refusal.Invalid.class, move);
        return refusal.code() + " " + refusal.faults().getFirst().pointer();
    }
}
