package org.medalliance.local.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** So many a second, evenly: each has its moment, and one that is late does not put off those that follow. */
public final class EvenPace {

    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final long begun = System.nanoTime();

    public EvenPace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Blocks until the moment of this one, counted from 0. */
    public void await(int number) {
        var moment = begun + number * NANOS / perSecond;
        for (var left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
