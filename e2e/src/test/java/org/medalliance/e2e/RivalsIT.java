package org.medalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.medalliance.e2e.Door.Call;

class RivalsIT {

    @Test
    void ofTwentyRivalAcceptancesThroughTheFrontDoorExactlyOneWins() throws Exception {
        var door = Platform.door();
        var cases = new Cases(door);
        var referral = cases.submitted();
        var accept = Call.post(Cases.OFFICER, cases.path(referral, "accept"), cases.reservation())
                .at(referral.path("version").asLong());

        var statuses = atOnce(
                20,
                i -> () -> door.send(accept.keyed(
                                "rival-%d-%s".formatted(i, referral.path("id").asString())))
                        .status());

        assertThat(statuses).isSubsetOf(200, 409, 412);
        assertThat(statuses).filteredOn(it -> it == 200).hasSize(1);
    }

    interface Numbered<T> {
        Callable<T> at(int number);
    }

    private static <T> List<T> atOnce(int count, Numbered<T> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<java.util.concurrent.Future<T>>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(work.at(i)));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
