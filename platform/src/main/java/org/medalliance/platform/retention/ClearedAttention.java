package org.medalliance.platform.retention;

import java.time.Clock;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.stereotype.Component;

/** Attention items whose matter is over: who was called and who answered stays in the audit trail. */
@Component
class ClearedAttention extends ErasableRows {

    private static final String HOLDERS = """
            select distinct alliance_id from attention_item where state = 'CLEARED' and changed_at < :before
             order by alliance_id
            """;

    private static final String ERASE = """
            delete from attention_item where alliance_id = :alliance and id = any (array(
                select id from attention_item
                 where alliance_id = :alliance and state = 'CLEARED' and changed_at < :before
                 order by changed_at, id limit :limit for update skip locked))
            returning id
            """;

    ClearedAttention(WorkerDatabase workers, AllianceDatabase database, Clock clock) {
        super("cleared-attention", Keeping.LOG, new Statements(HOLDERS, ERASE), workers, database, clock);
    }
}
