package org.medalliance.referral.print;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as a form writes them, by the county's clock. */
final class Times {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(COUNTY);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");

    private Times() {}

    static String minute(@Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** In years; of the first ones also in months, of the first month in days, as paediatrics counts. */
    static String age(LocalDate birth, Instant at) {
        var lived = Period.between(birth, LocalDate.ofInstant(at, COUNTY));
        if (lived.getYears() >= 6) {
            return lived.getYears() + " 岁";
        }
        if (lived.getYears() > 0) {
            return lived.getYears() + " 岁" + (lived.getMonths() > 0 ? " " + lived.getMonths() + " 个月" : "");
        }
        return lived.getMonths() > 0 ? lived.getMonths() + " 个月" : Math.max(0, lived.getDays()) + " 天";
    }
}
