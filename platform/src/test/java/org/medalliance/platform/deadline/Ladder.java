package org.medalliance.platform.deadline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.attention.Attention;
import org.medalliance.platform.attention.CaseRef;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deadlines under a clock of their own, in a year that the running service's worker does not come to. */
@Component
class Ladder {

    /** A Monday, nine in the morning in the county. */
    static final Instant MONDAY = Instant.parse("2099-03-02T01:00:00Z");

    final DeadlinePolicies policies;
    final TransactionalOperator transaction;
    final JsonMapper json;
    private final WorkerDatabase worker;
    private final AllianceDatabase database;
    private final Attention attention;
    private final Reckoning reckoning;
    private final ObjectProvider<DeadlineEffect> effects;

    Ladder(
            DeadlinePolicies policies,
            TransactionalOperator transaction,
            JsonMapper json,
            WorkerDatabase worker,
            AllianceDatabase database,
            Attention attention,
            WorkingCalendar calendar,
            ObjectProvider<OpeningHours> hours,
            ObjectProvider<DeadlineEffect> effects) {
        this.policies = policies;
        this.transaction = transaction;
        this.json = json;
        this.worker = worker;
        this.database = database;
        this.attention = attention;
        this.reckoning = new Reckoning(calendar, hours);
        this.effects = effects;
    }

    /** An instance of the service with its own time. */
    final class Instance {

        Instant now = MONDAY;
        final DeadlineRows rows;
        final Deadlines deadlines;
        final DeadlineWorker worker;

        private Instance(boolean claimed) {
            var clock = new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };
            this.rows = new DeadlineRows(database, Ladder.this.worker, claimed);
            this.deadlines = new Deadlines(database, policies, rows, reckoning, attention, json, clock);
            this.worker = new DeadlineWorker(
                    rows,
                    policies,
                    deadlines,
                    reckoning,
                    attention,
                    effects,
                    transaction,
                    clock,
                    new SimpleMeterRegistry());
        }

        /** Lets time pass, and fires what has become due meanwhile. */
        long after(String duration) {
            now = now.plus(Duration.parse(duration));
            return worker.fireDue().block();
        }

        void moved(Scope scope, UUID id, String state, String pace) {
            moved(scope, situation(id, state, pace));
        }

        void moved(Scope scope, Situation situation) {
            deadlines
                    .moved(scope, situation)
                    .as(transaction::transactional)
                    .contextWrite(scope.carried())
                    .block();
        }
    }

    Instance instance() {
        return new Instance(true);
    }

    Instance unclaimed() {
        return new Instance(false);
    }

    static Situation situation(UUID id, String state, String pace) {
        return new Situation(
                new CaseRef(NoteDeadlines.TYPE, id, "N-1"),
                state,
                Map.of("pace", pace),
                Map.of(),
                Map.of("WRITER", "hospital", "READER", "clinic"));
    }

    /** What was announced of a case's items: what happened and at which step. */
    List<String> heard(UUID caseId) {
        return worker.sql("""
                        select type, data from outbox
                         where topic = 'attention.events.v1' and data like :case order by id""")
                .bind("case", "%" + caseId + "%")
                .map(row -> what(row.get("type", String.class)) + " " + step(row.get("data", String.class)))
                .all()
                .collectList()
                .block();
    }

    UUID item(UUID caseId) {
        return worker.sql("select id from attention_item where case_id = :case and state = 'OPEN'")
                .bind("case", caseId)
                .map(row -> row.get(0, UUID.class))
                .one()
                .block();
    }

    long running(UUID caseId) {
        return worker.sql("select count(*) from deadline where case_id = :case")
                .bind("case", caseId)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    private static String what(String type) {
        return type.substring("org.medalliance.attention.".length(), type.length() - ".v1".length());
    }

    private int step(String data) {
        JsonNode item = json.readTree(data);
        return item.path("step").asInt();
    }
}
