package org.medalliance.local.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Of a set of durations, in milliseconds: the value below or at which the share of them lies (nearest rank). */
public record Percentiles(double p50, double p90, double p99, double max, int count) {

    public static Percentiles of(Collection<Duration> durations) {
        if (durations.isEmpty()) {
            return new Percentiles(0, 0, 0, 0, 0);
        }
        var sorted = durations.stream().sorted().toList();
        return new Percentiles(
                at(sorted, 50), at(sorted, 90), at(sorted, 99), milliseconds(sorted.getLast()), sorted.size());
    }

    static double p95(Collection<Duration> durations) {
        return at(durations.stream().sorted().toList(), 95);
    }

    private static double at(List<Duration> sorted, int percent) {
        var rank = Math.ceilDiv(sorted.size() * percent, 100);
        return milliseconds(sorted.get(Math.max(1, rank) - 1));
    }

    /** To the hundredth. */
    private static double milliseconds(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }

    public String told() {
        return String.format(Locale.ROOT, "p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms  (%d)", p50, p90, p99, max, count);
    }
}
