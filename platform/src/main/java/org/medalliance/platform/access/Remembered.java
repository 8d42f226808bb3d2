package org.medalliance.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * What commands read often and what changes seldom, kept by each instance for a few seconds of the machine's time. Whoever
 * changes it forgets it; another instance may go by the old value until it has been kept for so long.
 */
public final class Remembered<T> {

    /** Far more than a county has of anything that is kept so. */
    private static final int LARGEST = 20_000;

    private record Named(String alliance, String name) {}

    private final Cache<Named, T> kept;

    public Remembered(Duration kept) {
        this.kept = Caffeine.newBuilder()
                .expireAfterWrite(kept)
                .maximumSize(LARGEST)
                .build();
    }

    /**
     * @param name within the alliance
     * @param read what was not kept; nothing found is not kept either
     */
    public Mono<T> get(Scope scope, String name, Mono<T> read) {
        var key = new Named(scope.alliance(), name);
        return Mono.defer(() -> {
            var known = kept.getIfPresent(key);
            return known == null ? read.doOnNext(found -> kept.put(key, found)) : Mono.just(known);
        });
    }

    /** All of an alliance: at once, and again when the transaction that changes it is over. */
    public Mono<Void> forget(Scope scope) {
        Runnable forgetting =
                () -> kept.asMap().keySet().removeIf(it -> it.alliance().equals(scope.alliance()));
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isSynchronizationActive)
                .doOnNext(transaction -> transaction.registerSynchronization(new Afterwards(forgetting)))
                .onErrorComplete()
                .then(Mono.fromRunnable(forgetting));
    }

    private record Afterwards(Runnable forgetting) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCompletion(int status) {
            return Mono.fromRunnable(forgetting);
        }
    }
}
