package org.medalliance.staffing.visit;

import java.time.Clock;
import java.time.Period;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.ErasableRows;
import org.springframework.stereotype.Component;

/** Why somebody could not come, in words: all that a visiting day holds of a person's life. The reason's code stays. */
@Component
class VisitComments extends ErasableRows {

    /** No law says how long; the year's appraisal of the doctors is the last that may ask for it. */
    private static final Keeping APPRAISAL = new Keeping(
            Period.ofYears(2), Period.ofMonths(6), "平台规定：供年度考核与争议核对 · the platform's own: for the year's appraisal");

    private static final String HOLDERS = """
            select distinct alliance_id from visiting_day where comment is not null and ends_at < :before
             order by alliance_id
            """;

    private static final String ERASE = """
            update visiting_day set comment = null, version = version + 1
             where alliance_id = :alliance and comment is not null and id = any (array(
                select id from visiting_day
                 where alliance_id = :alliance and comment is not null and ends_at < :before
                 order by ends_at, id limit :limit for update skip locked))
            returning id
            """;

    VisitComments(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        super("visit-comments", APPRAISAL, new Statements(HOLDERS, ERASE), workers, database, clock);
    }
}
