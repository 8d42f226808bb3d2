package org.medalliance.platform.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What tests of the outbox share: aggregates that announce their changes, and relays beside the service's own. */
@Component
class RelayBench {

    static final String TOPIC = "attention.events.v1";

    final WorkerDatabase database;
    final AllianceDatabase rows;
    final TransactionalOperator transaction;
    final Outbox outbox;
    final ProducerFactory<String, byte[]> producers;
    final RelayLoop loop;
    private final Clock clock;

    RelayBench(
            WorkerDatabase database,
            AllianceDatabase rows,
            TransactionalOperator transaction,
            Outbox outbox,
            KafkaTemplate<String, byte[]> kafka,
            RelayLoop loop,
            Clock clock) {
        this.database = database;
        this.rows = rows;
        this.transaction = transaction;
        this.outbox = outbox;
        this.producers = kafka.getProducerFactory();
        this.loop = loop;
        this.clock = clock;
    }

    /** A relay as another replica would have it. */
    OutboxRelay relay() {
        return relay(new KafkaTemplate<>(producers));
    }

    OutboxRelay relay(KafkaTemplate<String, byte[]> kafka) {
        return new OutboxRelay(
                database,
                kafka,
                Schedulers.newSingle("test-sending", true),
                clock,
                new SimpleMeterRegistry(),
                "test-service");
    }

    /** Sends through a real producer, after the test has had its say. */
    KafkaTemplate<String, byte[]> sending(UnaryOperator<CompletableFuture<ProducerRecord<String, byte[]>>> say) {
        return new KafkaTemplate<>(producers) {
            @Override
            public CompletableFuture<SendResult<String, byte[]>> send(ProducerRecord<String, byte[]> record) {
                return say.apply(CompletableFuture.completedFuture(record)).thenCompose(super::send);
            }
        };
    }

    UUID aggregate() {
        var id = UUID.randomUUID();
        rows.sql(Events.SCOPE, "insert into note (id, alliance_id, version, text) values (:id, :alliance, 0, '')")
                .bind("id", id)
                .then()
                .contextWrite(Events.SCOPE.carried())
                .block();
        return id;
    }

    /** One change of the aggregate with its event, as a service writes it. */
    Mono<Long> change(UUID aggregate) {
        return rows.sql(
                        Events.SCOPE,
                        "update note set version = version + 1 where id = :id and alliance_id = :alliance returning version")
                .bind("id", aggregate)
                .map(row -> row.get(0, Long.class))
                .one()
                .flatMap(version -> outbox.append(Events.event(TOPIC, aggregate.toString(), version))
                        .thenReturn(version))
                .as(transaction::transactional)
                .contextWrite(Events.SCOPE.carried());
    }

    long pending(String subject) {
        return database.sql("select count(*) from outbox where subject = :subject and published_at is null")
                .bind("subject", subject)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    long written(String subject) {
        return database.sql("select count(*) from outbox where subject = :subject")
                .bind("subject", subject)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }
}
