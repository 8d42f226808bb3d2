package org.medalliance.staffing;

import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** What may only happen once the transaction has: counting, above all. */
public record AfterCommit(Runnable work) implements TransactionSynchronization {

    /** Joins the caller's transaction. */
    public static Mono<Void> run(Runnable work) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new AfterCommit(work)))
                .then();
    }

    @Override
    public Mono<Void> afterCommit() {
        return Mono.fromRunnable(work);
    }
}
