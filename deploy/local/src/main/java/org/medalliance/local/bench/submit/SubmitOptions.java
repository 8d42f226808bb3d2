package org.medalliance.local.bench.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.medalliance.local.process.LocalFailure;

/**
 * @param connections that submit without a pause, one measurement after the other
 * @param seconds of each measurement
 * @param warmUp seconds before, over the largest number of connections, that are not counted
 */
public record SubmitOptions(List<Integer> connections, int seconds, int warmUp) {

    public static final String USAGE = "./alliance bench referral [--connections 1,8,32] [--seconds 15] [--warm-up 60]";

    public SubmitOptions {
        if (connections.isEmpty()
                || connections.stream().anyMatch(it -> it < 1 || it > 64)
                || seconds < 1
                || seconds > 120
                || warmUp < 0
                || warmUp > 600) {
            throw new LocalFailure(
                    "连接数 1–64，测量 1–120 秒，预热 0–600 秒 | 1 to 64 connections, 1 to 120 s, warm-up 0 to 600 s: " + USAGE);
        }
        connections = List.copyOf(connections);
    }

    public static SubmitOptions of(List<String> words) {
        var left = new ArrayList<>(words);
        var connections = numbers(left, "--connections", "1,8,32");
        var seconds = numbers(left, "--seconds", "15").getFirst();
        var warmUp = numbers(left, "--warm-up", "60").getFirst();
        if (!left.isEmpty()) {
            throw new LocalFailure("不认识的参数 %s，用法 | unknown argument, usage: %s".formatted(left.getFirst(), USAGE));
        }
        return new SubmitOptions(connections, seconds, warmUp);
    }

    int mostConnections() {
        return connections.stream().mapToInt(it -> it).max().orElseThrow();
    }

    private static List<Integer> numbers(List<String> words, String name, String usual) {
        var at = words.indexOf(name);
        try {
            var given = usual;
            if (at >= 0) {
                words.remove(at);
                given = words.remove(at);
            }
            return Stream.of(given.split(",")).map(Integer::valueOf).toList();
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new LocalFailure("%s 后应为整数 | must be followed by whole numbers: %s".formatted(name, USAGE), e);
        }
    }
}
