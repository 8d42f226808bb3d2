package org.medalliance.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void ofAHundredTheNinetyNinthIsP99() {
        var durations = LongStream.rangeClosed(1, 100)
                .map(it -> 101 - it)
                .mapToObj(Duration::ofMillis)
                .toList();

        assertThat(Percentiles.of(durations)).isEqualTo(new Percentiles(50, 90, 99, 100, 100));
    }

    @Test
    void ofAFewTheLargestIsP99() {
        var durations = IntStream.of(3, 1, 2).mapToObj(Duration::ofMillis).toList();

        assertThat(Percentiles.of(durations)).isEqualTo(new Percentiles(2, 3, 3, 3, 3));
    }

    @Test
    void ofOneAllAreThatOneToTheHundredthOfAMillisecond() {
        assertThat(Percentiles.of(List.of(Duration.ofNanos(1_234_567))))
                .isEqualTo(new Percentiles(1.23, 1.23, 1.23, 1.23, 1));
    }

    @Test
    void ofNoneThereIsNothingToTell() {
        assertThat(Percentiles.of(List.of()).count()).isZero();
    }
}
