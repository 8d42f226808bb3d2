package org.medalliance.platform.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rung, after a commit, by whoever leaves work for a loop, so that it need not wait for its next look. */
public class Bell {

    private final Semaphore rung = new Semaphore(0);

    public void ring() {
        rung.release();
    }

    /**
     * Blocks the loop's own thread until somebody rings or the time is over; answers whether somebody rang. What was
     * rung so far counts once.
     */
    public boolean await(Duration atMost) throws InterruptedException {
        var heard = rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (heard) {
            hush();
        }
        return heard;
    }

    /** What follows will see all that was rung for so far. */
    public void hush() {
        rung.drainPermits();
    }
}
