package org.medalliance.local.bench.submit;

import java.util.List;
import org.medalliance.local.bench.Flags;
import org.medalliance.local.process.LocalFailure;

/**
 * @param connections that submit without a pause, one measurement after the other
 * @param seconds of each measurement
 * @param warmUp seconds before, over the largest number of connections, that are not counted
 */
public record SubmitOptions(List<Integer> connections, int seconds, int warmUp) {

    public static final String USAGE =
            "./alliance bench referral [--connections 1,8,32] [--seconds 60] [--warm-up 120]";

    /** PostgreSQL's autovacuum_naptime: each measurement, the service's and pgbench's, pays for one round of it. */
    private static final int A_ROUND_OF_AUTOVACUUM = 60;

    /** By then the JVM has compiled what a submit needs. */
    private static final int COMPILED = 120;

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
        var flags = new Flags(words, USAGE);
        var connections = flags.numbers("--connections", List.of(1, 8, 32));
        var seconds = flags.number("--seconds", A_ROUND_OF_AUTOVACUUM);
        var warmUp = flags.number("--warm-up", COMPILED);
        flags.requireNothingLeft();
        return new SubmitOptions(connections, seconds, warmUp);
    }

    int mostConnections() {
        return connections.stream().mapToInt(it -> it).max().orElseThrow();
    }
}
