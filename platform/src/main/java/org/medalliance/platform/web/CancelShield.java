package org.medalliance.platform.web;

import reactor.core.publisher.Mono;

/** Keeps a subscriber's cancel from work that must reach its end. */
public final class CancelShield {

    private CancelShield() {}

    /** The same work, with the same context, that goes on when its subscriber cancels. */
    public static <T> Mono<T> shield(Mono<T> work) {
        return Mono.deferContextual(
                context -> Mono.fromFuture(() -> work.contextWrite(context).toFuture(), true));
    }
}
