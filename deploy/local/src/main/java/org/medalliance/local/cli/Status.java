package org.medalliance.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.edition.Settings;
import org.medalliance.local.process.ProcessTree;
import org.medalliance.local.supervise.Snapshot;
import org.medalliance.local.supervise.State;

/**
 * What runs, for people or as JSON. Exit code 0 when all is ready, 3 when nothing runs (as LSB has it), 1 in between.
 */
public final class Status {

    private static final int NOT_RUNNING = 3;

    private final Settings settings;

    public Status(Settings settings) {
        this.settings = settings;
    }

    int run(List<String> words) {
        var report = RunningSupervisor.of(settings).flatMap(RunningSupervisor::report);
        var lines = report.map(Status::lines).orElse(List.of());
        if (words.contains("--json")) {
            System.out.println(StatusFile.JSON
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(json(report.orElse(null), lines)));
        } else {
            print(report.orElse(null), lines);
        }
        if (report.isEmpty()) {
            return NOT_RUNNING;
        }
        return lines.stream().allMatch(line -> line.state().equals(State.READY.word())) ? 0 : 1;
    }

    /** Seconds from the call of start to readiness, and the memory of all processes; for the demo's last lines. */
    public Map<String, Number> figures() {
        var report = RunningSupervisor.of(settings).flatMap(RunningSupervisor::report);
        var figures = new LinkedHashMap<String, Number>();
        report.ifPresent(found -> {
            figures.put("startSeconds", found.startSeconds());
            figures.put("rssBytes", total(lines(found)));
        });
        return figures;
    }

    private static List<Line> lines(StatusReport report) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(
                "supervisor",
                "监管 supervisor",
                State.READY.word(),
                report.supervisorPid(),
                0,
                ownBytes(report.supervisorPid()),
                report.since(),
                0));
        report.processes().forEach(process -> lines.add(Line.of(process)));
        return lines;
    }

    private static Map<String, Object> json(@Nullable StatusReport report, List<Line> lines) {
        var json = new LinkedHashMap<String, Object>();
        json.put("state", report == null ? "stopped" : report.state());
        if (report != null) {
            json.put("home", report.home());
            json.put("gateway", report.gateway());
            json.put("since", report.since().toString());
            json.put("startSeconds", report.startSeconds());
        }
        json.put("processes", lines);
        json.put(
                "totals",
                Map.of(
                        "processes", lines.size(),
                        "restarts", lines.stream().mapToInt(Line::restarts).sum(),
                        "rssBytes", total(lines)));
        return json;
    }

    private static void print(@Nullable StatusReport report, List<Line> lines) {
        if (report == null) {
            System.out.println("平台没有在运行，启动：./alliance start | not running; start it: ./alliance start");
            return;
        }
        System.out.printf(
                "%-22s %-12s %8s %6s %6s %9s %10s%n", "process", "state", "pid", "port", "重启", "MiB", "since");
        for (var line : lines) {
            System.out.printf(
                    "%-22s %-12s %8d %6s %6d %9d %10s%n",
                    line.name(),
                    line.state(),
                    line.pid(),
                    line.port() == 0 ? "" : line.port(),
                    line.restarts(),
                    line.rssBytes() >> 20,
                    ago(line.since()));
        }
        System.out.printf(
                "合计 total %d MiB   %s   数据目录 data: %s%n", total(lines) >> 20, report.gateway(), report.home());
    }

    private static long total(List<Line> lines) {
        return lines.stream().mapToLong(Line::rssBytes).sum();
    }

    private static String ago(Instant since) {
        var seconds = Duration.between(since, Instant.now()).toSeconds();
        if (seconds < 120) {
            return seconds + "s";
        }
        return seconds < 7200 ? seconds / 60 + "m" : seconds / 3600 + "h";
    }

    private static long ownBytes(long pid) {
        return ProcessHandle.of(pid)
                .map(handle -> ProcessTree.of(handle).ownResidentBytes())
                .orElse(0L);
    }

    record Line(
            String name, String title, String state, long pid, int restarts, long rssBytes, Instant since, int port) {

        static Line of(Snapshot process) {
            var bytes = process.pid() == 0
                    ? 0L
                    : ProcessHandle.of(process.pid())
                            .map(handle -> ProcessTree.of(handle).residentBytes())
                            .orElse(0L);
            return new Line(
                    process.name(),
                    process.title(),
                    process.state(),
                    process.pid(),
                    process.restarts(),
                    bytes,
                    process.since(),
                    process.port());
        }
    }
}
