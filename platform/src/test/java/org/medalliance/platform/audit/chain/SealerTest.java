package org.medalliance.platform.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Audit;
import org.medalliance.platform.audit.verify.Anchors;
import org.medalliance.platform.messaging.Outbox;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.Contracts;
import org.medalliance.platform.testing.TestTopics;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class SealerTest {

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    @Autowired
    Audit audit;

    @Autowired
    Sealer sealer;

    private Trail trail;

    @BeforeEach
    void trail() {
        trail = Trail.fresh("sealer", outbox, clock);
    }

    @AfterEach
    void clear() {
        trail.close();
    }

    @Test
    void whatWaitsIsSealedInBatchesAndTheHeadIsToldOutside() {
        trail.add(2 * Sealer.BATCH + 7);

        assertThat(trail.sealer(true).pass().block()).isEqualTo(2 * Sealer.BATCH + 7);
        assertThat(trail.texts("select cardinality(entry_ids) from audit_seal order by number"))
                .containsExactly("250", "250", "7");
        assertThat(trail.number("select count(*) from audit_unsealed")).isZero();
        assertThat(trail.told()).last().satisfies(told -> assertThat(told)
                .contains("\"number\":3", "\"service\":\"trail-service\"")
                .contains(trail.texts("select encode(hash, 'hex') from audit_seal where number = 3")
                        .getFirst()));
        var report = trail.verify(Anchors.of(trail.told()));
        assertThat(report.isIntact()).as(report.toString()).isTrue();
        assertThat(report.entries()).isEqualTo(2 * Sealer.BATCH + 7);
        assertThat(report.anchored()).isEqualTo(3);
    }

    @Test
    void whatCommitsLateWithALowerIdIsSealedAllTheSame() throws SQLException {
        try (var slow = trail.superuser();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("""
                    with entry as (insert into audit_entry (alliance_id, at, subject, institution, roles, action,
                                                            case_ids, basis, purpose, outcome)
                                   values ('a', '2026-11-22Z', 's', 'i', '{}', 'late', '{}', 'PARTY', 'TREATMENT', 'DONE')
                                   returning id)
                    insert into audit_unsealed (entry_id) select id from entry""");
            trail.add(1);
            assertThat(trail.sealer(true).pass().block()).isEqualTo(1);
            slow.commit();
        }
        // What a sealer that remembers the last id that it has seen would look for now: nothing, and the row is lost.
        assertThat(trail.texts(
                        "select id from audit_entry where id > (select max(id) from audit_seal, unnest(entry_ids) id)"))
                .isEmpty();

        assertThat(trail.sealer(true).pass().block()).isEqualTo(1);
        assertThat(trail.verify(Anchors.of(trail.told())).isIntact()).isTrue();
    }

    @Test
    void ofSeveralSealersEachEntryIsSealedOnceAndTheNumbersHaveNoGap() throws Exception {
        assertThat(rivals(true)).isEmpty();

        assertThat(trail.number("select count(*) from audit_unsealed")).isZero();
        assertThat(trail.number("select count(*) - count(distinct id) from audit_seal, unnest(entry_ids) id"))
                .isZero();
        assertThat(trail.number("select count(*) from audit_seal, unnest(entry_ids) id"))
                .isEqualTo(1_000);
        assertThat(trail.number("select max(number) - count(*) from audit_seal"))
                .isZero();
        assertThat(trail.verify(Anchors.of(trail.told())).findings()).isEmpty();
    }

    @Test
    void withoutTheLockTheyWouldTakeTheSameEntriesAndFail() throws Exception {
        assertThat(rivals(false)).isNotEmpty();
    }

    /** Three instances seal while four threads write; answers the failures. */
    private List<Throwable> rivals(boolean locked) throws Exception {
        var failures = new ArrayList<Throwable>();
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newFixedThreadPool(7)) {
            var sealers = new ArrayList<java.util.concurrent.Future<?>>();
            for (var i = 0; i < 3; i++) {
                var sealer = trail.sealer(locked);
                sealers.add(threads.submit(() -> {
                    while (writing.get()) {
                        sealer.pass().block();
                    }
                    return sealer.pass().block();
                }));
            }
            var writers = new ArrayList<java.util.concurrent.Future<?>>();
            for (var i = 0; i < 4; i++) {
                Callable<Integer> write = () -> {
                    for (var n = 0; n < 50; n++) {
                        trail.add(5);
                    }
                    return 0;
                };
                writers.add(threads.submit(write));
            }
            for (var writer : writers) {
                writer.get();
            }
            writing.set(false);
            for (var sealer : sealers) {
                try {
                    sealer.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
        }
        if (locked) {
            trail.sealer(true).pass().block();
        }
        return failures;
    }

    /** Of the running service, whose relay publishes what its sealer has told. */
    @Test
    void theHeadOfARunningServiceIsOnTheTopicAsItsSchemaSays() {
        var id = UUID.randomUUID();
        var actor = new Actor("s", "n", "ruijin", "clinic", null, java.util.Set.of("clinic-doctor"));
        audit.opened(actor, "note", id).block();
        var entry = new AuditTrail("platform").about(id).getFirst().id();

        sealer.pass().block();
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            var anchors = TestTopics.all(Sealer.TOPIC);
            assertThat(anchors).isNotEmpty();
            assertThat(anchors).last().satisfies(record -> {
                assertThat(TestTopics.attribute(record, "subject")).isEqualTo("platform-service");
                Contracts.verify("org.medalliance.audit.sealed.v1", record.value());
            });
            try (var superuser = new AuditTrail("platform").superuser();
                    var statement = superuser.createStatement();
                    var rows = statement.executeQuery(
                            "select count(*) from audit_seal where %d = any (entry_ids)".formatted(entry))) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        });
    }
}
