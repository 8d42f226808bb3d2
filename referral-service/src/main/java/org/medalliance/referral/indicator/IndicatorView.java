package org.medalliance.referral.indicator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.medalliance.referral.indicator.CountedCases.CaseGroup;
import org.medalliance.referral.indicator.CountedCases.Counted;
import org.medalliance.referral.indicator.Indicator.GroupBy;
import org.medalliance.referral.indicator.Indicator.Part;
import org.medalliance.referral.indicator.Indicator.Unit;
import org.medalliance.referral.indicator.IndicatorWords.Meaning;
import org.medalliance.referral.indicator.IndicatorWords.Words;

/**
 * A number, with what it is made of. Every count is that of a list of cases.
 *
 * @param value null where there is none, which is not 0
 * @param whyNone null where there is a value
 * @param numerator null where the indicator has none, or nothing was collected
 * @param pending cases that cannot be counted yet; null where each can at once
 * @param notCollected cases that would count if what is needed had been noted; null where everything is
 * @param medianMinutes of what is measured; null where nothing is, or was
 */
record IndicatorView(
        Indicator code,
        Words name,
        Words definition,
        Unit unit,
        @Nullable BigDecimal value,
        @Nullable WhyNone whyNone,
        @Nullable Long numerator,
        @Nullable Long denominator,
        @Nullable Long pending,
        @Nullable Long notCollected,
        @Nullable BigDecimal medianMinutes,
        @Nullable BigDecimal p90Minutes,
        List<GroupView> groups) {

    enum WhyNone {
        /** The period has no case to count. */
        NO_CASES,
        /** There are cases, and nobody has noted what is needed. */
        NOT_COLLECTED
    }

    /**
     * @param month null where the whole period is one group
     * @param key such as a direction, an institution's id or a coded reason
     */
    record GroupView(
            GroupBy by, @Nullable String month, @Nullable String key, long cases) {
        static GroupView of(CaseGroup it) {
            return new GroupView(it.by(), it.month(), it.key(), it.cases());
        }
    }

    static IndicatorView of(Indicator it, Meaning meaning, Counted counted, List<CaseGroup> groups) {
        var base = counted.of(Part.DENOMINATOR);
        var lacking = counted.of(Part.NOT_COLLECTED);
        var none = base == null || base > 0 || it.unit() == Unit.CASES
                ? null
                : lacking != null && lacking > 0 ? WhyNone.NOT_COLLECTED : WhyNone.NO_CASES;
        var unknown = none == WhyNone.NOT_COLLECTED;
        return new IndicatorView(
                it,
                meaning.name(),
                meaning.definition(),
                it.unit(),
                none == null ? value(it, counted) : null,
                none,
                unknown ? null : counted.of(Part.NUMERATOR),
                unknown ? null : base,
                counted.of(Part.PENDING),
                lacking,
                counted.median(),
                counted.p90(),
                groups.stream()
                        .filter(group -> group.indicator() == it)
                        .map(GroupView::of)
                        .toList());
    }

    private static @Nullable BigDecimal value(Indicator it, Counted counted) {
        return switch (it.unit()) {
            case CASES -> BigDecimal.valueOf(count(counted, Part.NUMERATOR));
            case PERCENT -> share(counted, 100, 1);
            case RATIO -> share(counted, 1, 2);
            case MINUTES -> counted.median();
        };
    }

    private static BigDecimal share(Counted counted, int of, int places) {
        return BigDecimal.valueOf(count(counted, Part.NUMERATOR) * of)
                .divide(BigDecimal.valueOf(count(counted, Part.DENOMINATOR)), places, RoundingMode.HALF_UP);
    }

    private static long count(Counted counted, Part part) {
        return Objects.requireNonNull(counted.of(part));
    }
}
