package org.medalliance.platform.time;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one source of time. {@code alliance.clock.adjustable=true} lets demo, test and simulation move it. */
@Configuration(proxyBeanMethods = false)
public class TimeConfiguration {

    private static final String ADJUSTABLE = "alliance.clock.adjustable";

    @Bean
    @ConditionalOnProperty(name = ADJUSTABLE, havingValue = "false", matchIfMissing = true)
    Clock clock() {
        return microseconds();
    }

    /** Ticks in microseconds, as PostgreSQL does: a time read back equals the time written. */
    private static Clock microseconds() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = ADJUSTABLE, havingValue = "true")
    static class Adjustable {

        @Bean
        AdjustableClock clock() {
            return new AdjustableClock(microseconds());
        }

        @Bean
        ClockEndpoint clockEndpoint(AdjustableClock clock) {
            return new ClockEndpoint(clock);
        }
    }
}
