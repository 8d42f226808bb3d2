package org.medalliance.platform.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of one transaction that wait for its next statement. Whatever the transaction executes next sends them first,
 * as one statement, so that nobody can tell that they have waited, but for an error, which comes later.
 */
final class PutOff {

    /** A write with its values, and who is told what was asked of it. */
    record Waiting(JointWrite write, PlacedStatement statement, Function<Boolean, Mono<Void>> told) {}

    private final List<Waiting> waiting = new ArrayList<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Two of one kind would have one name, and what comes second may follow on the first. */
    boolean holds(JointWrite write) {
        return waiting.stream().anyMatch(it -> it.write().equals(write));
    }

    void add(Waiting write) {
        waiting.add(write);
    }

    /** All that wait, to be sent as one statement; from now on none does. */
    Sent take() {
        var all = List.copyOf(waiting);
        waiting.clear();
        return new Sent(all);
    }

    record Sent(List<Waiting> all) {

        List<JointWrite> writes() {
            return all.stream().map(Waiting::write).toList();
        }

        Object[] values() {
            return all.stream()
                    .flatMap(it -> Arrays.stream(it.statement().values()))
                    .toArray();
        }

        /** One after the other; the first that refuses what it hears ends it. */
        Mono<Void> tell(List<Boolean> answers) {
            return Flux.range(0, all.size())
                    .concatMap(i -> all.get(i).told().apply(answers.get(i)))
                    .then();
        }
    }
}
