package org.medalliance.staffing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.time.Era;

/** Times as the county's clocks show them. */
public final class CountyTime {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private CountyTime() {}

    /**
     * Reads a time of a query: RFC 3339 with offset, or a date, which is its midnight. A plus sign that arrived as a
     * space, as it does when it was not escaped, is taken for what it was.
     *
     * @throws Refusal.Malformed when it is neither
     */
    public static Instant instant(String text) {
        try {
            var instant = text.length() == "2026-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay(COUNTY).toInstant()
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (!Era.holds(instant)) {
                throw new Refusal.Malformed("time-malformed");
            }
            return instant;
        } catch (DateTimeParseException _) {
            throw new Refusal.Malformed("time-malformed");
        }
    }
}
