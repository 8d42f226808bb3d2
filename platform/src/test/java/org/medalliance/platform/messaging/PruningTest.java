package org.medalliance.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.beans.factory.annotation.Autowired;

/** What is forgotten is what nobody can miss: never an event that was not sent, never a decision that is still open. */
@PlatformTest
class PruningTest {

    private static final Instant NOW = Instant.now();

    private final String mark = "prune-" + UUID.randomUUID();
    private int offset;

    @Autowired
    MessagingPulse pulse;

    @Autowired
    WorkerDatabase database;

    /** An open dead letter and an unsent event are seen by what other tests look at. */
    @AfterEach
    void leaveNothing() {
        for (var table : List.of("dead_letter where consumer", "outbox where alliance_id")) {
            database.sql("delete from " + table + " = :mark")
                    .bind("mark", mark)
                    .then()
                    .block();
        }
    }

    @Test
    void eventsThatWereSentAreForgottenAfterDaysAndOthersNever() {
        written("old", NOW.minus(Duration.ofDays(4)));
        written("new", NOW.minus(Duration.ofDays(2)));
        written("unsent", null);

        pulse.prune().block();

        assertThat(count("select count(*) from outbox where alliance_id = :mark and type = 'old'"))
                .isZero();
        assertThat(count("select count(*) from outbox where alliance_id = :mark and type = 'new'"))
                .isEqualTo(1);
    }

    @Test
    void moreThanABatchGoesAtOnce() {
        database.sql("""
                        insert into inbox (consumer, event_id, received_at)
                        select :mark, gen_random_uuid(), :at from generate_series(1, 2500)
                        """)
                .bind("mark", mark)
                .bind("at", NOW.minus(Duration.ofDays(15)))
                .then()
                .block();
        received(NOW.minus(Duration.ofDays(13)));

        pulse.prune().block();

        assertThat(count("select count(*) from inbox where consumer = :mark")).isEqualTo(1);
    }

    @Test
    void deadLettersAreKeptUntilTheyAreDecidedAndLongAfter() {
        parked("open", null);
        parked("decided", NOW.minus(Duration.ofDays(89)));
        parked("forgotten", NOW.minus(Duration.ofDays(91)));

        pulse.prune().block();

        assertThat(database.sql("select key from dead_letter where consumer = :mark order by key")
                        .bind("mark", mark)
                        .map(row -> row.get(0, String.class))
                        .all()
                        .collectList()
                        .block())
                .containsExactly("decided", "open");
    }

    /** All of them a year old; in a shard that no relay looks at. */
    private void written(String type, Instant published) {
        var spec = database.sql("""
                        insert into outbox (event_id, alliance_id, topic, key, shard, type, subject, sequence,
                                            occurred_at, data, published_at)
                        values (gen_random_uuid(), :mark, 't', 'k', 99, :type, 's', 1, :at, '{}', :published)
                        """).bind("mark", mark).bind("type", type).bind("at", NOW.minus(Duration.ofDays(365)));
        (published == null ? spec.bindNull("published", Instant.class) : spec.bind("published", published))
                .then()
                .block();
    }

    private void received(Instant at) {
        database.sql("insert into inbox (consumer, event_id, received_at) values (:mark, gen_random_uuid(), :at)")
                .bind("mark", mark)
                .bind("at", at)
                .then()
                .block();
    }

    private void parked(String key, Instant resolved) {
        var spec = database.sql("""
                        insert into dead_letter (id, consumer, topic, partition, "offset", key, headers, body, reason,
                                                 parked_at, attempts, resolved_at, resolution)
                        values (gen_random_uuid(), :mark, 't', 0, :offset, :key, '{}', '', 'r', :parked, 1, :resolved,
                                case when cast(:resolved as timestamptz) is null then null else 'DISCARDED' end)
                        """)
                .bind("mark", mark)
                .bind("offset", offset++)
                .bind("key", key)
                .bind("parked", NOW.minus(Duration.ofDays(400)));
        (resolved == null ? spec.bindNull("resolved", Instant.class) : spec.bind("resolved", resolved))
                .then()
                .block();
    }

    private long count(String sql) {
        return database.sql(sql)
                .bind("mark", mark)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }
}
