package org.medalliance.platform.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.medalliance.platform.worker.WorkerLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Claims what is due when the bell rings, else every second, as many as there are hands free. Each request runs on a
 * virtual thread of its own, so that one that hangs keeps one place and nothing else.
 */
@Component
class CourierLoop extends WorkerLoop {

    private static final Logger log = LoggerFactory.getLogger(CourierLoop.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Deliveries deliveries;
    private final Courier courier;
    private final CourierBell bell;
    private final Clock clock;
    private final WebhookSettings settings;
    private final Semaphore hands;

    CourierLoop(Deliveries deliveries, Courier courier, CourierBell bell, Clock clock, WebhookSettings settings) {
        super("webhook-courier", bell);
        this.deliveries = deliveries;
        this.courier = courier;
        this.bell = bell;
        this.clock = clock;
        this.settings = settings;
        this.hands = new Semaphore(settings.concurrency());
    }

    @Override
    protected void round() throws InterruptedException {
        send();
        bell.await(settings.look());
    }

    private void send() throws InterruptedException {
        try {
            while (isRunning() && hands.availablePermits() > 0) {
                var claimed = claim(hands.availablePermits());
                if (claimed.isEmpty()) {
                    return;
                }
                for (var delivery : claimed) {
                    hands.acquire();
                    Thread.ofVirtual().name("webhook-post").start(() -> deliver(delivery));
                }
            }
        } catch (RuntimeException failure) {
            log.warn("The webhooks' courier could not claim and tries again: {}", kind(failure));
            bell.await(AFTER_FAILURE);
        }
    }

    private List<Delivery> claim(int most) {
        var claimed = deliveries
                .claim(most, settings.perWebhook(), clock.instant(), settings.lease())
                .block(LIMIT);
        return claimed == null ? List.of() : claimed;
    }

    /** Blocks on purpose: this thread is the request's own. */
    private void deliver(Delivery delivery) {
        try {
            courier.deliver(delivery).block(settings.lease());
        } catch (RuntimeException failure) {
            log.warn("The end of delivery {} could not be written down: {}", delivery.id(), kind(failure));
        } finally {
            hands.release();
            bell.ring();
        }
    }

    private static String kind(RuntimeException failure) {
        return failure.getClass().getSimpleName();
    }

    /** What is under way may end; what does not end in time is sent again when its lease is over. */
    @Override
    public void stop() {
        super.stop();
        try {
            if (hands.tryAcquire(settings.concurrency(), FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                hands.release(settings.concurrency());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
