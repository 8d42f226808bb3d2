package org.medalliance.local.bench.worklist;

import java.util.ArrayList;
import java.util.List;
import org.medalliance.local.process.LocalFailure;

/**
 * @param rows cases of one hospital
 * @param rate pages a second
 * @param seconds that are measured
 * @param warmUp seconds before that are not
 */
public record WorklistOptions(int rows, int rate, int seconds, int warmUp) {

    public static final String USAGE =
            "./alliance bench worklist [--rows 1000000] [--rate 50] [--seconds 30] [--warm-up 40]";

    public WorklistOptions {
        if (rows < 1000 || rows > 5_000_000 || rate < 1 || rate > 500 || seconds < 1 || warmUp < 0) {
            throw new LocalFailure("1000–5000000 个病例，每秒 1–500 页 | 1,000 to 5,000,000 cases, 1 to 500 pages a second");
        }
    }

    public static WorklistOptions of(List<String> words) {
        var left = new ArrayList<>(words);
        var rows = number(left, "--rows", 1_000_000);
        var rate = number(left, "--rate", 50);
        var seconds = number(left, "--seconds", 30);
        var warmUp = number(left, "--warm-up", 40);
        if (!left.isEmpty()) {
            throw new LocalFailure("不认识的参数 %s，用法 | unknown argument, usage: %s".formatted(left.getFirst(), USAGE));
        }
        return new WorklistOptions(rows, rate, seconds, warmUp);
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
