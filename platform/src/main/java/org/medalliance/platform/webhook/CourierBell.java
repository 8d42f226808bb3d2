package org.medalliance.platform.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.medalliance.platform.messaging.DeliveryBell;
import org.springframework.stereotype.Component;

/** Rung after a commit that left something to deliver, and when a delivery has ended, so that the next need not wait. */
@Component
class CourierBell implements DeliveryBell {

    private final Semaphore rung = new Semaphore(0);

    @Override
    public void ring() {
        rung.release();
    }

    /** Blocks the courier's own thread until somebody rings or the time is over. What was rung so far counts once. */
    void await(Duration atMost) throws InterruptedException {
        if (rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
