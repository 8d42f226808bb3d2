package org.medalliance.local.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.medalliance.local.bench.BenchCases.OpenCase;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.demo.People;
import org.medalliance.local.demo.Person;

/**
 * From a commit in one service to the commit of its effect in another one's database, both ways: a hospital turns
 * referrals to consult first at an even rate, telemedicine opens the consults, and the referrals learn of them.
 */
final class EventBench {

    /** For the 99th percentile of either way. */
    private static final double BAR_MILLISECONDS = 100;

    /** After the last command, for the last effect. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventOptions options;
    private final Api api;
    private final People people;
    private final CommitTimes times;
    private final PrintStream words;

    EventBench(EventOptions options, Api api, People people, CommitTimes times, PrintStream words) {
        this.options = options;
        this.api = api;
        this.people = people;
        this.times = times;
        this.words = words;
    }

    /** Answers what is printed as JSON. */
    Map<String, Object> run() {
        words.printf("准备 %d 个病例 | preparing %d cases%n", options.total(), options.total());
        var cases = new BenchCases(api, people);
        var prepared = cases.submit(options.total());
        words.printf(
                "以每秒 %d 个事件测量 %d 秒，先预热 %d 秒 | %d events a second for %d s, after %d s of warm-up%n",
                options.rate(),
                options.seconds(),
                options.warmUp(),
                options.rate(),
                options.seconds(),
                options.warmUp());
        var answers = fire(prepared);
        var measured = ids(prepared.subList(options.warmUps(), prepared.size()));
        awaitAnswers(measured);
        var result = result(answers, measured);
        if (!options.keep()) {
            words.println("撤回病例 | withdrawing the cases");
            var left = cases.withdraw(prepared);
            if (left > 0) {
                words.println("未能撤回 | could not be withdrawn: " + left);
            }
        }
        return result;
    }

    private List<Answer> fire(List<OpenCase> prepared) {
        var officers = List.of("people.officer", "people.officer2", "people.duty").stream()
                .map(people::person)
                .toList();
        var answers = new ConcurrentLinkedQueue<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pace = new EvenPace(options.commands());
            for (int number = 0; number < prepared.size(); number++) {
                var referral = prepared.get(number).referral();
                var officer = officers.get(number % officers.size());
                var counts = number >= options.warmUps();
                pace.await(number);
                threads.execute(() -> {
                    var answer = consultFirst(officer, referral);
                    if (counts) {
                        answers.add(answer);
                    }
                });
            }
        }
        return List.copyOf(answers);
    }

    private Answer consultFirst(Person officer, Answer referral) {
        return api.as(officer).act(BenchCases.REFERRALS, referral, "consult-first", Map.of("question", "测量：能否就地处理？"));
    }

    private void awaitAnswers(Collection<UUID> referrals) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (times.answers(referrals).size() < referrals.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private Map<String, Object> result(List<Answer> answers, List<UUID> measured) {
        var commands = times.commands(measured);
        var receipts = times.receipts(measured);
        var effects = times.effects(measured);
        var known = times.answers(measured);
        var there = between(commands, effects);
        var back = between(effects, known);
        var whole = Percentiles.of(Stream.concat(there.stream(), back.stream()).toList());
        var errors = answers.stream().filter(it -> !it.isGood()).toList();
        errors.stream().limit(3).forEach(it -> words.println("错误 | error: " + it.told()));
        words.println("提交 → 另一服务的数据库 | commit to effect: " + whole.told());
        var result = new LinkedHashMap<String, Object>();
        result.put("bench", "events");
        result.put("path", options.direct() ? "service" : "gateway");
        result.put("rate", options.rate());
        var achieved = rate(Stream.concat(effects.values().stream(), known.values().stream())
                .toList());
        var missing = commands.size() - known.size();
        var failed = errors.size() + measured.size() - answers.size();
        result.put("commandRate", options.commands());
        result.put("achievedRate", achieved);
        result.put("seconds", options.seconds());
        result.put("warmUpSeconds", options.warmUp());
        result.put("commands", measured.size());
        result.put("errors", failed);
        result.put("effectsMissing", missing);
        result.put("commitToEffectMs", whole);
        result.put(
                "legsMs",
                Map.of(
                        "there", Percentiles.of(there),
                        "thereCommitToReceipt", Percentiles.of(between(commands, receipts)),
                        "thereReceiptToEffect", Percentiles.of(between(receipts, effects)),
                        "back", Percentiles.of(back)));
        result.put(
                "commandMs", Percentiles.of(answers.stream().map(Answer::took).toList()));
        result.put("barMs", BAR_MILLISECONDS);
        result.put(
                "met",
                failed == 0
                        && missing == 0
                        && achieved >= options.rate() * 0.95
                        && Math.max(
                                        Percentiles.of(there).p99(),
                                        Percentiles.of(back).p99())
                                <= BAR_MILLISECONDS);
        return result;
    }

    private static List<Duration> between(Map<UUID, Instant> from, Map<UUID, Instant> until) {
        var durations = new ArrayList<Duration>();
        from.forEach((id, at) -> {
            var then = until.get(id);
            if (then != null) {
                durations.add(Duration.between(at, then));
            }
        });
        return durations;
    }

    /** Of commits, a second. */
    private static double rate(Collection<Instant> commits) {
        var first = commits.stream().min(Instant::compareTo).orElse(Instant.EPOCH);
        var last = commits.stream().max(Instant::compareTo).orElse(Instant.EPOCH);
        var seconds = Duration.between(first, last).toMillis() / 1000.0;
        return seconds == 0 ? 0 : Math.round((commits.size() - 1) / seconds * 10) / 10.0;
    }

    private static List<UUID> ids(List<OpenCase> cases) {
        return cases.stream().map(OpenCase::id).toList();
    }
}
