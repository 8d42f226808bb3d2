package org.medalliance.local.bench;

import java.util.ArrayList;
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
        var left = new ArrayList<>(words);
        var gateway = left.remove("--gateway");
        var keep = left.remove("--keep");
        var rate = number(left, "--rate", 50);
        var seconds = number(left, "--seconds", 60);
        var warmUp = number(left, "--warm-up", 30);
        if (!left.isEmpty()) {
            throw new LocalFailure("不认识的参数 %s，用法 | unknown argument, usage: %s".formatted(left.getFirst(), USAGE));
        }
        return new OptionsRun(rate, seconds, warmUp, gateway, keep);
    }

    int warmUps() {
        return rate * warmUp;
    }

    int total() {
        return rate * (seconds + warmUp);
    }

    private static int number(List<String> words, String name, int usual) {
        var at = words.indexOf(name);
        if (at < 0) {
            return usual;
        }
        words.remove(at);
        try {
            return Integer.parseInt(words.remove(at));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new LocalFailure("%s 后应为整数 | must be followed by a whole number: %s".formatted(name, USAGE), e);
        }
    }
}
