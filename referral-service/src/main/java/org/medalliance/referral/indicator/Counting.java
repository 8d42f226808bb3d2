package org.medalliance.referral.indicator;

import org.jspecify.annotations.Nullable;
import org.medalliance.referral.indicator.Indicator.Part;
import org.medalliance.referral.indicator.Indicator.Unit;

/**
 * How an indicator is counted, in conditions on the columns of {@link CaseFacts#FACT}.
 *
 * @param numerator null where nothing but a measure is told
 * @param denominator null where cases are only counted
 * @param minutes what is measured of a case; null where nothing is
 * @param pending cases that cannot be counted yet; null where each can at once
 * @param lacking cases that would count if somebody had noted what is needed; null where everything is
 */
record Counting(
        Unit unit,
        @Nullable String numerator,
        @Nullable String denominator,
        @Nullable String minutes,
        @Nullable String pending,
        @Nullable String lacking) {

    static Counting of(Unit unit, @Nullable String numerator, @Nullable String denominator) {
        return new Counting(unit, numerator, denominator, null, null, null);
    }

    /** The minutes from one time to another, and nothing else. */
    static Counting measured(String since, String until, String denominator) {
        return of(Unit.MINUTES, null, denominator).measuring(since, until);
    }

    /**
     * The share of a pathway's cases that took no longer than this. Times that run backwards were noted wrongly, and are
     * as good as none.
     *
     * @param limit comparison with an interval
     * @param expected which cases of the pathway should have both times
     */
    static Counting timed(String pathway, String since, String until, String limit, String expected) {
        var ofPathway = "sent and here and pathway = '%s' and ".formatted(pathway);
        var timed = ofPathway + "%s >= %s".formatted(until, since);
        return of(Unit.PERCENT, "%s and %s - %s %s".formatted(timed, until, since, limit), timed)
                .measuring(since, until)
                .lacking(ofPathway + "%s and (%s) is not true".formatted(expected, timed));
    }

    private Counting measuring(String since, String until) {
        var elapsed = "extract(epoch from %s - %s) / 60".formatted(until, since);
        return new Counting(unit, numerator, denominator, elapsed, pending, lacking);
    }

    Counting pending(String condition) {
        return new Counting(unit, numerator, denominator, minutes, condition, lacking);
    }

    Counting lacking(String condition) {
        return new Counting(unit, numerator, denominator, minutes, pending, condition);
    }

    @Nullable
    String condition(Part part) {
        return switch (part) {
            case NUMERATOR -> numerator;
            case DENOMINATOR -> denominator;
            case PENDING -> pending;
            case NOT_COLLECTED -> lacking;
        };
    }
}
