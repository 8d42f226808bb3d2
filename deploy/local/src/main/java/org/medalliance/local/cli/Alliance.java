package org.medalliance.local.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.medalliance.local.bench.Bench;
import org.medalliance.local.demo.Demo;
import org.medalliance.local.edition.OneMachine;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.LocalFailure;

/** The program behind {@code ./alliance}: one verb, its arguments, an exit code. */
public final class Alliance {

    private Alliance() {}

    public static void main(String[] arguments) {
        // Chinese must come out right under any locale, also POSIX.
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        // Kafka's client tells its whole configuration otherwise.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> words) {
        var verb = words.isEmpty() ? "help" : words.getFirst();
        var rest = words.isEmpty() ? words : words.subList(1, words.size());
        try {
            return switch (verb) {
                case "start" -> new Start(Settings.load()).run(rest);
                case "supervise" -> new Supervise(demo(Settings.load(), only(rest, "--demo"))).run();
                case "prepare" -> {
                    only(rest);
                    OneMachine.prepareEngines(Settings.load());
                    yield 0;
                }
                case "stop" -> {
                    only(rest);
                    yield new Stop(Settings.load()).run();
                }
                case "status" -> new Status(Settings.load()).run(only(rest, "--json"));
                case "logs" -> new Logs(Settings.load()).run(rest);
                case "token" -> new Token(Settings.load()).run(rest);
                case "keys" -> new KeysVerb(Settings.load()).run(rest);
                case "demo" -> Demo.run(Settings.load(), rest);
                case "audit" -> new Audit(Settings.load()).run(rest);
                case "bench" -> Bench.run(Settings.load(), rest);
                case "help", "--help", "-h" -> help(System.out, 0);
                default -> {
                    System.err.println("没有这个命令 | no such verb: " + verb);
                    yield help(System.err, 2);
                }
            };
        } catch (LocalFailure e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage() + "：" + e.getCause());
            return 1;
        }
    }

    static Settings demo(Settings settings, List<String> words) {
        return words.contains("--demo") ? settings.with("demo", "true") : settings;
    }

    private static List<String> only(List<String> words, String... known) {
        words.stream()
                .filter(word -> !Arrays.asList(known).contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new LocalFailure("不认识的参数 " + word + " | unknown argument; known: " + String.join(" ", known));
                });
        return words;
    }

    private static int help(PrintStream out, int code) {
        out.println("""
                用法 usage: ./alliance <命令 verb>

                  start [--demo] [--foreground]   启动整个平台并等待就绪        start everything, return when it is ready
                  stop                            按相反顺序停止                stop in the opposite order
                  status [--json]                 各进程的状态、内存、重启次数  state, memory, restarts of each process
                  logs [进程 process] [-f]        查看日志                      show logs
                  demo                            载入示范县并演示一个上午      load the demo county and play a morning
                  bench events                    测量事件延迟                  measure event latency
                  bench options                   测量就近方案的延迟            measure how fast options answer
                  bench referral                  测量每秒可提交多少转诊        measure submits a second, against pgbench
                  bench worklist                  测量一百万病例中的一页        measure a page of a million cases
                  bench crypto                    测量国密与国际算法之差        measure what the Chinese suite costs
                  keys rotate [--person]          为字段加密增加新密钥          add a version to the keys of sealed fields
                  audit verify [服务 service]     核对审计链                    is the audit trail what was sealed
                  token <用户 demo-user>          示范用户的访问令牌            a bearer token of a demo user

                数据目录 data directory: $ALLIANCE_HOME（默认 default ./data）
                设置 settings: <data>/alliance.properties，或环境变量 or environment, e.g. gateway.port = ALLIANCE_GATEWAY_PORT
                """);
        return code;
    }
}
