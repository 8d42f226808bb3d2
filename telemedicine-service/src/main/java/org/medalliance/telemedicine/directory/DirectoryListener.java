package org.medalliance.telemedicine.directory;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.medalliance.platform.messaging.Inbox;
import org.medalliance.platform.messaging.Received;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Follows staffing's directory. */
@Component
class DirectoryListener {

    private static final String INSTITUTIONS = "directory.institutions.v1";
    private static final String PRACTITIONERS = "directory.practitioners.v1";

    private final Inbox inbox;
    private final Directory directory;

    DirectoryListener(Inbox inbox, Directory directory) {
        this.inbox = inbox;
        this.directory = directory;
        inbox.subscribe(INSTITUTIONS)
                .on("org.medalliance.directory.institution.v1", InstitutionTold.class, this::institution);
        inbox.subscribe(PRACTITIONERS)
                .on("org.medalliance.directory.practitioner.v1", PractitionerTold.class, this::practitioner);
    }

    @KafkaListener(topics = {INSTITUTIONS, PRACTITIONERS})
    void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }

    record InstitutionTold(String id, String name, List<DepartmentTold> departments, boolean active) {}

    record DepartmentTold(String specialty) {}

    record PractitionerTold(String id, String name, String institution, List<String> specialties, boolean active) {}

    private Mono<?> institution(Received<InstitutionTold> event) {
        var told = event.data();
        var specialties =
                told.departments().stream().map(DepartmentTold::specialty).collect(Collectors.toUnmodifiableSet());
        return directory.put(
                event.scope(), event.sequence(), told.active(), new Institution(told.id(), told.name(), specialties));
    }

    private Mono<?> practitioner(Received<PractitionerTold> event) {
        var told = event.data();
        var specialties = told.specialties().stream().collect(Collectors.toUnmodifiableSet());
        return directory.put(
                event.scope(),
                event.sequence(),
                told.active(),
                new Practitioner(told.id(), told.name(), told.institution(), specialties));
    }
}
