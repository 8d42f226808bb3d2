package org.medalliance.local.bench.submit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.medalliance.local.supervise.Snapshot;

/** Processor time that processes took so far, each with its children. */
record CpuTimes(Map<String, Duration> byProcess) {

    static CpuTimes now(List<Snapshot> processes) {
        var times = new LinkedHashMap<String, Duration>();
        processes.stream().filter(it -> it.pid() > 0).forEach(it -> ProcessHandle.of(it.pid())
                .ifPresent(process -> times.put(it.name(), total(process))));
        times.put("generator", total(ProcessHandle.current(), Stream.empty()));
        return new CpuTimes(times);
    }

    /** Milliseconds of a processor for each of so many. */
    Map<String, Double> perPiece(CpuTimes before, int count) {
        var costs = new LinkedHashMap<String, Double>();
        byProcess.forEach((name, time) -> {
            var taken = time.minus(before.byProcess().getOrDefault(name, Duration.ZERO));
            costs.put(name, Math.round(taken.toNanos() / 1e4 / Math.max(1, count)) / 100.0);
        });
        return costs;
    }

    private static Duration total(ProcessHandle process) {
        return total(process, process.descendants());
    }

    private static Duration total(ProcessHandle process, Stream<ProcessHandle> children) {
        return Stream.concat(Stream.of(process), children)
                .map(it -> it.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
