package org.medalliance.local.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.People;
import org.medalliance.local.edition.ExtraService;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/**
 * What the Chinese suite costs: the referral service twice beside the running platform, one with each suite, on the same
 * engines; the same submissions by turns, and the 95th percentile of each turn.
 */
final class CryptoBench {

    private static final int RUNS = 10;

    /** Per run and suite, from two clinics at once: one for each core. */
    private static final int SUBMISSIONS = 320;

    private static final int WARM_UPS = 960;

    private static final List<String> CLINICS = List.of("xianghu", "ruilin");

    private static final double BAR = 1.10;

    private final Settings settings;
    private final People people;
    private final PrintStream words;

    CryptoBench(Settings settings, People people, PrintStream words) {
        this.settings = settings;
        this.people = people;
        this.words = words;
    }

    Map<String, Object> run() {
        try (var sm = start("sm");
                var international = start("international")) {
            var doors = List.of(new Api(sm.address(), people), new Api(international.address(), people));
            doors.forEach(door -> submit(door, WARM_UPS));
            var p95 = List.<List<Double>>of(new ArrayList<>(), new ArrayList<>());
            for (int run = 0; run < RUNS; run++) {
                // Who goes first takes turns too.
                for (var place : run % 2 == 0 ? List.of(0, 1) : List.of(1, 0)) {
                    p95.get(place).add(submit(doors.get(place), SUBMISSIONS));
                }
                words.printf(
                        "%2d  sm %.2f ms  international %.2f ms%n",
                        run + 1, p95.get(0).get(run), p95.get(1).get(run));
            }
            return result(p95.get(0), p95.get(1));
        }
    }

    private ExtraService start(String suite) {
        return ExtraService.start(
                settings,
                "referral-service",
                "bench-referral-" + suite,
                Map.of("ALLIANCE_CRYPTO_SUITE", suite, "ALLIANCE_CRYPTO_ROTATION", "false"),
                words::println);
    }

    /** In milliseconds; what was submitted is withdrawn again. */
    private double submit(Api door, int count) {
        var cases = new BenchCases(door, people);
        var turns = CLINICS.stream()
                .<Callable<List<BenchCases.OpenCase>>>map(clinic ->
                        () -> cases.submit(clinic, count / CLINICS.size()).toList())
                .toList();
        try (var threads = Executors.newFixedThreadPool(CLINICS.size())) {
            var open = new ArrayList<BenchCases.OpenCase>();
            for (var turn : threads.invokeAll(turns)) {
                open.addAll(turn.get());
            }
            cases.withdraw(open);
            return Percentiles.p95(open.stream().map(it -> it.referral().took()).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw new LocalFailure(String.valueOf(e.getCause()), e);
        }
    }

    private static Map<String, Object> result(List<Double> sm, List<Double> international) {
        var ratio = median(sm) / median(international);
        var result = new LinkedHashMap<String, Object>();
        result.put("bench", "crypto");
        result.put("runs", RUNS);
        result.put("submissionsPerRun", SUBMISSIONS);
        result.put("smP95Ms", sm);
        result.put("internationalP95Ms", international);
        result.put("medianSmP95Ms", median(sm));
        result.put("medianInternationalP95Ms", median(international));
        result.put("ratio", Math.round(ratio * 1000) / 1000.0);
        result.put("bar", BAR);
        result.put("met", ratio <= BAR);
        return result;
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : Stream.of(sorted.get(middle - 1), sorted.get(middle))
                        .mapToDouble(it -> it)
                        .average()
                        .orElseThrow();
    }
}
