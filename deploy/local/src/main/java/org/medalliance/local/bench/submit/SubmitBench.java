package org.medalliance.local.bench.submit;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.medalliance.local.bench.Percentiles;
import org.medalliance.local.bench.PlatformOfItsOwn;
import org.medalliance.local.bench.submit.Submitting.Measured;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.CountyFiles;
import org.medalliance.local.demo.CountyLoad;
import org.medalliance.local.demo.People;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;

/**
 * Submits straight to the referral service, on a platform of its own that is gone afterwards: the token checked, personal
 * fields sealed, audit, deadlines, idempotency key and outbox written. By turns with it, pgbench sends the same statements
 * to a copy of the database on the same server, which tells what the engine could do were there no service.
 */
public final class SubmitBench {

    private static final String SERVICE = "referral-service";
    private static final String DATABASE = "referral";

    /** Of the engine's throughput with the very statements. */
    private static final double RATIO_BAR = 0.35;

    private static final double RATE_MARK = 1000;
    private static final double P99_MARK_MILLISECONDS = 50;

    /** More than two cores could do: what is prepared must not run out. */
    private static final int MOST_PER_SECOND = 3000;

    private static final List<String> DOCTORS =
            List.of("xianghu", "ruilin", "rentian", "jiubao", "shazhouba", "xiefang", "wuyang", "yeping");

    private final SubmitOptions options;
    private final PrintStream words;

    public SubmitBench(SubmitOptions options, PrintStream words) {
        this.options = options;
        this.words = words;
    }

    /** Answers what is printed as JSON. */
    public Map<String, Object> run() {
        return PlatformOfItsOwn.with(List.of(SERVICE, "staffing-service"), words, this::measured);
    }

    private Map<String, Object> measured(OneMachine machine, Settings settings) {
        var door = URI.create("http://127.0.0.1:" + settings.text("referral.port"));
        var submitting = new Submitting(door, doctors(settings, door));
        machine.process("staffing-service").stop();
        words.printf("预热 %d 秒 | warming up for %d s%n", options.warmUp(), options.warmUp());
        warmUp(submitting, options.mostConnections());
        var superuser = new Superuser(machine.superuserJdbcUrl(DATABASE));
        var database = machine.database(SERVICE);
        var plain =
                new StatementLog(database, superuser, settings.logs().resolve("postgres.log")).ofOneSubmit(submitting);
        var engine = engine(machine, settings, plain);
        submitting.prepare(MOST_PER_SECOND, options.mostConnections());
        submitting.untilItGoesWell();
        var statements = new StatementCosts(superuser);
        var levels = new ArrayList<Level>();
        for (var connections : options.connections()) {
            statements.forget();
            levels.add(level(connections, submitting, engine, machine));
        }
        return told(levels, statements.perSubmit(levels.getLast().service().submitted()), plain);
    }

    private void warmUp(Submitting submitting, int connections) {
        for (int second = 0; second < options.warmUp(); second += 5) {
            submitting.prepare(5 * MOST_PER_SECOND, connections);
            submitting.measure(connections, Duration.ofSeconds(Math.min(5, options.warmUp() - second)));
        }
    }

    private List<Function<Instant, String>> doctors(Settings settings, URI door) {
        var files = CountyFiles.read();
        var people = new People(DemoRealm.of(settings)::token, files.places());
        var staffing = URI.create("http://127.0.0.1:" + settings.text("staffing.port"));
        new CountyLoad(files, new Api(staffing, people), people).loadDirectory();
        new CountyLoad(files, new Api(door, people), people).loadDiagnoses();
        return DOCTORS.stream()
                .map(clinic -> people.person(clinic + ".doctor"))
                .<Function<Instant, String>>map(doctor -> _ -> people.token(doctor))
                .toList();
    }

    private Optional<PlainTurns> engine(OneMachine machine, Settings settings, PlainSubmit plain) {
        var found = PgBench.at(settings.number("postgres.port"));
        if (found.isEmpty()) {
            words.println("没有 pgbench，不能比较：apt-get install postgresql-contrib | there is no pgbench to compare with");
        }
        return found.map(pgbench -> new PlainTurns(
                pgbench,
                PlainDatabase.copied(machine::superuserJdbcUrl, DATABASE, machine.database(SERVICE), plain),
                plain,
                options));
    }

    /**
     * What was measured over so many connections.
     *
     * @param engine empty where there is no pgbench
     * @param ratios of each turn of the service to the turn of pgbench after it
     */
    private record Level(
            int connections, Measured service, CpuTimes taken, List<PgBench.Reached> engine, List<Double> ratios) {

        double enginePerSecond() {
            return engine.stream()
                    .mapToDouble(PgBench.Reached::perSecond)
                    .average()
                    .orElse(0);
        }

        /** 0 where there is no pgbench. */
        double ratio() {
            return engine.isEmpty() ? 0 : SubmitBench.ratio(service.perSecond(), enginePerSecond());
        }

        Map<String, Object> told() {
            var told = new LinkedHashMap<String, Object>();
            told.put("connections", connections);
            told.put("perSecond", service.perSecond());
            told.put("errors", service.errors());
            told.put("latencyMs", Percentiles.of(service.latencies()));
            told.put("cpuMsPerSubmit", taken.perPiece(service.submitted()));
            if (!engine.isEmpty()) {
                told.put("pgbenchPerSecond", Math.round(enginePerSecond() * 10) / 10.0);
                told.put("ratio", ratio());
                told.put("ratios", ratios);
            }
            return told;
        }
    }

    /** By turns, so that what the machine gives at the moment is given to both. */
    private Level level(int connections, Submitting submitting, Optional<PlainTurns> engine, OneMachine machine) {
        engine.ifPresent(it -> it.prepare(connections));
        var service = Measured.NOTHING;
        var taken = CpuTimes.none();
        var reached = new ArrayList<PgBench.Reached>();
        var ratios = new ArrayList<Double>();
        for (int turn = 0; turn < options.turns(); turn++) {
            submitting.prepare(options.seconds() * MOST_PER_SECOND, options.mostConnections());
            var before = CpuTimes.now(machine.snapshots());
            var measured = submitting.measure(connections, Duration.ofSeconds(options.seconds()));
            taken = taken.plus(CpuTimes.now(machine.snapshots()).since(before));
            service = service.plus(measured);
            engine.map(it -> it.run(connections)).ifPresent(run -> {
                reached.add(run);
                ratios.add(ratio(measured.perSecond(), run.perSecond()));
            });
            words.printf(
                    "%2d  %.0f/s  pgbench %s%n",
                    connections,
                    measured.perSecond(),
                    reached.isEmpty()
                            ? "-"
                            : "%.0f/s  %.2f".formatted(reached.getLast().perSecond(), ratios.getLast()));
        }
        var level = new Level(connections, service, taken, reached, ratios);
        words.println(level.told());
        return level;
    }

    private Map<String, Object> told(List<Level> levels, List<StatementCosts.Cost> statements, PlainSubmit plain) {
        var last = levels.getLast();
        var result = new LinkedHashMap<String, Object>();
        result.put("bench", "referral");
        result.put("turns", options.turns());
        result.put("seconds", options.seconds());
        result.put("warmUpSeconds", options.warmUp());
        result.put("levels", levels.stream().map(Level::told).toList());
        result.put("statementsPerSubmit", plain.statements());
        result.put("statements", statements);
        result.put("ratioBar", RATIO_BAR);
        result.put("ratioMet", last.ratio() >= RATIO_BAR);
        result.put(
                "markMet",
                last.service().perSecond() >= RATE_MARK
                        && Percentiles.of(last.service().latencies()).p99() <= P99_MARK_MILLISECONDS);
        result.put(
                "met",
                last.ratio() >= RATIO_BAR
                        && levels.stream().allMatch(it -> it.service().errors() == 0));
        return result;
    }

    private static double ratio(double service, double engine) {
        return Math.round(service / engine * 1000) / 1000.0;
    }
}
