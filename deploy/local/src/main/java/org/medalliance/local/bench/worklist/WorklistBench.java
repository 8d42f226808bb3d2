package org.medalliance.local.bench.worklist;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.medalliance.local.bench.BenchCases;
import org.medalliance.local.bench.EvenPace;
import org.medalliance.local.bench.Percentiles;
import org.medalliance.local.bench.PlatformOfItsOwn;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.CountyFiles;
import org.medalliance.local.demo.CountyLoad;
import org.medalliance.local.demo.People;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/** Pages of twenty of a hospital's worklist through the gateway, at an even rate, at several depths. */
public final class WorklistBench {

    private static final String WORKLIST = "/api/referral/v1/referrals?side=DESTINATION&limit=20";

    private static final int PAGE = 20;

    /** With the one by which the service knows that there are more. */
    private static final int READ = PAGE + 1;

    private static final double BAR_MILLISECONDS = 25;

    /** Of the median of the first page: how much dearer a deep one may be. */
    private static final double DEPTH_BAR = 1.5;

    private static final List<Double> DEPTHS = List.of(0.0, 0.01, 0.1, 0.5, 0.9);

    private static final List<String> OFFICERS = List.of("people.officer", "people.officer2", "people.duty");

    private final WorklistOptions options;
    private final PrintStream words;

    public WorklistBench(WorklistOptions options, PrintStream words) {
        this.options = options;
        this.words = words;
    }

    /** A page that is asked for. */
    private record Asked(String name, String path) {}

    /** Answers what is printed as JSON. */
    public Map<String, Object> run() {
        return PlatformOfItsOwn.with(List.of("referral-service", "staffing-service", "gateway"), words, this::measured);
    }

    private Map<String, Object> measured(OneMachine machine, Settings settings) {
        var files = CountyFiles.read();
        var people = new People(DemoRealm.of(settings)::token, files.places());
        var door = URI.create("http://127.0.0.1:" + settings.text("referral.port"));
        new CountyLoad(files, new Api(URI.create("http://127.0.0.1:" + settings.text("staffing.port")), people), people)
                .loadDirectory();
        new CountyLoad(files, new Api(door, people), people).loadDiagnoses();
        var rows = new LongWorklist(machine.superuserJdbcUrl("referral"));
        var pages = pages(rows, new BenchCases(new Api(door, people), people));
        var gateway = new Api(machine.gateway(), people);
        words.println("预热 | warming up");
        warmUp(gateway, people, pages);
        rows.forgetStatements();
        words.printf(
                "以每秒 %d 页测量 %d 秒 | %d pages a second for %d s%n",
                options.rate(), options.seconds(), options.rate(), options.seconds());
        var took = fire(gateway, people, pages, options.seconds());
        var statements = rows.statements(machine.database("referral-service").appName());
        return told(took, statements);
    }

    /** Those with all cases at each depth, and those of one state. */
    private List<Asked> pages(LongWorklist rows, BenchCases cases) {
        words.printf("准备 %d 个病例 | preparing %d cases%n", options.rows(), options.rows());
        var real = cases.submit("xianghu", READ * DEPTHS.size())
                .map(BenchCases.OpenCase::id)
                .toList();
        rows.fill(real.getFirst(), options.rows());
        var newest = rows.submittedAt(real.getFirst());
        return IntStream.range(0, DEPTHS.size())
                .boxed()
                .flatMap(i -> {
                    var depth = (int) (DEPTHS.get(i) * options.rows());
                    var cursor = rows.putAt(real.subList(i * READ, (i + 1) * READ), depth, newest);
                    return List.of(
                            new Asked("all@" + depth, WORKLIST + "&cursor=" + cursor),
                            new Asked("submitted@" + depth, WORKLIST + "&state=SUBMITTED&cursor=" + cursor))
                            .stream();
                })
                .toList();
    }

    /** A few at a time, as fast as they are answered: a cold service must not be run over. */
    private void warmUp(Api gateway, People people, List<Asked> pages) {
        var end = System.nanoTime() + Duration.ofSeconds(options.warmUp()).toNanos();
        try (var threads = Executors.newFixedThreadPool(OFFICERS.size())) {
            OFFICERS.forEach(officer -> threads.execute(() -> {
                for (int number = 0; System.nanoTime() < end; number++) {
                    gateway.as(people.person(officer))
                            .get(pages.get(number % pages.size()).path());
                }
            }));
        }
    }

    private Map<String, List<Duration>> fire(Api gateway, People people, List<Asked> pages, int seconds) {
        var took = new ConcurrentHashMap<String, ConcurrentLinkedQueue<Duration>>();
        var wrong = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pace = new EvenPace(options.rate());
            for (int number = 0; number < options.rate() * seconds; number++) {
                var page = pages.get(number % pages.size());
                var officer = people.person(OFFICERS.get(number % OFFICERS.size()));
                pace.await(number);
                threads.execute(() -> {
                    var answer = gateway.as(officer).get(page.path());
                    if (answer.isGood() && answer.body().path("items").size() == PAGE) {
                        took.computeIfAbsent(page.name(), _ -> new ConcurrentLinkedQueue<>())
                                .add(answer.took());
                    } else {
                        wrong.add(answer.told());
                    }
                });
            }
        }
        if (!wrong.isEmpty()) {
            throw new LocalFailure("一页没有得到 | a page was not answered: " + wrong.peek());
        }
        var ordered = new LinkedHashMap<String, List<Duration>>();
        pages.forEach(page ->
                ordered.put(page.name(), List.copyOf(took.getOrDefault(page.name(), new ConcurrentLinkedQueue<>()))));
        return ordered;
    }

    private Map<String, Object> told(Map<String, List<Duration>> took, Map<String, Long> statements) {
        var all = new ArrayList<Duration>();
        var byPage = new LinkedHashMap<String, Percentiles>();
        took.forEach((name, durations) -> {
            all.addAll(durations);
            byPage.put(name, Percentiles.of(durations));
            words.println(name + "  " + Percentiles.of(durations).told());
        });
        var asked = options.rate() * options.seconds();
        var perPage = new LinkedHashMap<String, Double>();
        statements.forEach((sql, calls) -> {
            if (calls * 10 >= asked) {
                perPage.put(sql, Math.round(calls * 100.0 / asked) / 100.0);
            }
        });
        var whole = Percentiles.of(all);
        var medians = byPage.values().stream().mapToDouble(Percentiles::p50).toArray();
        var first = Math.min(medians[0], medians[1]);
        var deepest = IntStream.range(0, medians.length)
                .mapToDouble(i -> medians[i])
                .max()
                .orElse(0);
        var result = new LinkedHashMap<String, Object>();
        result.put("bench", "worklist");
        result.put("rows", options.rows());
        result.put("rate", options.rate());
        result.put("seconds", options.seconds());
        result.put("latencyMs", whole);
        result.put("byPageMs", byPage);
        result.put("statementsPerPage", perPage);
        result.put("deepestToFirst", Math.round(deepest / first * 100) / 100.0);
        result.put("barMs", BAR_MILLISECONDS);
        result.put("met", whole.p99() <= BAR_MILLISECONDS && deepest <= first * DEPTH_BAR);
        return result;
    }
}
