package org.medalliance.referral.patient;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.retention.Erasable.Keeping;
import org.medalliance.platform.web.Command;
import org.medalliance.referral.patient.PatientCommands.ErasureReason;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Where the alliance's office erases a patient who asks for it; the caller holds the transaction. */
@Service
class ErasureDesk {

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    /** Nobody submits a referral for the patient meanwhile: see {@link Patients#findToSend}. */
    private static final String HOLD = "select id from patient where alliance_id = :alliance and id = :id for update";

    private static final String CASES = """
            select count(*) as cases, count(*) filter (where state not in ('CLOSED', 'WITHDRAWN')) as open,
                   coalesce(bool_or(coalesce(inpatient, true)), false) as inpatient, max(moved_at) as last
              from referral where alliance_id = :alliance and patient_id = :id
            """;

    private final Patients patients;
    private final PatientErasure erasure;
    private final CaseErasure cases;
    private final AllianceDatabase database;
    private final Clock clock;

    ErasureDesk(Patients patients, PatientErasure erasure, CaseErasure cases, AllianceDatabase database, Clock clock) {
        this.patients = patients;
        this.erasure = erasure;
        this.cases = cases;
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param inpatient whether one of them led to a stay in hospital
     * @param last when one of them was last moved
     */
    record Cases(
            long cases,
            long open,
            boolean inpatient,
            @Nullable Instant last) {}

    /**
     * Who is erased already stays so, and is answered as then. The office reads no patients and so knows no version: what
     * is asked for depends on none. One that is given holds.
     *
     * @throws Refusal.Unknown when the alliance has no such patient
     * @throws Refusal.Conflict with the date until which the duty to keep runs; or when the record is a pointer to
     *     another, or a case is open
     */
    Mono<Patient> erase(Command command, UUID id, ErasureReason reason) {
        var scope = command.actor().scope();
        return database.sql(scope, HOLD)
                .bind("id", id)
                .fetch()
                .first()
                .then(Mono.defer(() -> patients.find(scope, id)))
                .switchIfEmpty(Mono.error(Refusal.Unknown::new))
                .doOnNext(patient -> requireVersionIfGiven(command, patient))
                .flatMap(patient -> patient.erasedAt() == null ? erase(scope, patient, reason) : Mono.just(patient));
    }

    private static void requireVersionIfGiven(Command command, Patient patient) {
        if (command.ifMatch() != null) {
            command.requireVersion(patient.version());
        }
    }

    private Mono<Patient> erase(Scope scope, Patient patient, ErasureReason reason) {
        return casesOf(scope, patient.id())
                .doOnNext(found -> refuseKept(patient, found, reason))
                .then(Mono.defer(() -> cases.eraseOf(scope, patient.id())))
                .then(Mono.defer(() -> erasure.erase(scope, List.of(patient.id()), reason.name())))
                .then(Mono.defer(() -> patients.find(scope, patient.id())));
    }

    private Mono<Cases> casesOf(Scope scope, UUID id) {
        return database.sql(scope, CASES)
                .bind("id", id)
                .mapProperties(Cases.class)
                .one();
    }

    private void refuseKept(Patient patient, Cases found, ErasureReason reason) {
        if (patient.mergedInto() != null) {
            throw new Refusal.Conflict("patient-merged");
        }
        var wrong = reason == ErasureReason.REGISTERED_IN_ERROR && found.cases() == 0;
        var until = keptUntil(patient, found);
        if (!wrong && clock.instant().isBefore(until.toInstant())) {
            throw new Refusal.Conflict("patient-kept", until.toLocalDate().toString());
        }
        if (found.open() > 0) {
            throw new Refusal.Conflict("patient-in-care");
        }
    }

    /** By the law's least period, whatever longer one the alliance has chosen for what nobody asks about. */
    private static ZonedDateTime keptUntil(Patient patient, Cases found) {
        var keeping = found.inpatient() ? Keeping.INPATIENT_RECORD : Keeping.OUTPATIENT_RECORD;
        var last = found.last() == null ? patient.registeredAt() : found.last();
        return last.atZone(COUNTY).plus(keeping.least());
    }
}
