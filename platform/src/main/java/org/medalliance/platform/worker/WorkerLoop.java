package org.medalliance.platform.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Rounds on a thread of their own, which may block. Starts before and stops after whatever may still leave work for it;
 * a round that is under way at the end may finish within five seconds.
 */
public abstract class WorkerLoop implements SmartLifecycle {

    protected static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String name;
    private final Bell bell;
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * @param name of the thread
     * @param bell that a round may wait for; rung at the end
     */
    protected WorkerLoop(String name, Bell bell) {
        this.name = name;
        this.bell = bell;
    }

    /** Looks for work, does it, and waits for the bell when there was none. */
    protected abstract void round() throws InterruptedException;

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name(name).start(this::loop);
    }

    private void loop() {
        try {
            while (running) {
                round();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        bell.ring();
        var ending = thread;
        if (ending != null) {
            join(ending);
        }
    }

    private static void join(Thread ending) {
        try {
            if (!ending.join(FAREWELL)) {
                ending.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
