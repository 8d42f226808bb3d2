package org.medalliance.referral.indicator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted. Each is said by conditions on the columns of {@link CaseFacts#FACT}, so that a number and the list of
 * its cases cannot differ; what each means to people stands in {@code catalogue/indicators.json}.
 */
enum Indicator {
    VOLUME(Counting.of(Unit.CASES, "sent", null)),
    ACCEPTED_IN_TIME(Counting.of(
                    Unit.PERCENT,
                    "triaged and accepted_at <= accept_due",
                    "triaged and (accepted_at is not null and accept_due is not null or accepted_at is null and (late or answered_late))")
            .pending("triaged and accepted_at is null and waits and not late and not answered_late")
            .lacking("triaged and accepted_at is not null and accept_due is null")),
    TIME_TO_ACCEPTANCE(Counting.measured("submitted_at", "accepted_at", "triaged and accepted_at is not null")),
    DECLINED(Counting.of(Unit.PERCENT, "triaged and declined", "triaged")),
    FORWARDED(Counting.of(Unit.PERCENT, "triaged and forwarded", "triaged")),
    NOT_ARRIVED(Counting.of(Unit.PERCENT, "sent and no_show", "sent and here and (arrived_at is not null or no_show)")
            .pending("sent and here and arrived_at is null and state in ('ACCEPTED', 'IN_TRANSIT')")),
    DOWN_RATIO(Counting.of(Unit.RATIO, "sent and direction = 'DOWN'", "sent and direction = 'UP'")),
    FOLLOWED_UP_IN_7_DAYS(
            Counting.of(Unit.PERCENT, "came_home and seen_in_time", "came_home and (seen_in_time or week_over)")
                    .pending("came_home and not seen_in_time and not week_over")),
    LOOPS_CLOSED(
            Counting.of(Unit.PERCENT, "sent and here and state = 'CLOSED'", "sent and here and state <> 'WITHDRAWN'")),
    AVOIDED_TRANSFERS(Counting.of(
                    Unit.CASES,
                    "here and kept_at is not null and not sent_after_all and fortnight_over",
                    "here and kept_at is not null and (sent_after_all or fortnight_over)")
            .pending("here and kept_at is not null and not sent_after_all and not fortnight_over")),
    FIRST_CONTACT_TO_ECG(Counting.timed(
            "CHEST_PAIN", "first_contact", "first_ecg", "< interval '10 minutes'", "state <> 'WITHDRAWN'")),
    DOOR_TO_BALLOON(Counting.timed("CHEST_PAIN", "door", "balloon", "<= interval '90 minutes'", "door is not null")),
    DOOR_TO_NEEDLE(Counting.timed("STROKE", "door", "needle", "<= interval '60 minutes'", "door is not null"));

    enum Unit {
        CASES,
        PERCENT,
        RATIO,
        MINUTES
    }

    /** Which cases of an indicator. */
    enum Part {
        NUMERATOR,
        DENOMINATOR,
        PENDING,
        NOT_COLLECTED
    }

    /** By what some are told apart; the numerator's cases fall into the groups. */
    enum GroupBy {
        DIRECTION("direction", true),
        CLINIC("case when direction = 'DOWN' then destination else origin end", true),
        SPECIALTY("specialty", true),
        DECLINE_REASON("declined_for", false),
        FORWARD_REASON("forwarded_for", false),
        KEPT_BY("case when took_option then 'TAKE_OPTION' else 'CONSULT_FIRST' end", false);

        private final String key;
        private final boolean monthly;

        GroupBy(String key, boolean monthly) {
            this.key = key;
            this.monthly = monthly;
        }

        String key() {
            return key;
        }

        boolean isMonthly() {
            return monthly;
        }
    }

    static final Map<Indicator, List<GroupBy>> GROUPED = Map.of(
            VOLUME, List.of(GroupBy.DIRECTION, GroupBy.CLINIC, GroupBy.SPECIALTY),
            DECLINED, List.of(GroupBy.DECLINE_REASON),
            FORWARDED, List.of(GroupBy.FORWARD_REASON),
            AVOIDED_TRANSFERS, List.of(GroupBy.KEPT_BY));

    private final Counting counting;

    Indicator(Counting counting) {
        this.counting = counting;
    }

    Unit unit() {
        return counting.unit();
    }

    /** What is measured of a case, in minutes; null where nothing is. */
    @Nullable
    String minutes() {
        return counting.minutes();
    }

    @Nullable
    String condition(Part part) {
        return counting.condition(part);
    }
}
