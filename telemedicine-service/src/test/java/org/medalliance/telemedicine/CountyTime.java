package org.medalliance.telemedicine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The platform's clock, running from a moment that a test chooses; one for all services of a test's JVM. */
public final class CountyTime extends Clock {

    /** A Monday, eight o'clock in the county. */
    public static final Instant MONDAY =
            OffsetDateTime.parse("2026-03-02T08:00:00+08:00").toInstant();

    public static final CountyTime TIME = new CountyTime();

    private final Clock system = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private CountyTime() {
        set(MONDAY);
    }

    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {
        @Bean
        @Primary
        Clock countyTime() {
            return TIME;
        }
    }

    public void set(Instant now) {
        ahead.set(Duration.between(system.instant(), now));
    }

    public void advance(Duration step) {
        ahead.updateAndGet(it -> it.plus(step));
    }

    @Override
    public Instant instant() {
        return system.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
