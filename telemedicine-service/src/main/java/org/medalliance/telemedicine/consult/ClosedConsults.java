package org.medalliance.telemedicine.consult;

import java.time.Clock;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.ErasableRows;
import org.springframework.stereotype.Component;

/**
 * Consults that ended: what is clinical is emptied, with the keyed hash of the person in the bookings; number, codes,
 * experts, parties, times and time line stay to be counted. A version further, so that nobody who has read the consult
 * before writes it back. Stays in hospital are not known here, so that all are kept as outpatients' are.
 */
@Component
class ClosedConsults extends ErasableRows {

    private static final String HOLDERS = """
            select distinct alliance_id from consult
             where state in ('CLOSED', 'DECLINED', 'CANCELLED') and erased_at is null and moved_at < :before
             order by alliance_id
            """;

    private static final String ERASE = """
            with kept as (
            update consult set details = null, erased_at = :now, version = version + 1
             where alliance_id = :alliance and erased_at is null and id = any (array(
                select id from consult
                 where alliance_id = :alliance and state in ('CLOSED', 'DECLINED', 'CANCELLED') and erased_at is null
                   and moved_at < :before
                 order by moved_at, id limit :limit for update skip locked))
            returning id), unbooked as (
            delete from patient_booking where alliance_id = :alliance and consult_id in (select id from kept))
            select id from kept
            """;

    ClosedConsults(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        super("closed-consults", Keeping.OUTPATIENT_RECORD, new Statements(HOLDERS, ERASE), workers, database, clock);
    }
}
