package org.medalliance.platform.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/clock} on the management port: GET reads the clock, POST {@code {"set":"2026-11-23T08:00:00+08:00"}}
 * or {@code {"advance":"PT30M"}} moves it, DELETE puts it right again. To move the whole platform, set every service
 * to the same time.
 */
@Endpoint(id = "clock")
final class ClockEndpoint {

    private final AdjustableClock clock;

    ClockEndpoint(AdjustableClock clock) {
        this.clock = clock;
    }

    record Reading(Instant now, Duration offset) {}

    @ReadOperation
    Reading read() {
        return new Reading(clock.instant(), clock.offset());
    }

    @WriteOperation
    Reading move(@Nullable String set, @Nullable String advance) {
        if ((set == null) == (advance == null)) {
            throw wrong();
        }
        try {
            if (set != null) {
                clock.set(OffsetDateTime.parse(set).toInstant());
            } else {
                clock.advance(Duration.parse(advance));
            }
        } catch (DateTimeException | ArithmeticException _) {
            throw wrong();
        }
        return read();
    }

    @DeleteOperation
    Reading reset() {
        clock.reset();
        return read();
    }

    private static InvalidEndpointRequestException wrong() {
        return new InvalidEndpointRequestException(
                "Send either set (RFC 3339 with offset) or advance (ISO 8601, such as PT30M).", "set or advance");
    }
}
