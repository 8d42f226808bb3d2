package org.medalliance.platform.messaging;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.messaging.DeadLetters.DeadLetter;
import org.medalliance.platform.messaging.DeadLetters.Parked;
import org.medalliance.platform.messaging.DeadLetters.Resolution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Where an operator decides on dead letters. */
@Component
class DeadLetterDesk {

    private final DeadLetters deadLetters;
    private final Inbox inbox;
    private final TransactionalOperator transaction;

    DeadLetterDesk(DeadLetters deadLetters, Inbox inbox, TransactionalOperator transaction) {
        this.deadLetters = deadLetters;
        this.inbox = inbox;
        this.transaction = transaction;
    }

    /**
     * @param replayed how many of the key were taken in
     * @param failed the reason for which the replay stopped, empty when the key is free again
     * @param failedAt the event at which it stopped
     */
    record Replay(int replayed, String failed, @Nullable UUID failedAt) {}

    /**
     * Takes the letter's key in again from its first parked event on, each in its own transaction, until all are
     * through or one fails again.
     *
     * @throws Refusal.Unknown when nobody waits for a decision under this id
     */
    Mono<Replay> replay(UUID id, String by) {
        return letter(id).flatMap(letter -> replayKey(letter, by, 0));
    }

    private Mono<Replay> replayKey(DeadLetter letter, String by, int done) {
        return replayFirst(letter, by)
                .flatMap(_ -> replayKey(letter, by, done + 1))
                .switchIfEmpty(Mono.just(new Replay(done, "", null)))
                .onErrorResume(ReplayFailed.class, failure -> noted(new Replay(done, failure.reason, failure.id)));
    }

    /** Empty when none of the key is left. */
    private Mono<Boolean> replayFirst(DeadLetter letter, String by) {
        return first(letter, by, inbox::receiveParked)
                .onErrorResume(Refusal.class, refusal -> first(letter, by, it -> inbox.answered(it, refusal)));
    }

    private Mono<Boolean> first(
            DeadLetter letter, String by, Function<ConsumerRecord<String, byte[]>, Mono<Boolean>> taking) {
        return deadLetters
                .lock(letter.consumer(), letter.key())
                .then(deadLetters.first(letter))
                .flatMap(parked -> takeIn(parked, by, taking))
                .as(transaction::transactional)
                .contextWrite(letter.scope());
    }

    private Mono<Boolean> takeIn(
            Parked parked, String by, Function<ConsumerRecord<String, byte[]>, Mono<Boolean>> taking) {
        return taking.apply(parked.record())
                .then(deadLetters.resolve(parked.id(), Resolution.REPLAYED, by))
                .onErrorMap(
                        failure -> !(failure instanceof Refusal),
                        failure -> new ReplayFailed(parked.id(), DeadLetterRecoverer.reason(failure)));
    }

    /** Notes a replay that failed; apart from the replay's own transaction, which died. */
    private Mono<Replay> noted(Replay replay) {
        return deadLetters
                .failedAgain(requireNonNull(replay.failedAt()), replay.failed())
                .thenReturn(replay);
    }

    /**
     * Gives an event up. Those behind it stay parked until they are replayed.
     *
     * @throws Refusal.Unknown when nobody waits for a decision under this id
     */
    Mono<Boolean> discard(UUID id, String by) {
        return letter(id)
                .flatMap(letter -> deadLetters
                        .lock(letter.consumer(), letter.key())
                        .then(deadLetters.resolve(id, Resolution.DISCARDED, by)))
                .as(transaction::transactional);
    }

    private Mono<DeadLetter> letter(UUID id) {
        return deadLetters.find(id).switchIfEmpty(Mono.error(Refusal.Unknown::new));
    }

    private static final class ReplayFailed extends RuntimeException {

        private final UUID id;
        private final String reason;

        ReplayFailed(UUID id, String reason) {
            super("Dead letter %s failed again.".formatted(id), null, false, false);
            this.id = id;
            this.reason = reason;
        }
    }
}
