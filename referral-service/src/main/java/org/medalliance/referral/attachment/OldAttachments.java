package org.medalliance.referral.attachment;

import java.time.Clock;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.retention.ErasableRows;
import org.springframework.stereotype.Component;

/** Files of referrals whose own content was erased: they go when the case goes, by the case's period. */
@Component
class OldAttachments extends ErasableRows {

    private static final String OVER =
            "r.erased_at is not null and r.moved_at < :before and a.kept and a.alliance_id = r.alliance_id";

    private static final String HOLDERS = """
            select distinct a.alliance_id from attachment_content a join referral r on r.id = a.referral_id
             where %s order by a.alliance_id
            """.formatted(OVER);

    private static final String ERASE = """
            delete from attachment_content where alliance_id = :alliance and id = any (array(
                select a.id from attachment_content a join referral r on r.id = a.referral_id
                 where a.alliance_id = :alliance and %s
                 order by r.moved_at, a.id limit :limit for update of a skip locked))
            returning id
            """.formatted(OVER);

    OldAttachments(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        super(
                "attachments-of-closed-referrals",
                Keeping.OUTPATIENT_RECORD,
                new Statements(HOLDERS, ERASE),
                workers,
                database,
                clock);
    }
}
