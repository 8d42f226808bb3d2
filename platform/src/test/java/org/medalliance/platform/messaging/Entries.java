package org.medalliance.platform.messaging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.medalliance.platform.access.AllianceDatabase;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The test service's consumer: writes a row for each event, unless a test makes a subject behave otherwise. */
@Component
class Entries {

    static final String TOPIC = "staffing.events.v1";
    static final String TYPE = "org.medalliance.test.noted.v1";

    record Noted(String text) {}

    private final Inbox inbox;
    private final AllianceDatabase database;
    private final Map<String, Function<Received<Noted>, Mono<?>>> behaviours = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();

    Entries(Inbox inbox, AllianceDatabase database) {
        this.inbox = inbox;
        this.database = database;
        inbox.subscribe(TOPIC).on(TYPE, Noted.class, this::effect);
    }

    @KafkaListener(topics = TOPIC)
    void listen(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }

    void behave(String subject, Function<Received<Noted>, Mono<?>> behaviour) {
        behaviours.put(subject, behaviour);
    }

    void heal(String subject) {
        behaviours.remove(subject);
    }

    int tries(String subject) {
        return tries.getOrDefault(subject, new AtomicInteger()).get();
    }

    private Mono<?> effect(Received<Noted> event) {
        tries.computeIfAbsent(event.subject(), _ -> new AtomicInteger()).incrementAndGet();
        return behaviours.getOrDefault(event.subject(), this::write).apply(event);
    }

    Mono<?> write(Received<Noted> event) {
        return database.sql(
                        event.scope(),
                        "insert into entry (alliance_id, subject, sequence, text) values (:alliance, :subject, :sequence, :text)")
                .bind("subject", event.subject())
                .bind("sequence", event.sequence())
                .bind("text", event.data().text())
                .then();
    }

    /** The sequence numbers that took effect, in the order of their effects. */
    List<Long> of(String subject) {
        return database.sql(
                        Events.SCOPE,
                        "select sequence from entry where alliance_id = :alliance and subject = :subject order by id")
                .bind("subject", subject)
                .map(row -> row.get(0, Long.class))
                .all()
                .collectList()
                .contextWrite(Events.SCOPE.carried())
                .block();
    }
}
