package org.medalliance.referral.cases;

import java.time.Clock;
import java.time.Period;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.ErasableRows;
import org.springframework.stereotype.Component;

/** Drafts that nobody has touched for thirty days: nothing was sent, and nothing of them stays. */
@Component
class OldDrafts extends ErasableRows {

    private static final Keeping THIRTY_DAYS = new Keeping(
            Period.ofDays(30),
            Period.ofDays(7),
            "未提交的草稿不属于病历，默认保留 30 天 · a draft that was never sent is no record: 30 days unless agreed otherwise");

    private static final String HOLDERS = """
            select distinct alliance_id from referral where state = 'DRAFT' and moved_at < :before order by alliance_id
            """;

    private static final String ERASE = """
            delete from referral where alliance_id = :alliance and id = any (array(
                select id from referral where alliance_id = :alliance and state = 'DRAFT' and moved_at < :before
                 order by moved_at, id limit :limit for update skip locked))
            returning id
            """;

    OldDrafts(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        super("drafts", THIRTY_DAYS, new Statements(HOLDERS, ERASE), workers, database, clock);
    }
}
