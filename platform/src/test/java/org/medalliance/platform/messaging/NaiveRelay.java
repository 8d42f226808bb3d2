package org.medalliance.platform.messaging;

import java.time.Instant;
import java.util.List;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A relay without the guards, to show what each of them is there against. */
final class NaiveRelay {

    private final RelayBench bench;
    private final KafkaTemplate<String, byte[]> kafka;
    private long lastSeen;

    NaiveRelay(RelayBench bench, KafkaTemplate<String, byte[]> kafka) {
        this.bench = bench;
        this.kafka = kafka;
    }

    /** Without a lock on the shard. */
    List<OutboxRelay.Pending> read(String subject) {
        return select("subject = '%s' and published_at is null".formatted(subject));
    }

    /** With a "last seen id" in place of a mark on each row. */
    List<OutboxRelay.Pending> readNew() {
        var found = select("id > " + lastSeen);
        if (!found.isEmpty()) {
            lastSeen = found.getLast().id();
        }
        return found;
    }

    /** All at once, without waiting for one event of a key before the next. */
    List<Long> sendAllAtOnce(List<OutboxRelay.Pending> events) {
        return Flux.fromIterable(events)
                .flatMap(event -> Mono.fromFuture(() -> kafka.send(EventRecords.toRecord(Events.SOURCE, event)))
                        .map(_ -> event.id())
                        .onErrorComplete())
                .collectList()
                .block();
    }

    void mark(List<Long> ids) {
        bench.database
                .sql("update outbox set published_at = :now where id = any (:ids)")
                .bind("now", Instant.EPOCH)
                .bind("ids", ids.toArray(Long[]::new))
                .then()
                .block();
    }

    private List<OutboxRelay.Pending> select(String where) {
        return bench.database
                .sql("""
                        select id, event_id, alliance_id, topic, key, type, subject, sequence, occurred_at, data
                          from outbox where %s order by id
                        """.formatted(where))
                .mapProperties(OutboxRelay.Pending.class)
                .all()
                .collectList()
                .block();
    }
}
