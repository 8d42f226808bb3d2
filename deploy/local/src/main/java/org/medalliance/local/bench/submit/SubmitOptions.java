package org.medalliance.local.bench.submit;

import java.util.List;
import org.medalliance.local.bench.Flags;
import org.medalliance.local.process.LocalFailure;

/**
 * @param connections that submit without a pause, one level after the other
 * @param turns that service and pgbench take at each level, one after the other
 * @param seconds of each turn
 * @param warmUp seconds before, over the largest number of connections, that are not counted
 */
public record SubmitOptions(List<Integer> connections, int turns, int seconds, int warmUp) {

    public static final String USAGE =
            "./alliance bench referral [--connections 1,8,32] [--turns 4] [--seconds 15] [--warm-up 240]";

    /** Together as long as PostgreSQL's autovacuum_naptime: both pay for its rounds. */
    private static final int TURNS = 4;

    private static final int SECONDS = 15;

    /** By then the JVM has compiled what a submit needs; over one connection it would do so beside the measurement. */
    private static final int COMPILED = 240;

    public SubmitOptions {
        if (connections.isEmpty()
                || connections.stream().anyMatch(it -> it < 1 || it > 64)
                || turns < 1
                || turns > 20
                || seconds < 1
                || seconds > 120
                || warmUp < 0
                || warmUp > 600) {
            throw new LocalFailure("连接数 1–64，轮流 1–20 次，每次 1–120 秒，预热 0–600 秒"
                    + " | 1 to 64 connections, 1 to 20 turns of 1 to 120 s, warm-up 0 to 600 s: " + USAGE);
        }
        connections = List.copyOf(connections);
    }

    public static SubmitOptions of(List<String> words) {
        var flags = new Flags(words, USAGE);
        var connections = flags.numbers("--connections", List.of(1, 8, 32));
        var turns = flags.number("--turns", TURNS);
        var seconds = flags.number("--seconds", SECONDS);
        var warmUp = flags.number("--warm-up", COMPILED);
        flags.requireNothingLeft();
        return new SubmitOptions(connections, turns, seconds, warmUp);
    }

    int mostConnections() {
        return connections.stream().mapToInt(it -> it).max().orElseThrow();
    }
}
