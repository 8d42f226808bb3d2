package org.medalliance.platform.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.medalliance.platform.worker.WorkerLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Runs the relay: when the bell rings, else every 100 ms, more slowly while Kafka or the database is away. Passes that
 * follow one another begin some milliseconds apart, so that under load one takes several events: a pass and the look
 * after it cost six statements, however many it sends.
 */
@Component
class RelayLoop extends WorkerLoop {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final OutboxRelay relay;
    private final RelayBell bell;
    private final Duration look;
    private final Duration pace;
    private long begun;
    private boolean behind;
    private boolean due = true;

    /**
     * @param look how long it waits at most without the bell
     * @param pace from the beginning of one pass to that of the next, at least
     */
    RelayLoop(
            OutboxRelay relay,
            RelayBell bell,
            @Value("${alliance.outbox.look:100ms}") Duration look,
            @Value("${alliance.outbox.pace:20ms}") Duration pace) {
        super("outbox-relay", bell);
        this.relay = relay;
        this.bell = bell;
        this.look = look;
        this.pace = pace;
        this.begun = System.nanoTime() - pace.toNanos();
    }

    @Override
    protected void round() throws InterruptedException {
        var wanted = due || bell.await(look);
        try {
            if (wanted || hasWork()) {
                publishAll();
            }
            due = false;
        } catch (OutboxRelay.KafkaAway _) {
            restAfterFailure();
        } catch (RuntimeException failure) {
            log.warn(
                    "The outbox relay could not make its pass and tries again: {}",
                    DeadLetterRecoverer.reason(failure));
            restAfterFailure();
        }
    }

    /** Somebody may ring meanwhile, but the next pass is due in any case. */
    private void restAfterFailure() throws InterruptedException {
        due = true;
        bell.await(AFTER_FAILURE);
    }

    private void publishAll() throws InterruptedException {
        Long published;
        do {
            awaitTurn();
            bell.hush();
            begun = System.nanoTime();
            published = relay.publish().block(LIMIT);
            behind = published != null && published >= OutboxRelay.BATCH;
        } while (published != null && published > 0 && isRunning() && hasWork());
    }

    /** One that left much behind need not wait. */
    private void awaitTurn() throws InterruptedException {
        var left = pace.toNanos() - (System.nanoTime() - begun);
        if (left > 0 && !behind) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private boolean hasWork() {
        return Boolean.TRUE.equals(relay.hasWork().block(LIMIT));
    }
}
