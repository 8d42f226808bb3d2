package org.medalliance.platform.deadline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many limits run, what is overdue to be fired, and how long the calendar still reaches. */
@Component
class DeadlinePulse {

    private final DeadlineRows rows;
    private final Clock clock;
    private volatile DeadlineRows.LadderPulse pulse = new DeadlineRows.LadderPulse(0, 0, null);

    DeadlinePulse(DeadlineRows rows, WorkingCalendar calendar, Clock clock, MeterRegistry meters) {
        this.rows = rows;
        this.clock = clock;
        Gauge.builder("alliance.deadline.running", () -> pulse.running())
                .description("Limits that run, counted to 10,000")
                .register(meters);
        Gauge.builder("alliance.deadline.late", () -> pulse.late())
                .description("Steps that are due and not fired yet, counted to 10,000")
                .register(meters);
        Gauge.builder("alliance.deadline.oldest", this::oldestSeconds)
                .baseUnit("seconds")
                .description("How long the oldest due step has waited to be fired")
                .register(meters);
        Gauge.builder("alliance.deadline.calendar", () -> daysKnown(calendar))
                .baseUnit("days")
                .description("For how many days from today public holidays are known")
                .register(meters);
    }

    @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT5S")
    Mono<DeadlineRows.LadderPulse> feel() {
        return Mono.defer(() -> rows.pulse(clock.instant())).doOnNext(felt -> pulse = felt);
    }

    private double oldestSeconds() {
        var oldest = pulse.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }

    /** A year's holidays are known to its end. */
    private double daysKnown(WorkingCalendar calendar) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var end = LocalDate.of(calendar.knownUntil().getYear(), 12, 31);
        return ChronoUnit.DAYS.between(today, end);
    }
}
