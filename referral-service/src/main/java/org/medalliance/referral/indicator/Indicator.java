package org.medalliance.referral.indicator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted. Each is said by conditions on the columns of {@link CaseFacts#FACT}, so that a number and the list of
 * its cases cannot differ; what each means to people stands in {@code catalogue/indicators.json}.
 */
enum Indicator {
    VOLUME(Unit.CASES, "sent", null),
    ACCEPTED_IN_TIME(
            Unit.PERCENT,
            "triaged and accepted_at <= accept_due",
            "triaged and (accepted_at is not null and accept_due is not null or accepted_at is null and late)") {
        @Override
        String pending() {
            return "triaged and accepted_at is null and not late"
                    + " and state in ('SUBMITTED', 'PROPOSED', 'INFO_REQUESTED', 'CONSULTING')";
        }

        @Override
        String lacking() {
            return "triaged and accepted_at is not null and accept_due is null";
        }
    },
    TIME_TO_ACCEPTANCE(Unit.MINUTES, null, "triaged and accepted_at is not null") {
        @Override
        String minutes() {
            return elapsed("accepted_at", "submitted_at");
        }
    },
    DECLINED(Unit.PERCENT, "triaged and declined", "triaged"),
    FORWARDED(Unit.PERCENT, "triaged and forwarded", "triaged"),
    NOT_ARRIVED(Unit.PERCENT, "sent and no_show", "sent and (arrived_at is not null or no_show)") {
        @Override
        String pending() {
            return "sent and arrived_at is null and state in ('ACCEPTED', 'IN_TRANSIT')";
        }
    },
    DOWN_RATIO(Unit.RATIO, "sent and direction = 'DOWN'", "sent and direction = 'UP'"),
    FOLLOWED_UP_IN_7_DAYS(Unit.PERCENT, "came_home and seen_in_time", "came_home and (seen_in_time or week_over)") {
        @Override
        String pending() {
            return "came_home and not seen_in_time and not week_over";
        }
    },
    LOOPS_CLOSED(Unit.PERCENT, "sent and state = 'CLOSED'", "sent and state <> 'WITHDRAWN'"),
    AVOIDED_TRANSFERS(
            Unit.CASES,
            "kept_at is not null and not sent_after_all and fortnight_over",
            "kept_at is not null and (sent_after_all or fortnight_over)") {
        @Override
        String pending() {
            return "kept_at is not null and not sent_after_all and not fortnight_over";
        }
    },
    FIRST_CONTACT_TO_ECG(
            Unit.PERCENT,
            timed("first_contact", "first_ecg") + " and " + span("first_contact", "first_ecg")
                    + " < interval '10 minutes'",
            timed("first_contact", "first_ecg")) {
        @Override
        String minutes() {
            return elapsed("first_ecg", "first_contact");
        }

        @Override
        String lacking() {
            return "sent and pathway = 'CHEST_PAIN' and state <> 'WITHDRAWN' and ("
                    + timed("first_contact", "first_ecg") + ") is not true";
        }
    },
    DOOR_TO_BALLOON(
            Unit.PERCENT,
            timed("door", "balloon") + " and " + span("door", "balloon") + " <= interval '90 minutes'",
            timed("door", "balloon")) {
        @Override
        String minutes() {
            return elapsed("balloon", "door");
        }

        @Override
        String lacking() {
            return "sent and pathway = 'CHEST_PAIN' and door is not null and (" + timed("door", "balloon")
                    + ") is not true";
        }
    },
    DOOR_TO_NEEDLE(
            Unit.PERCENT,
            stroke("door", "needle") + " and " + span("door", "needle") + " <= interval '60 minutes'",
            stroke("door", "needle")) {
        @Override
        String minutes() {
            return elapsed("needle", "door");
        }

        @Override
        String lacking() {
            return "sent and pathway = 'STROKE' and door is not null and (" + stroke("door", "needle")
                    + ") is not true";
        }
    };

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

    private final Unit unit;
    private final @Nullable String numerator;
    private final @Nullable String denominator;

    Indicator(Unit unit, @Nullable String numerator, @Nullable String denominator) {
        this.unit = unit;
        this.numerator = numerator;
        this.denominator = denominator;
    }

    Unit unit() {
        return unit;
    }

    /** What is measured of a case, in minutes; null where nothing is. */
    @Nullable
    String minutes() {
        return null;
    }

    /** Cases that cannot be counted yet; null where each can at once. */
    @Nullable
    String pending() {
        return null;
    }

    /** Cases that would count if somebody had noted what is needed; null where everything is. */
    @Nullable
    String lacking() {
        return null;
    }

    @Nullable
    String condition(Part part) {
        return switch (part) {
            case NUMERATOR -> numerator;
            case DENOMINATOR -> denominator;
            case PENDING -> pending();
            case NOT_COLLECTED -> lacking();
        };
    }

    private static String elapsed(String until, String since) {
        return "extract(epoch from %s - %s) / 60".formatted(until, since);
    }

    private static String span(String since, String until) {
        return "%s - %s".formatted(until, since);
    }

    /** Times that run backwards were noted wrongly, and are as good as none. */
    private static String timed(String since, String until) {
        return "sent and pathway = 'CHEST_PAIN' and %s >= %s".formatted(until, since);
    }

    private static String stroke(String since, String until) {
        return "sent and pathway = 'STROKE' and %s >= %s".formatted(until, since);
    }
}
