package org.medalliance.referral.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import org.medalliance.referral.content.Closing;
import org.medalliance.referral.content.Conclusion;
import org.medalliance.referral.content.ConsultRequest;
import org.medalliance.referral.content.Diagnosis;
import org.medalliance.referral.content.Direction;
import org.medalliance.referral.content.Pathway;
import org.medalliance.referral.content.Priority;
import org.medalliance.referral.content.Reservation;
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

    /** Beside the route, what a listener cannot do without. */
    private Mono<Object> data(Action action, Referral referral) {
        var route = Route.of(referral);
        var details = referral.details();
        return switch (action) {
            case CONSULT_FIRST -> sealed(referral).map(carePackage -> new ConsultRequested(route, carePackage));
            case ACCEPT, CHANGE_RESERVATION, REINSTATE ->
                Mono.just(Accepted.of(route, requireNonNull(details.reservation())));
            case DECLINE ->
                Mono.just(new Declined(route, requireNonNull(details.decline()).reason()));
            case OPINION_SIGNED -> Mono.just(OpinionReceived.of(route, requireNonNull(details.consult())));
            case ARRIVE -> Mono.just(new Arrived(route, requireNonNull(details.arrivedAt())));
            case WITHDRAW -> Mono.just(new Withdrawn(route, requireNonNull(details.withdrawal())));
            case ACKNOWLEDGE, ACKNOWLEDGE_OUTCOME, GIVE_UP, TAKE_OPTION, RECALL_ACCEPTED ->
                Mono.just(
                        details.closing() == null || referral.state() != State.CLOSED
                                ? route
                                : new Closed(route, details.closing()));
            default -> Mono.just(route);
        };
    }

    private Mono<String> sealed(Referral referral) {
        return patients.find(new Scope(referral.alliance()), referral.patient())
                .map(patient -> carePackages.seal(TELEMEDICINE, Care.of(referral, patient)));
    }

    /**
     * What each event of a referral says: enough to route and count by.
     *
     * @param destination the origin itself for a case that goes nowhere
     * @param synthetic whether it is a drill, which nobody counts
     */
    record Route(
            UUID referralId,
            String number,
            Direction direction,
            Priority priority,
            Pathway pathway,
            String specialty,
            String origin,
            String destination,
            boolean synthetic) {
        static Route of(Referral it) {
            return new Route(
                    it.id(),
                    it.number(),
                    it.direction(),
                    it.priority(),
                    it.pathway(),
                    it.specialty(),
                    it.origin().institution(),
                    it.destination().wasChosen()
                            ? it.destination().institution()
                            : it.origin().institution(),
                    it.synthetic());
        }
    }

    record Accepted(
            @JsonUnwrapped Route route,
            @Nullable String department,
            Reservation.Kind reservation,
            Instant reservedFor) {
        static Accepted of(Route route, Reservation reservation) {
            return new Accepted(route, reservation.department(), reservation.kind(), reservation.at());
        }
    }

    record Declined(@JsonUnwrapped Route route, String reason) {}

    record ConsultRequested(@JsonUnwrapped Route route, String carePackage) {}

    record OpinionReceived(@JsonUnwrapped Route route, UUID consultId, Conclusion conclusion) {
        static OpinionReceived of(Route route, ConsultRequest consult) {
            return new OpinionReceived(route, requireNonNull(consult.consult()), requireNonNull(consult.conclusion()));
        }
    }

    record Arrived(@JsonUnwrapped Route route, Instant arrivedAt) {}

    record Withdrawn(@JsonUnwrapped Route route, String withdrawal) {}

    record Closed(@JsonUnwrapped Route route, Closing outcome) {}

    /**
     * What telemedicine needs to open the consult; sealed for it alone.
     *
     * @param patientKey the same for the same person, wherever registered
     */
    record Care(
            CarePatient patient,
            String patientKey,
            String question,
            String summary,
            List<Diagnosis> diagnoses,
            @Nullable String requestedBy) {

        record CarePatient(String name, String sex, LocalDate birthDate) {}

        static Care of(Referral it, Patient patient) {
            var consult = it.details().consult();
            var clinical = it.details().clinical();
            return new Care(
                    new CarePatient(patient.name(), patient.sex().name(), patient.birthDate()),
                    patient.key(),
                    consult == null ? "" : consult.question(),
                    clinical == null ? "" : clinical.summary(),
                    clinical == null ? List.of() : clinical.diagnoses(),
                    it.origin().practitioner());
        }
    }
}
