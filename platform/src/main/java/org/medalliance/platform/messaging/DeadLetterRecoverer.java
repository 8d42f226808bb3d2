package org.medalliance.platform.messaging;

import io.cloudevents.rw.CloudEventRWException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;
import tools.jackson.core.JacksonException;

/**
 * What becomes of an event that cannot be taken in. While the database is away it is tried for as long as it takes;
 * anything else is tried three times, then parked and shown on {@code <topic>.dlt} with the reason.
 */
@Component
class DeadLetterRecoverer implements ConsumerRecordRecoverer {

    static final String REASON_HEADER = "alliance-reason";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterRecoverer.class);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DeadLetters deadLetters;
    private final KafkaTemplate<String, byte[]> kafka;
    private final String consumer;
    private final Counter parked;
    private final Counter retries;

    DeadLetterRecoverer(
            DeadLetters deadLetters,
            KafkaTemplate<String, byte[]> kafka,
            MeterRegistry meters,
            @Value("${spring.application.name}") String consumer) {
        this.deadLetters = deadLetters;
        this.kafka = kafka;
        this.consumer = consumer;
        this.parked = Counter.builder("alliance.inbox.dead.letters")
                .description("Events that were parked because they could not be taken in")
                .register(meters);
        this.retries = Counter.builder("alliance.inbox.retries")
                .description("Deliveries that failed, for whatever reason")
                .register(meters);
    }

    static BackOff backOff(Throwable failure) {
        if (isTransient(failure)) {
            return new FixedBackOff(1_000, FixedBackOff.UNLIMITED_ATTEMPTS);
        }
        if (has(failure, CloudEventRWException.class) || has(failure, JacksonException.class)) {
            return new FixedBackOff(0, 0);
        }
        var backOff = new ExponentialBackOffWithMaxRetries(3);
        backOff.setInitialInterval(200);
        return backOff;
    }

    /** Blocks on purpose, on the listener's thread: the offset moves only when the record is safe elsewhere. */
    @Override
    public void accept(ConsumerRecord<?, ?> record, Exception failure) {
        var reason = reason(failure);
        // Shown first: once it is parked, a repeated delivery counts as one behind it, and would never be shown.
        show(record, reason);
        deadLetters.park(consumer, record, reason).block(LIMIT);
        parked.increment();
        log.error("Parked {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), reason);
    }

    /** Said once for a record, at its first failure; kinds only. */
    void tryAgain(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
        retries.increment();
        if (attempt == 1) {
            log.warn(
                    "{}-{}@{} could not be taken in and is tried again: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    reason(failure));
        }
    }

    private void show(ConsumerRecord<?, ?> record, String reason) {
        var copy = new ProducerRecord<String, byte[]>(
                record.topic() + ".dlt",
                null,
                record.key() == null ? null : record.key().toString(),
                record.value() instanceof byte[] body ? body : null,
                record.headers());
        copy.headers().remove(REASON_HEADER).add(REASON_HEADER, reason.getBytes(StandardCharsets.UTF_8));
        try {
            kafka.send(copy).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a dead letter was shown.", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "The dead letter could not be shown on its topic; the record comes again.", e);
        }
    }

    /** Kinds of exceptions only: a message may quote what must not leave. */
    static String reason(@Nullable Throwable failure) {
        var kinds = new StringBuilder();
        for (Throwable cause = failure; cause != null && kinds.length() < 400; cause = cause.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : " < ").append(cause.getClass().getSimpleName());
        }
        return kinds.toString();
    }

    private static boolean isTransient(Throwable failure) {
        return has(failure, DataAccessResourceFailureException.class)
                || has(failure, TransientDataAccessException.class)
                || has(failure, ConcurrencyFailureException.class)
                || has(failure, CannotCreateTransactionException.class)
                || has(failure, R2dbcTransientException.class)
                || has(failure, R2dbcNonTransientResourceException.class)
                || has(failure, TimeoutException.class);
    }

    static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
