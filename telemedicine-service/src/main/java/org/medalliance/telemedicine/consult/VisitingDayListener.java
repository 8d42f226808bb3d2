package org.medalliance.telemedicine.consult;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.medalliance.platform.messaging.Inbox;
import org.medalliance.platform.messaging.Received;
import org.medalliance.telemedicine.schedule.Span;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A doctor who visits a clinic does not sit at the consult desk meanwhile. */
@Component
class VisitingDayListener {

    private static final String TOPIC = "staffing.events.v1";

    private final Inbox inbox;
    private final ConsultDesk desk;

    VisitingDayListener(Inbox inbox, ConsultDesk desk) {
        this.inbox = inbox;
        this.desk = desk;
        inbox.subscribe(TOPIC)
                .on("org.medalliance.staffing.visiting-day-published.v1", Published.class, this::published)
                .on("org.medalliance.staffing.visiting-day-cancelled.v1", CalledOff.class, this::calledOff);
    }

    @KafkaListener(topics = TOPIC)
    void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }

    record Published(UUID visitingDayId, String practitioner, OffsetDateTime startsAt, OffsetDateTime endsAt) {

        Span away() {
            return new Span(startsAt.toInstant(), endsAt.toInstant());
        }
    }

    record CalledOff(UUID visitingDayId, String practitioner) {}

    private Mono<?> published(Received<Published> event) {
        var day = event.data();
        return desk.expertAway(event.scope(), day.visitingDayId(), event.sequence(), day.practitioner(), day.away());
    }

    private Mono<?> calledOff(Received<CalledOff> event) {
        var day = event.data();
        return desk.expertBack(event.scope(), day.visitingDayId(), event.sequence(), day.practitioner());
    }
}
