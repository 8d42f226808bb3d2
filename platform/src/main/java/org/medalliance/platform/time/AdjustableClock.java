package org.medalliance.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** The platform's clock with an offset, for demo, test and simulation. It can be put forward and back. */
final class AdjustableClock extends Clock {

    private final Clock real;
    /** In nanoseconds. */
    private final AtomicLong offset;

    AdjustableClock(Clock real) {
        this(real, new AtomicLong());
    }

    private AdjustableClock(Clock real, AtomicLong offset) {
        this.real = real;
        this.offset = offset;
    }

    Duration offset() {
        return Duration.ofNanos(offset.get());
    }

    void set(Instant to) {
        offset.set(Duration.between(real.instant(), to).toNanos());
    }

    void advance(Duration by) {
        offset.addAndGet(by.toNanos());
    }

    void reset() {
        offset.set(0);
    }

    @Override
    public Instant instant() {
        return real.instant().plusNanos(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    /** Shares the offset with the clock it comes from. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new AdjustableClock(real.withZone(zone), offset);
    }
}
