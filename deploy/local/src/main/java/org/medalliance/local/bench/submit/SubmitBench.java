package org.medalliance.local.bench.submit;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.bench.PlatformOfItsOwn;
import org.medalliance.local.bench.submit.Submitting.Measured;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.CountyFiles;
import org.medalliance.local.demo.CountyLoad;
import org.medalliance.local.demo.People;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/**
 * Submits straight to the referral service, on a platform of its own that is gone afterwards: the token checked, personal
 * fields sealed, audit, deadlines, idempotency key and outbox written. Then the same statements by pgbench in the same
 * database, which tells what the engine could do were there no service.
 */
public final class SubmitBench {

    private static final String SERVICE = "referral-service";

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
        var most = options.mostConnections();
        words.printf("预热 %d 秒 | warming up for %d s%n", options.warmUp(), options.warmUp());
        warmUp(submitting, most);
        var statements = new StatementCosts(machine.database(SERVICE), superuser(machine));
        var result = new LinkedHashMap<String, Object>();
        var levels = new ArrayList<Measured>();
        for (var connections : options.connections()) {
            submitting.prepare(options.seconds() * MOST_PER_SECOND, most);
            statements.forget();
            var before = CpuTimes.now(machine.snapshots());
            var measured = submitting.measure(connections, Duration.ofSeconds(options.seconds()));
            levels.add(measured);
            var taken = CpuTimes.now(machine.snapshots()).perPiece(before, measured.submitted());
            words.printf(
                    "%2d  %.0f/s  %s  CPU ms %s%n",
                    connections, measured.perSecond(), measured.latencyMs().told(), taken);
            result.put("cpuMsPerSubmit" + connections, taken);
        }
        var costs = statements.perSubmit(levels.getLast().submitted());
        var plain = statements.ofOneSubmit(settings.logs().resolve("postgres.log"), submitting);
        machine.process(SERVICE).stop();
        return told(result, levels, engine(machine, settings, statements, plain), costs, plain);
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

    private static String superuser(OneMachine machine) {
        return machine.superuserJdbcUrl("referral");
    }

    /** Transactions a second by connections; empty where there is no pgbench. */
    private Map<Integer, PgBench.Reached> engine(
            OneMachine machine, Settings settings, StatementCosts statements, PlainSubmit plain) {
        var found = PgBench.at(settings.number("postgres.port"));
        if (found.isEmpty()) {
            words.println("没有 pgbench，不能比较：apt-get install postgresql-contrib | there is no pgbench to compare with");
            return Map.of();
        }
        var reached = new LinkedHashMap<Integer, PgBench.Reached>();
        var database = machine.database(SERVICE);
        var session =
                new PgBench.Session("referral", database.appName(), database.appPassword(), statements.alliance());
        // From one: the names of the first would else meet those of the cases that are there.
        for (int level = 1; level <= options.connections().size(); level++) {
            var clients = options.connections().get(level - 1);
            statements.makePatients(plain.fresh(), level, clients, Math.ceilDiv(options.seconds() * 8000, clients));
            var before = statements.referrals();
            var run = found.get().run(session, plain, level, clients, options.seconds());
            var made = statements.referrals() - before;
            if (made < run.transactions()) {
                throw new LocalFailure("pgbench 只写入 %d / %d 个病例 | pgbench made only %d of %d cases"
                        .formatted(made, run.transactions(), made, run.transactions()));
            }
            words.printf("%2d  pgbench %.0f/s%n", clients, run.perSecond());
            reached.put(clients, run);
        }
        return reached;
    }

    private Map<String, Object> told(
            Map<String, Object> costs,
            List<Measured> levels,
            Map<Integer, PgBench.Reached> engine,
            List<StatementCosts.Cost> statements,
            PlainSubmit plain) {
        var result = new LinkedHashMap<String, Object>();
        result.put("bench", "referral");
        result.put("seconds", options.seconds());
        result.put("warmUpSeconds", options.warmUp());
        result.put(
                "levels",
                levels.stream()
                        .map(level -> told(level, engine.get(level.connections())))
                        .toList());
        result.putAll(costs);
        result.put("statementsPerSubmit", plain.statements());
        result.put("statements", statements);
        var last = levels.getLast();
        var ratio = ratio(last, engine.get(last.connections()));
        result.put("ratioBar", RATIO_BAR);
        result.put("ratioMet", ratio >= RATIO_BAR);
        result.put("markMet", last.perSecond() >= RATE_MARK && last.latencyMs().p99() <= P99_MARK_MILLISECONDS);
        result.put("met", ratio >= RATIO_BAR && levels.stream().allMatch(it -> it.errors() == 0));
        return result;
    }

    private static Map<String, Object> told(Measured level, PgBench.@Nullable Reached engine) {
        var told = new LinkedHashMap<String, Object>();
        told.put("connections", level.connections());
        told.put("perSecond", level.perSecond());
        told.put("errors", level.errors());
        told.put("latencyMs", level.latencyMs());
        if (engine != null) {
            told.put("pgbenchPerSecond", engine.perSecond());
            told.put("ratio", ratio(level, engine));
        }
        return told;
    }

    private static double ratio(Measured level, PgBench.@Nullable Reached engine) {
        return engine == null ? 0 : Math.round(level.perSecond() / engine.perSecond() * 1000) / 1000.0;
    }
}
