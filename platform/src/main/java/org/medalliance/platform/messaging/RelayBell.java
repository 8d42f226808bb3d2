package org.medalliance.platform.messaging;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Rung after a commit, so that the relay need not wait for its next look. */
@Component
class RelayBell {

    private final Semaphore rung = new Semaphore(0);

    void ring() {
        rung.release();
    }

    /** Blocks the relay's own thread until somebody rings or the time is over; answers whether somebody rang. */
    boolean await(Duration atMost) throws InterruptedException {
        return rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What follows will see all that was rung for so far. */
    void hush() {
        rung.drainPermits();
    }
}
