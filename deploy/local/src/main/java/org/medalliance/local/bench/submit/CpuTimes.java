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

    static CpuTimes none() {
        return new CpuTimes(Map.of());
    }

    CpuTimes since(CpuTimes before) {
        var taken = new LinkedHashMap<String, Duration>();
        byProcess.forEach(
                (name, time) -> taken.put(name, time.minus(before.byProcess().getOrDefault(name, Duration.ZERO))));
        return new CpuTimes(taken);
    }

    CpuTimes plus(CpuTimes other) {
        var sum = new LinkedHashMap<>(byProcess);
        other.byProcess().forEach((name, time) -> sum.merge(name, time, Duration::plus));
        return new CpuTimes(sum);
    }

    /** Milliseconds of a processor for each of so many. */
    Map<String, Double> perPiece(int count) {
        var costs = new LinkedHashMap<String, Double>();
        byProcess.forEach(
                (name, time) -> costs.put(name, Math.round(time.toNanos() / 1e4 / Math.max(1, count)) / 100.0));
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
