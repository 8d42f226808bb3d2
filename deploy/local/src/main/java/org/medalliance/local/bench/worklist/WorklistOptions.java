package org.medalliance.local.bench.worklist;

import java.util.List;
import org.medalliance.local.bench.Flags;
import org.medalliance.local.process.LocalFailure;

/**
 * @param rows cases of one hospital
 * @param rate pages a second
 * @param seconds that are measured
 * @param warmUp seconds before that are not
 */
public record WorklistOptions(int rows, int rate, int seconds, int warmUp) {

    public static final String USAGE =
            "./alliance bench worklist [--rows 1000000] [--rate 50] [--seconds 30] [--warm-up 120]";

    public WorklistOptions {
        if (rows < 1000 || rows > 5_000_000 || rate < 1 || rate > 500 || seconds < 1 || warmUp < 0) {
            throw new LocalFailure("1000–5000000 个病例，每秒 1–500 页 | 1,000 to 5,000,000 cases, 1 to 500 pages a second");
        }
    }

    public static WorklistOptions of(List<String> words) {
        var flags = new Flags(words, USAGE);
        var rows = flags.number("--rows", 1_000_000);
        var rate = flags.number("--rate", 50);
        var seconds = flags.number("--seconds", 30);
        var warmUp = flags.number("--warm-up", 120);
        flags.requireNothingLeft();
        return new WorklistOptions(rows, rate, seconds, warmUp);
    }
}
