package org.medalliance.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.attention.Alert;
import org.medalliance.platform.attention.Attention;
import org.medalliance.platform.attention.Audience;
import org.medalliance.platform.attention.CaseRef;
import org.medalliance.platform.attention.Urgency;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** What has gathered while nobody fired it. A measure with {@code -Dbacklog=10000}, on a machine that has nothing else to do. */
@PlatformTest
class BacklogTest {

    private static final int BACKLOG = Integer.getInteger("backlog", 600);

    private static final int ALLIANCES = 3;

    private static final String LAY = """
            insert into deadline (id, alliance_id, case_type, case_id, case_number, name, signature, plan, started_at,
                                  counted_ms, next_step, steps, due_at, paused, acknowledged, ends_with_acknowledgement)
            select gen_random_uuid(), :alliance, 'note', gen_random_uuid(), 'N-' || n, 'answer', '', :plan, :due, 0, 0, 1,
                   :due, false, false, false
              from generate_series(1, :many) n
            """;

    @Autowired
    Ladder ladder;

    @Autowired
    Attention attention;

    @Autowired
    WorkerDatabase database;

    @Test
    void aBacklogIsFiredStepByStepAndEachOnce() {
        var due = Ladder.MONDAY.plusSeconds(1);
        var alliances = IntStream.range(0, ALLIANCES)
                .mapToObj(_ -> "backlog-" + UUID.randomUUID())
                .toList();
        alliances.forEach(it -> lay(it, due));
        var instance = ladder.instance();

        var begun = System.nanoTime();
        instance.now = due.plusSeconds(60);
        while (instance.after("PT0S") > 0) {
            // A look passes over what it has not seen; the next one comes after half a second.
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);

        var all = BACKLOG / ALLIANCES * ALLIANCES;
        System.out.printf(
                "%d steps of a backlog in %d ms by one instance: %d a second%n",
                all, took.toMillis(), all * 1000L / Math.max(1, took.toMillis()));
        assertThat(count("select count(*) from attention_item where version = 1 and", alliances))
                .isEqualTo(all);
        assertThat(count("select count(distinct (subject, sequence)) from outbox where", alliances))
                .isEqualTo(all);
        assertThat(count("select count(*) from outbox where", alliances)).isEqualTo(all);
        assertThat(count("select count(*) from deadline where due_at is not null and", alliances))
                .isZero();
    }

    /** Steps of one claim are each of another case or limit; were they not, nothing would be raised at all. */
    @Test
    void aBatchThatWouldRaiseOneItemTwiceIsRefusedWhole() {
        var scope = new Scope("backlog-" + UUID.randomUUID());
        var alert = new Alert(
                "note.answer",
                Urgency.HIGH,
                1,
                new CaseRef("note", UUID.randomUUID(), "N-1"),
                Audience.of("clinic", "clinic-doctor"));

        assertThatThrownBy(() -> attention
                        .raiseAll(scope, List.of(alert, alert))
                        .as(ladder.transaction::transactional)
                        .contextWrite(scope.carried())
                        .block())
                .isInstanceOf(DataAccessException.class);
        assertThat(count("select count(*) from attention_item where", List.of(scope.alliance())))
                .isZero();
    }

    private void lay(String alliance, Instant due) {
        var limit = new DeadlinePolicy.Limit(
                "answer",
                Set.of("WRITTEN"),
                Set.of(),
                Map.of(),
                DeadlinePolicy.Counting.ALWAYS,
                null,
                null,
                List.of(NoteDeadlines.tell("PT0S")),
                null,
                false,
                null);
        database.sql(LAY)
                .bind("alliance", alliance)
                .bind(
                        "plan",
                        JsonMapper.shared()
                                .writeValueAsString(new Plan(limit, Map.of("READER", "clinic"), List.of(due))))
                .bind("due", due)
                .bind("many", BACKLOG / ALLIANCES)
                .then()
                .block();
    }

    private long count(String sql, List<String> alliances) {
        return database.sql(sql + " alliance_id = any (:alliances)")
                .bind("alliances", alliances.toArray(String[]::new))
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }
}
