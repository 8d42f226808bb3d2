package org.medalliance.referral.directory;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.medalliance.platform.messaging.Inbox;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Keeps the replicas of the directory; a row that is older than what we have changes nothing. */
@Component
class DirectoryListener {

    private static final String INSTITUTIONS = "directory.institutions.v1";
    private static final String PRACTITIONERS = "directory.practitioners.v1";
    private static final String ROSTERS = "directory.rosters.v1";
    private static final String BEDS = "directory.beds.v1";

    private final Inbox inbox;

    DirectoryListener(Inbox inbox, Directory directory, Beds beds) {
        this.inbox = inbox;
        inbox.subscribe(INSTITUTIONS)
                .on(
                        "org.medalliance.directory.institution.v1",
                        ToldInstitution.class,
                        it -> directory.put(
                                it.scope(),
                                it.sequence(),
                                it.data().active(),
                                it.data().institution()));
        inbox.subscribe(PRACTITIONERS)
                .on(
                        "org.medalliance.directory.practitioner.v1",
                        ToldPractitioner.class,
                        it -> directory.put(
                                it.scope(),
                                it.sequence(),
                                it.data().active(),
                                it.data().practitioner()));
        inbox.subscribe(ROSTERS)
                .on(
                        "org.medalliance.directory.roster.v1",
                        ToldRoster.class,
                        it -> directory.put(
                                it.scope(),
                                it.sequence(),
                                it.data().active(),
                                it.data().roster()));
        inbox.subscribe(BEDS)
                .on(
                        "org.medalliance.directory.beds.v1",
                        Beds.Board.class,
                        it -> beds.put(it.scope(), it.sequence(), it.data()));
    }

    /**
     * @param active false when the row has left the directory
     */
    record ToldInstitution(boolean active, @JsonUnwrapped Directory.Institution institution) {}

    record ToldPractitioner(boolean active, @JsonUnwrapped Directory.Practitioner practitioner) {}

    record ToldRoster(boolean active, @JsonUnwrapped Directory.Roster roster) {}

    @KafkaListener(topics = {INSTITUTIONS, PRACTITIONERS, ROSTERS, BEDS})
    void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }
}
