package org.medalliance.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.medalliance.local.bench.submit.SubmitBench;
import org.medalliance.local.bench.submit.SubmitOptions;
import org.medalliance.local.bench.worklist.WorklistBench;
import org.medalliance.local.bench.worklist.WorklistOptions;
import org.medalliance.local.cli.Start;
import org.medalliance.local.demo.Api;
import org.medalliance.local.demo.CountyFiles;
import org.medalliance.local.demo.CountyLoad;
import org.medalliance.local.demo.Demo;
import org.medalliance.local.demo.People;
import org.medalliance.local.edition.DemoRealm;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;
import tools.jackson.databind.json.JsonMapper;

/** Measures the running platform: one JSON object on standard output, words for people beside it. */
public final class Bench {

    private Bench() {}

    /** @return 0 when the measurement is whole, whatever it shows; 1 when commands or effects are missing */
    public static int run(Settings settings, List<String> words) {
        if (words.isEmpty()) {
            return list(System.out);
        }
        var rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "crypto" -> crypto(settings, rest);
            case "referral" -> submits(SubmitOptions.of(rest));
            case "worklist" -> worklist(WorklistOptions.of(rest));
            case "options" -> options(settings, OptionsRun.of(rest));
            case "events" -> events(settings, EventOptions.of(rest));
            default -> throw new LocalFailure("没有这项测量 | no such bench: " + words.getFirst() + "。./alliance bench");
        };
    }

    private static int list(PrintStream out) {
        out.println("""
                测量 benches:

                  events   提交 → 另一服务的数据库，默认每秒 100 个事件，经网关   commit to effect in the other service's database
                           %s
                  referral 每秒可提交多少转诊，与 pgbench 同样语句之比   submits a second, and against pgbench with the same statements
                           %s
                  worklist 一百万个病例中的一页，经网关   a page of twenty of a million cases, through the gateway
                           %s
                  options  就近方案的 p99，40 家机构、2,000 个号源、500 个未结病例   options at an even rate, in an alliance of that size
                           %s
                  crypto   提交转诊的 p95：国密与国际算法交替各十次               p95 of a submit, both suites by turns, ten runs
                """.formatted(EventOptions.USAGE, SubmitOptions.USAGE, WorklistOptions.USAGE, OptionsRun.USAGE));
        return 0;
    }

    private static int crypto(Settings settings, List<String> words) {
        if (!words.isEmpty()) {
            throw new LocalFailure("用法 usage: ./alliance bench crypto");
        }
        return told(beside -> {
            new Start(settings).ensureRunning(true);
            var files = CountyFiles.read();
            var people = new People(DemoRealm.of(settings)::token, files.places());
            new CountyLoad(files, new Api(Demo.gateway(settings), people), people).loadCatalogues();
            return new CryptoBench(settings, people, beside).run();
        });
    }

    private static int submits(SubmitOptions options) {
        return told(words -> new SubmitBench(options, words).run());
    }

    private static int worklist(WorklistOptions options) {
        return told(words -> new WorklistBench(options, words).run());
    }

    /** What is told on the way is for people, and goes beside. */
    private static int told(Function<PrintStream, Map<String, Object>> bench) {
        var out = System.out;
        System.setOut(System.err);
        var result = bench.apply(System.err);
        out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(result));
        return Boolean.TRUE.equals(result.get("met")) ? 0 : 1;
    }

    private static int options(Settings settings, OptionsRun run) {
        return told(words -> optionsAsked(settings, run, words));
    }

    private static Map<String, Object> optionsAsked(Settings settings, OptionsRun run, PrintStream words) {
        new Start(settings).ensureRunning(true);
        var realm = DemoRealm.of(settings);
        var people = new People(realm::token, Map.of());
        var service = URI.create("http://127.0.0.1:" + settings.text("referral.port"));
        var county = new BenchAlliance(
                settings.given("kafka.servers").orElse("127.0.0.1:" + settings.text("kafka.port")),
                realm,
                new Api(service, people),
                people,
                words);
        var door = run.gateway() ? Demo.gateway(settings) : service;
        var result = new OptionsBench(run, county, new Api(door, people), words).run();
        result.put("othersRunning", running(settings, "telemedicine.port") || running(settings, "staffing.port"));
        return result;
    }

    private static boolean running(Settings settings, String port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", settings.number(port)), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int events(Settings settings, EventOptions options) {
        var out = System.out;
        // What the start tells is for people.
        System.setOut(System.err);
        new Start(settings).ensureRunning(true);
        var files = CountyFiles.read();
        var people = new People(DemoRealm.of(settings)::token, files.places());
        var gateway = Demo.gateway(settings);
        new CountyLoad(files, new Api(gateway, people), people).loadCatalogues();
        var door = options.direct() ? URI.create("http://127.0.0.1:" + settings.text("referral.port")) : gateway;
        var times = new CommitTimes(
                OneMachine.databaseOf(settings, "referral-service"),
                OneMachine.databaseOf(settings, "telemedicine-service"));
        var result = new EventBench(options, new Api(door, people), people, times, System.err).run();
        out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(result));
        return Integer.valueOf(0).equals(result.get("errors"))
                        && Integer.valueOf(0).equals(result.get("effectsMissing"))
                ? 0
                : 1;
    }
}
