package org.medalliance.local.bench;

import java.util.List;
import org.medalliance.local.process.LocalFailure;

/**
 * @param rate events a second; each command makes two, one there and one back
 * @param seconds that are measured
 * @param warmUp seconds before, at the same rate, that are not counted
 * @param direct straight to the service, not through the gateway
 * @param keep leaves the cases open afterwards
 */
record EventOptions(int rate, int seconds, int warmUp, boolean direct, boolean keep) {

    /** Cases that are prepared for one measurement, at most. */
    static final int MOST = 20_000;

    /** Events of a command: the request to the other service, and its answer that the consult is open. */
    private static final int EVENTS = 2;

    static final String USAGE =
            "./alliance bench events [--rate 100] [--seconds 30] [--warm-up 120] [--direct] [--keep]";

    EventOptions {
        if (rate < EVENTS
                || rate > 1000
                || seconds < 1
                || warmUp < 0
                || (long) rate / EVENTS * (seconds + (long) warmUp) > MOST) {
            throw new LocalFailure(
                    "速率 2–1000 个事件/秒，偶数，总数不超过 %d 条命令 | an even rate from 2 to 1000, at most %d commands in all"
                            .formatted(MOST, MOST));
        }
    }

    static EventOptions of(List<String> words) {
        var flags = new Flags(words, USAGE);
        var direct = flags.has("--direct");
        var keep = flags.has("--keep");
        var rate = flags.number("--rate", 100);
        var seconds = flags.number("--seconds", 30);
        var warmUp = flags.number("--warm-up", 120);
        flags.requireNothingLeft();
        return new EventOptions(rate, seconds, warmUp, direct, keep);
    }

    /** Commands a second. */
    int commands() {
        return rate / EVENTS;
    }

    int warmUps() {
        return commands() * warmUp;
    }

    int total() {
        return commands() * (seconds + warmUp);
    }
}
