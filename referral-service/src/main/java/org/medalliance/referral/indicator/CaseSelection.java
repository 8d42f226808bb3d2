package org.medalliance.referral.indicator;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Role;
import org.medalliance.referral.content.Direction;

/**
 * Which cases are counted or exported, and for whom: those submitted in a period, of the whole alliance for the health
 * bureau, of its own institution for everybody else.
 *
 * @param institution with a part in the case; null for the whole alliance
 * @param ofBureau whether whoever asks sees no person
 * @param to last day, itself included
 */
public record CaseSelection(
        Scope scope,
        @Nullable String institution,
        boolean ofBureau,
        LocalDate from,
        LocalDate to,
        @Nullable Direction direction) {

    /** By which an alliance's days and months are told. */
    public static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final int LONGEST_DAYS = 366;

    private enum Bureau implements Role {
        BUREAU_VIEWER
    }

    private enum Own implements Role {
        REFERRAL_OFFICER,
        CLINIC_DOCTOR,
        DUTY_OFFICER,
        CENTRE_LEAD
    }

    /**
     * What was asked for.
     *
     * @param from first day; null for the first of this month
     * @param to last day; null for today
     */
    public record Asked(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String institution,
            @Nullable Direction direction) {}

    /**
     * @throws Refusal.Forbidden for who may see no numbers, or asks for those of another institution
     * @throws Refusal.Malformed when the period runs backwards or is longer than a year
     */
    public static CaseSelection of(Actor actor, Asked asked, Clock clock) {
        var bureau = actor.has(Bureau.BUREAU_VIEWER);
        if (!bureau) {
            actor.require(Own.values());
            if (asked.institution() != null && !asked.institution().equals(actor.institution())) {
                throw new Refusal.Forbidden("role-missing");
            }
        }
        var today = LocalDate.ofInstant(clock.instant(), COUNTY);
        var to = asked.to() == null ? today : asked.to();
        var from = asked.from() == null ? to.withDayOfMonth(1) : asked.from();
        if (to.isBefore(from)) {
            throw new Refusal.Malformed("period-backwards");
        }
        if (ChronoUnit.DAYS.between(from, to) >= LONGEST_DAYS) {
            throw new Refusal.Malformed("period-too-long", LONGEST_DAYS);
        }
        return new CaseSelection(
                actor.scope(), bureau ? asked.institution() : actor.institution(), bureau, from, to, asked.direction());
    }

    Instant begin() {
        return from.atStartOfDay(COUNTY).toInstant();
    }

    /** Exclusive. */
    Instant end() {
        return to.plusDays(1).atStartOfDay(COUNTY).toInstant();
    }
}
