package org.medalliance.platform.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Nobody goes on before all are there. Put between a rival's look and its write, it brings the worst that a race can
 * bring, every time: for a test that shows what happens where a guard is taken out.
 */
public final class Rendezvous {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final AtomicInteger missing;
    private final Sinks.Empty<Void> all = Sinks.empty();

    public Rendezvous(int rivals) {
        this.missing = new AtomicInteger(rivals);
    }

    /** Completes for everybody when the last one has come; fails where a guard lets not all of them come. */
    public Mono<Void> met() {
        return Mono.defer(() -> {
            if (missing.decrementAndGet() == 0) {
                all.tryEmitEmpty();
            }
            return all.asMono().timeout(PATIENCE);
        });
    }
}
