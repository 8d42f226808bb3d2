package org.medalliance.telemedicine.consult;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.messaging.Inbox;
import org.medalliance.platform.messaging.Received;
import org.medalliance.platform.privacy.CarePackages;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Opens the consults that referrals ask for, and gives up those that have become pointless. */
@Component
class ReferralListener {

    private static final String TOPIC = "referral.events.v1";

    private final Inbox inbox;
    private final ConsultDesk desk;
    private final CarePackages carePackages;

    ReferralListener(Inbox inbox, ConsultDesk desk, CarePackages carePackages) {
        this.inbox = inbox;
        this.desk = desk;
        this.carePackages = carePackages;
        inbox.subscribe(TOPIC)
                .on("org.medalliance.referral.consult-requested.v1", ConsultRequested.class, this::asked)
                .on("org.medalliance.referral.withdrawn.v1", Withdrawn.class, this::withdrawn);
    }

    @KafkaListener(topics = TOPIC)
    void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }

    /** The clinic that refers asks, and the hospital to which it refers is asked. */
    record ConsultRequested(
            UUID referralId,
            String specialty,
            Consult.Priority priority,
            String origin,
            String destination,
            String carePackage) {

        ConsultDesk.Wanted wanted() {
            return new ConsultDesk.Wanted(origin, destination, specialty, Consult.Kind.LIVE, priority);
        }
    }

    /** What the referral service seals for this one. */
    record Care(
            Consult.Patient patient,
            String patientKey,
            String question,
            @Nullable String summary,
            @Nullable List<Consult.Diagnosis> diagnoses) {

        Consult.Ask toAsk() {
            return new Consult.Ask(
                    patient,
                    patientKey,
                    question,
                    summary,
                    diagnoses == null ? List.of() : diagnoses,
                    Consult.Consent.WITH_REFERRAL,
                    null);
        }
    }

    record Withdrawn(UUID referralId) {}

    private Mono<?> asked(Received<ConsultRequested> event) {
        var request = event.data();
        var care = carePackages.open(request.carePackage(), Care.class);
        var origin = new Consult.Origin(request.referralId(), event.sequence());
        return desk.requestForReferral(event.scope(), origin, request.wanted(), care.toAsk());
    }

    private Mono<?> withdrawn(Received<Withdrawn> event) {
        return desk.cancelForReferral(event.scope(), event.data().referralId());
    }
}
