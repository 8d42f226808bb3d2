package org.medalliance.referral.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.messaging.Event;
import org.medalliance.platform.privacy.CarePackages;
import org.medalliance.referral.cases.ReferralLifecycle.Action;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.medalliance.referral.patient.Patient;
import org.medalliance.referral.patient.Patients;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the other services are told. Ids, codes and routing facts; a person's data only sealed for its one reader. */
@Component
class ReferralEvents {

    static final String TOPIC = "referral.events.v1";

    private static final String TELEMEDICINE = "telemedicine-service";

    private final Patients patients;
    private final CarePackages carePackages;

    ReferralEvents(Patients patients, CarePackages carePackages) {
        this.patients = patients;
        this.carePackages = carePackages;
    }

    Mono<Event> of(Rule<State, Action> rule, Referral referral) {
        return data(rule.action(), referral)
                .map(data -> new Event(
                        new Scope(referral.alliance()),
                        TOPIC,
                        rule.event(),
                        referral.id().toString(),
                        referral.version(),
                        referral.movedAt(),
                        data));
    }

    private Mono<Object> data(Action action, Referral referral) {
        return switch (action) {
            case CONSULT_FIRST -> consultRequested(referral);
            case ACCEPT -> Mono.just(Accepted.of(referral));
            case DECLINE -> Mono.just(Declined.of(referral));
            case ACKNOWLEDGE, ACKNOWLEDGE_OUTCOME -> Mono.just(Closed.of(referral));
            case SUBMIT, OPINION_SIGNED, CONSULT_OPENED, CONSULT_ENDED, RESUME, OBJECT, ARRIVE, TREAT, WITHDRAW ->
                Mono.just(Moved.of(referral));
        };
    }

    private Mono<Object> consultRequested(Referral referral) {
        return patients.find(new Scope(referral.alliance()), referral.patient())
                .map(patient ->
                        ConsultRequested.of(referral, carePackages.seal(TELEMEDICINE, Care.of(referral, patient))));
    }

    record Moved(
            UUID referralId,
            String number,
            String direction,
            String priority,
            String pathway,
            String specialty,
            String origin,
            String destination) {
        static Moved of(Referral it) {
            return new Moved(
                    it.id(),
                    it.number(),
                    it.direction().name(),
                    it.priority().name(),
                    it.pathway().name(),
                    it.specialty(),
                    it.origin().institution(),
                    it.destination().institution());
        }
    }

    record Accepted(
            UUID referralId,
            String number,
            String priority,
            String specialty,
            String origin,
            String destination,
            String department,
            String reservation,
            Instant reservedFor) {
        static Accepted of(Referral it) {
            var reservation = it.details().reservation();
            if (reservation == null) {
                throw new IllegalStateException("An accepted referral has a reservation.");
            }
            return new Accepted(
                    it.id(),
                    it.number(),
                    it.priority().name(),
                    it.specialty(),
                    it.origin().institution(),
                    it.destination().institution(),
                    reservation.department(),
                    reservation.kind().name(),
                    reservation.at());
        }
    }

    record Declined(
            UUID referralId, String number, String specialty, String origin, String destination, String reason) {
        static Declined of(Referral it) {
            var decline = it.details().decline();
            if (decline == null) {
                throw new IllegalStateException("A declined referral has a reason.");
            }
            return new Declined(
                    it.id(),
                    it.number(),
                    it.specialty(),
                    it.origin().institution(),
                    it.destination().institution(),
                    decline.reason().name());
        }
    }

    record Closed(UUID referralId, String number, String specialty, String origin, String destination, String outcome) {
        static Closed of(Referral it) {
            return new Closed(
                    it.id(),
                    it.number(),
                    it.specialty(),
                    it.origin().institution(),
                    it.destination().institution(),
                    String.valueOf(it.details().closing()));
        }
    }

    record ConsultRequested(
            UUID referralId,
            String number,
            String specialty,
            String priority,
            String origin,
            String destination,
            String carePackage) {
        static ConsultRequested of(Referral it, String carePackage) {
            return new ConsultRequested(
                    it.id(),
                    it.number(),
                    it.specialty(),
                    it.priority().name(),
                    it.origin().institution(),
                    it.destination().institution(),
                    carePackage);
        }
    }

    /** What telemedicine needs to open the consult; sealed for it alone. */
    record Care(
            CarePatient patient,
            String patientKey,
            String question,
            String summary,
            List<Referral.Diagnosis> diagnoses,
            @Nullable String requestedBy) {

        record CarePatient(String name, String sex, LocalDate birthDate) {}

        static Care of(Referral it, Patient patient) {
            var consult = it.details().consult();
            return new Care(
                    new CarePatient(patient.name(), patient.sex().name(), patient.birthDate()),
                    patient.id().toString(),
                    consult == null ? "" : consult.question(),
                    it.details().clinical().summary(),
                    it.details().clinical().diagnoses(),
                    it.origin().practitioner());
        }
    }
}
