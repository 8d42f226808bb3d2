package org.medalliance.referral.cases;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.messaging.Inbox;
import org.medalliance.platform.messaging.Received;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.content.Conclusion;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What becomes of a consult that a hospital asked for before it would take the patient. */
@Component
class ConsultListener {

    private static final String TOPIC = "telemedicine.events.v1";

    private final Inbox inbox;
    private final ReferralDesk desk;

    ConsultListener(Inbox inbox, ReferralDesk desk) {
        this.inbox = inbox;
        this.desk = desk;
        inbox.subscribe(TOPIC)
                .on("org.medalliance.telemedicine.consult-opened.v1", ConsultOpened.class, this::opened)
                .on("org.medalliance.telemedicine.opinion-signed.v1", OpinionSigned.class, this::signed)
                .on("org.medalliance.telemedicine.consult-ended.v1", ConsultEnded.class, this::ended);
    }

    @KafkaListener(topics = TOPIC)
    void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }

    record ConsultOpened(
            UUID consultId,
            String number,
            @Nullable UUID referralId,
            @Nullable Long referralVersion) {}

    record OpinionSigned(UUID consultId, @Nullable UUID referralId, Conclusion conclusion) {}

    record ConsultEnded(UUID consultId, @Nullable UUID referralId) {}

    private Mono<?> opened(Received<ConsultOpened> event) {
        var consult = event.data();
        return consult.referralId() == null
                ? Mono.empty()
                : desk.actForPlatform(
                        event.scope(),
                        consult.referralId(),
                        Action.CONSULT_OPENED,
                        (referral, at) -> TriageMoves.consultOpened(
                                referral, consult.consultId(), consult.number(), consult.referralVersion(), at));
    }

    private Mono<?> signed(Received<OpinionSigned> event) {
        var opinion = event.data();
        return opinion.referralId() == null
                ? Mono.empty()
                : desk.actForPlatform(
                        event.scope(),
                        opinion.referralId(),
                        Action.OPINION_SIGNED,
                        (referral, at) ->
                                TriageMoves.concluded(referral, opinion.consultId(), opinion.conclusion(), at));
    }

    private Mono<?> ended(Received<ConsultEnded> event) {
        var consult = event.data();
        return consult.referralId() == null
                ? Mono.empty()
                : desk.actForPlatform(
                        event.scope(),
                        consult.referralId(),
                        Action.CONSULT_ENDED,
                        (referral, at) -> TriageMoves.consultEnded(referral, consult.consultId(), at));
    }
}
