package org.medalliance.platform.deadline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.JointWrite;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.access.Values;
import org.medalliance.platform.access.WorkerDatabase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Deadlines as they are stored. */
@Component
class DeadlineRows {

    /** Several due steps of one deadline come one after the other: a row holds one due time. */
    static final int BATCH = 100;

    private static final String COLUMNS = """
            id, case_type, case_id, case_number, name, signature, plan, started_at, counted_ms, next_step, due_at,
            paused, acknowledged""";

    private static final String OF_CASE = """
            select %s from deadline where alliance_id = :alliance and case_id = :caseId for update
            """.formatted(COLUMNS);

    /** Several of one case in one statement; times travel as text, since an array of them has no codec that takes null. */
    private static final JointWrite PUT = new JointWrite("""
            limits as (insert into deadline (id, alliance_id, case_type, case_id, case_number, name, signature, plan, started_at,
                                  counted_ms, next_step, steps, effect, due_at, paused, acknowledged,
                                  ends_with_acknowledgement)
            select id, :alliance, :caseType, :caseId, :caseNumber, name, signature, plan, cast(started_at as timestamptz),
                   counted_ms, next_step, steps, nullif(effect, ''), cast(nullif(due_at, '') as timestamptz), paused,
                   acknowledged, ends_with_acknowledgement
              from unnest(:ids, :names, :signatures, :plans, :startedAts, :countedMs, :nextSteps, :steps, :effects,
                          :dueAts, :pauseds, :acknowledgeds, :endsWithAcknowledgements)
                as d (id, name, signature, plan, started_at, counted_ms, next_step, steps, effect, due_at, paused,
                      acknowledged, ends_with_acknowledgement)
            on conflict (alliance_id, case_id, name) do update
               set (id, signature, plan, started_at, counted_ms, next_step, steps, effect, due_at, paused, acknowledged,
                    ends_with_acknowledgement)
                 = (excluded.id, excluded.signature, excluded.plan, excluded.started_at, excluded.counted_ms,
                    excluded.next_step, excluded.steps, excluded.effect, excluded.due_at, excluded.paused,
                    excluded.acknowledged, excluded.ends_with_acknowledgement))""");

    private static final String DROP =
            "delete from deadline where alliance_id = :alliance and case_id = :caseId and name = any (:names)";

    private static final String ALLIANCES = """
            select alliance_id from deadline where due_at <= :now group by alliance_id order by min(due_at)
            """;

    private static final String CLAIM = """
            select %s from deadline
             where alliance_id = :alliance and due_at <= :now and effect is null
             order by due_at, id limit :limit %s
            """;

    private static final String EFFECTS = """
            select %s from deadline
             where alliance_id = :alliance and due_at <= :now and effect is not null order by due_at, id limit :limit
            """.formatted(COLUMNS);

    private static final String FIRED = """
            update deadline d
               set next_step = f.next_step, due_at = cast(nullif(f.due_at, '') as timestamptz), effect = nullif(f.effect, '')
              from unnest(:ids, :nextSteps, :dueAts, :effects) as f (id, next_step, due_at, effect)
             where d.alliance_id = :alliance and d.id = f.id
            """;

    /** An effect that was refused is not tried again: the case has moved on by itself. */
    private static final String SKIPPED = """
            update deadline set next_step = :nextStep, due_at = :dueAt, effect = :effect
             where alliance_id = :alliance and id = :id and next_step = :nextStep - 1
            """;

    private static final String ACKNOWLEDGED = """
            update deadline
               set acknowledged = acknowledged or ends_with_acknowledgement or next_step >= steps,
                   due_at = case when ends_with_acknowledgement or next_step >= steps then null else due_at end
             where alliance_id = :alliance and case_id = :caseId and name = :name
            """;

    /** Where more than this run, nobody reads the gauge to the last one, and counting them all costs more each year. */
    static final int COUNTED = 10_000;

    private static final String PULSE = """
            select (select count(*) from (select from deadline where due_at is not null limit :most) counted) as running,
                   (select count(*) from (select from deadline where due_at <= :now limit :most) counted) as late,
                   (select min(due_at) from deadline where due_at <= :now) as oldest
            """;

    private final AllianceDatabase database;
    private final WorkerDatabase worker;
    private final String claim;

    /**
     * @param claimed false only to show, in a test, what several instances would do without
     */
    DeadlineRows(
            AllianceDatabase database,
            WorkerDatabase worker,
            @Value("${alliance.deadline.claim:true}") boolean claimed) {
        this.database = database;
        this.worker = worker;
        this.claim = CLAIM.formatted(COLUMNS, claimed ? "for update skip locked" : "");
    }

    Mono<List<Deadline>> ofCase(Scope scope, UUID caseId) {
        return list(database.sql(scope, OF_CASE).bind("caseId", caseId));
    }

    /** A deadline with the plan by which it runs. */
    record Timed(Deadline deadline, Plan plan) {

        String effect() {
            var effect = plan.limit().step(deadline.nextStep()).effect();
            return effect == null ? "" : effect;
        }

        String dueAt() {
            return deadline.dueAt() == null ? "" : deadline.dueAt().toString();
        }
    }

    Mono<Void> put(Scope scope, Deadline it, Plan plan) {
        return putAll(scope, List.of(new Timed(it, plan)));
    }

    /** All of one case. */
    Mono<Void> putAll(Scope scope, List<Timed> all) {
        return database.put(scope, PUT, statement -> bind(statement, all));
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, List<Timed> all) {
        var about = all.getFirst().deadline();
        return statement
                .bind("caseType", about.caseType())
                .bind("caseId", about.caseId())
                .bind("caseNumber", about.caseNumber())
                .bind("ids", column(all, it -> it.deadline().id(), UUID[]::new))
                .bind("names", column(all, it -> it.deadline().name(), String[]::new))
                .bind("signatures", column(all, it -> it.deadline().signature(), String[]::new))
                .bind("plans", column(all, it -> it.deadline().plan(), String[]::new))
                .bind("startedAts", column(all, it -> it.deadline().startedAt().toString(), String[]::new))
                .bind("countedMs", column(all, it -> it.deadline().countedMs(), Long[]::new))
                .bind("nextSteps", column(all, it -> it.deadline().nextStep(), Integer[]::new))
                .bind("steps", column(all, it -> it.plan().limit().acknowledgedFrom(), Integer[]::new))
                .bind("effects", column(all, Timed::effect, String[]::new))
                .bind("dueAts", column(all, Timed::dueAt, String[]::new))
                .bind("pauseds", column(all, it -> it.deadline().paused(), Boolean[]::new))
                .bind("acknowledgeds", column(all, it -> it.deadline().acknowledged(), Boolean[]::new))
                .bind(
                        "endsWithAcknowledgements",
                        column(all, it -> it.plan().limit().endsWithAcknowledgement(), Boolean[]::new));
    }

    private static <T> T[] column(List<Timed> rows, Function<Timed, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    Mono<Void> drop(Scope scope, UUID caseId, List<String> names) {
        return database.sql(scope, DROP)
                .bind("caseId", caseId)
                .bind("names", names.toArray(String[]::new))
                .then();
    }

    /** Where something is due; no more than that is read across alliances. */
    Mono<List<Scope>> alliancesWithDue(Instant now) {
        return worker.sql(ALLIANCES)
                .bind("now", now)
                .map(row -> new Scope(requireNonNull(row.get(0, String.class))))
                .all()
                .collectList();
    }

    /** Due steps that tell somebody, locked until the caller's transaction ends; others pass them over. */
    Mono<List<Deadline>> claim(Scope scope, Instant now) {
        return list(database.sql(scope, claim).bind("now", now).bind("limit", BATCH));
    }

    Mono<List<Deadline>> dueEffects(Scope scope, Instant now) {
        return list(database.sql(scope, EFFECTS).bind("now", now).bind("limit", BATCH));
    }

    /**
     * A step that was fired.
     *
     * @param dueAt when the next one is due, null at the end of the ladder
     */
    record Fired(Deadline deadline, Plan plan, @Nullable Instant dueAt) {

        int nextStep() {
            return deadline.nextStep() + 1;
        }

        @Nullable
        String effect() {
            return plan.limit().step(nextStep()).effect();
        }
    }

    /** Those of one claim, which are each of another deadline. */
    Mono<Void> fired(Scope scope, List<Fired> steps) {
        return database.sql(scope, FIRED)
                .bind("ids", steps.stream().map(it -> it.deadline().id()).toArray(UUID[]::new))
                .bind("nextSteps", steps.stream().map(Fired::nextStep).toArray(Integer[]::new))
                .bind("dueAts", texts(steps, Fired::dueAt))
                .bind("effects", texts(steps, Fired::effect))
                .then();
    }

    /** Empty for none. */
    private static String[] texts(List<Fired> steps, Function<Fired, @Nullable Object> value) {
        return steps.stream()
                .map(value)
                .map(it -> it == null ? "" : it.toString())
                .toArray(String[]::new);
    }

    Mono<Void> skipped(Scope scope, Fired step) {
        return database.sql(scope, SKIPPED)
                .bind("id", step.deadline().id())
                .bind("nextStep", step.nextStep())
                .bind("effect", Values.orNull(step.effect()))
                .bind("dueAt", Values.orNull(step.dueAt(), Instant.class))
                .then();
    }

    Mono<Void> acknowledged(Scope scope, UUID caseId, String name) {
        return database.sql(scope, ACKNOWLEDGED)
                .bind("caseId", caseId)
                .bind("name", name)
                .then();
    }

    record LadderPulse(long running, long late, @Nullable Instant oldest) {}

    Mono<LadderPulse> pulse(Instant now) {
        return worker.sql(PULSE)
                .bind("now", now)
                .bind("most", COUNTED)
                .mapProperties(LadderPulse.class)
                .one();
    }

    private static Mono<List<Deadline>> list(GenericExecuteSpec spec) {
        return spec.mapProperties(Deadline.class).all().collectList();
    }
}
