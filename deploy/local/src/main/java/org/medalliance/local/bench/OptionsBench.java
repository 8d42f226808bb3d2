package org.medalliance.local.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.Api.Answer;

/** How long a clinic waits for the nearest right care: questions at an even rate, in an alliance of a county's size. */
final class OptionsBench {

    /** For the 99th percentile. */
    private static final double BAR_MILLISECONDS = 50;

    private static final int CASES = 500;
    private static final int ACCEPTED = 200;

    private final OptionsRun run;
    private final BenchAlliance alliance;
    private final Api api;
    private final PrintStream words;

    OptionsBench(OptionsRun run, BenchAlliance alliance, Api api, PrintStream words) {
        this.run = run;
        this.alliance = alliance;
        this.api = api;
        this.words = words;
    }

    /** Answers what is printed as JSON. */
    Map<String, Object> run() {
        var cases = alliance.fill(CASES, ACCEPTED);
        words.printf(
                "以每秒 %d 次测量 %d 秒，先预热 %d 秒 | %d questions a second for %d s, after %d s of warm-up%n",
                run.rate(), run.seconds(), run.warmUp(), run.rate(), run.seconds(), run.warmUp());
        var begun = System.nanoTime();
        var answers = ask();
        var took = (System.nanoTime() - begun) / 1e9;
        var result = result(answers, took);
        if (!run.keep()) {
            words.println("撤回病例 | withdrawing the cases");
            result.put("casesLeft", alliance.empty(cases));
        }
        return result;
    }

    /** What is left of an answer; whole ones of some minutes would not fit. */
    private record Asked(
            Duration took, int options, @Nullable String fault) {

        static Asked of(Answer answer) {
            return new Asked(answer.took(), answer.body().path("items").size(), answer.isGood() ? null : answer.told());
        }
    }

    private List<Asked> ask() {
        var doctors = alliance.doctors();
        var answers = new ConcurrentLinkedQueue<Asked>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pace = new EvenPace(run.rate());
            for (int number = 0; number < run.total(); number++) {
                var doctor = doctors.get(number % doctors.size());
                var question = question(number);
                var counts = number >= run.warmUps();
                pace.await(number);
                threads.execute(() -> {
                    var asked = Asked.of(api.as(doctor).post("/api/referral/v1/options", question));
                    if (counts) {
                        answers.add(asked);
                    }
                });
            }
        }
        return List.copyOf(answers);
    }

    /** Every tenth is an emergency. */
    private static Map<String, String> question(int number) {
        var specialty = BenchDirectory.ASKED.get(number % BenchDirectory.ASKED.size());
        return number % 10 == 9
                ? Map.of("specialty", "03.04", "priority", "EMERGENCY", "pathway", "CHEST_PAIN")
                : Map.of("specialty", specialty, "priority", "ROUTINE");
    }

    private Map<String, Object> result(List<Asked> answers, double took) {
        var asked = run.total() - run.warmUps();
        var errors = answers.stream()
                .flatMap(it -> Optional.ofNullable(it.fault()).stream())
                .toList();
        errors.stream().limit(3).forEach(it -> words.println("错误 | error: " + it));
        var percentiles = Percentiles.of(answers.stream().map(Asked::took).toList());
        words.println("就近方案 | options: " + percentiles.told());
        var failed = errors.size() + asked - answers.size();
        var achieved = Math.round(run.total() / took * 10) / 10.0;
        var result = new LinkedHashMap<String, Object>();
        result.put("bench", "options");
        result.put("path", run.gateway() ? "gateway" : "service");
        result.put("institutions", BenchDirectory.HOSPITALS + BenchDirectory.CLINICS);
        result.put("openCases", CASES);
        result.put("rate", run.rate());
        result.put("achievedRate", achieved);
        result.put("seconds", run.seconds());
        result.put("warmUpSeconds", run.warmUp());
        result.put("questions", asked);
        result.put("errors", failed);
        result.put(
                "optionsPerAnswer",
                answers.stream().mapToInt(Asked::options).average().orElse(0));
        result.put("answerMs", percentiles);
        result.put("barMs", BAR_MILLISECONDS);
        result.put("met", failed == 0 && achieved >= run.rate() * 0.95 && percentiles.p99() <= BAR_MILLISECONDS);
        return result;
    }
}
