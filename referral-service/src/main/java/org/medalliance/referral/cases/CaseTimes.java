package org.medalliance.referral.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;

/** When something in a case can have happened, and for when something can be planned. */
final class CaseTimes {

    static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    /** What happened may be written down before the case was sent, or the case after it happened. */
    static final Duration BEFORE = Duration.ofDays(1);

    /** Nobody is promised a bed or a visit further ahead. */
    static final Duration AHEAD = Duration.ofDays(366);

    /** The longest way inside a county, with much to spare. */
    static final Duration WAY = Duration.ofDays(1);

    private CaseTimes() {}

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, COUNTY);
    }

    /** @throws Refusal.Invalid when it lies before the case by more than a day */
    static void refuseBefore(Referral it, Instant time, String pointer) {
        if (time.isBefore(it.submittedAt().minus(BEFORE))) {
            throw new Refusal.Invalid("time-before-case", pointer);
        }
    }

    /** @throws Refusal.Invalid when it lies before the case by more than a day */
    static void refuseBefore(Referral it, LocalDate day, String pointer) {
        if (day.isBefore(day(it.submittedAt().minus(BEFORE)))) {
            throw new Refusal.Invalid("time-before-case", pointer);
        }
    }

    static boolean isFarAhead(LocalDate day, LocalDate today) {
        return day.isAfter(today.plusYears(1));
    }

    /** @throws Refusal.Invalid when it is more than a year ahead */
    static void refuseFarAhead(Instant time, Instant at, String pointer) {
        if (time.isAfter(at.plus(AHEAD))) {
            throw new Refusal.Invalid("time-too-far", pointer);
        }
    }

    /**
     * A wrong date would keep everybody from asking where the patient is.
     *
     * @throws Refusal.Invalid when it is more than a day away, to either side
     */
    static void refuseFarArrival(@Nullable Instant eta, Instant at) {
        if (eta != null && eta.isBefore(at.minus(WAY))) {
            throw new Refusal.Invalid("eta-in-past", "/transport/eta");
        }
        if (eta != null && eta.isAfter(at.plus(WAY))) {
            throw new Refusal.Invalid("eta-too-late", "/transport/eta");
        }
    }
}
