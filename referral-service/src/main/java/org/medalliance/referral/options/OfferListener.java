package org.medalliance.referral.options;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.medalliance.platform.messaging.Inbox;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Keeps the replicas of visiting days and free consult slots. */
@Component
class OfferListener {

    private static final String STAFFING = "staffing.events.v1";
    private static final String SLOTS = "telemedicine.slots.v1";

    private final Inbox inbox;

    OfferListener(Inbox inbox, Offers offers) {
        this.inbox = inbox;
        inbox.subscribe(STAFFING)
                .on(
                        "org.medalliance.staffing.visiting-day-published.v1",
                        Offers.PublishedDay.class,
                        it -> offers.put(it.scope(), it.sequence(), it.data()))
                .on(
                        "org.medalliance.staffing.visiting-day-cancelled.v1",
                        CancelledDay.class,
                        it -> offers.cancel(it.scope(), it.sequence(), it.data().visitingDayId()));
        inbox.subscribe(SLOTS)
                .on(
                        "org.medalliance.telemedicine.slots.v1",
                        Offers.ConsultSlots.class,
                        it -> offers.put(it.scope(), it.sequence(), it.data()));
    }

    record CancelledDay(UUID visitingDayId) {}

    @KafkaListener(topics = {STAFFING, SLOTS})
    void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }
}
