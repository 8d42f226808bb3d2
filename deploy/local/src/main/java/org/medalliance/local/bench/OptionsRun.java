package org.medalliance.local.bench;

import java.util.List;
import org.medalliance.local.process.LocalFailure;

/**
 * @param rate questions a second
 * @param seconds that are measured
 * @param warmUp seconds before, at the same rate, that are not counted
 * @param gateway through the gateway, not straight to the service
 * @param keep leaves the cases open afterwards
 */
record OptionsRun(int rate, int seconds, int warmUp, boolean gateway, boolean keep) {

    static final String USAGE =
            "./alliance bench options [--rate 50] [--seconds 60] [--warm-up 30] [--gateway] [--keep]";

    OptionsRun {
        if (rate < 1 || rate > 1000 || seconds < 1 || seconds > 600 || warmUp < 0 || warmUp > 600) {
            throw new LocalFailure("速率 1–1000 次/秒，时长 1–600 秒 | a rate from 1 to 1000, for 1 to 600 seconds");
        }
    }

    static OptionsRun of(List<String> words) {
        var flags = new Flags(words, USAGE);
        var gateway = flags.has("--gateway");
        var keep = flags.has("--keep");
        var rate = flags.number("--rate", 50);
        var seconds = flags.number("--seconds", 60);
        var warmUp = flags.number("--warm-up", 30);
        flags.requireNothingLeft();
        return new OptionsRun(rate, seconds, warmUp, gateway, keep);
    }

    int warmUps() {
        return rate * warmUp;
    }

    int total() {
        return rate * (seconds + warmUp);
    }
}
