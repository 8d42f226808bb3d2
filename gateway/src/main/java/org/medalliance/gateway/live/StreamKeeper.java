package org.medalliance.gateway.live;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the streams while the gateway runs, and ends them before the server waits for what is still open. */
@Component
class StreamKeeper implements SmartLifecycle {

    private final Broadcast broadcast;
    private volatile boolean running;

    StreamKeeper(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Scheduled(fixedRateString = "PT1S")
    void beat() {
        broadcast.beat();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        broadcast.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The last phase stops first: before the server's own graceful shutdown, which is 1,024 phases earlier. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
