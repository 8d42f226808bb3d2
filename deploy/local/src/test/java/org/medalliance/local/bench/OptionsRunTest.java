package org.medalliance.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.medalliance.local.process.LocalFailure;
import tools.jackson.databind.json.JsonMapper;

class OptionsRunTest {

    @Test
    void theBarsRateIsTheUsualOne() {
        var run = OptionsRun.of(List.of());

        assertThat(run.rate()).isEqualTo(50);
        assertThat(run.gateway()).isFalse();
        assertThat(run.total() - run.warmUps()).isEqualTo(50 * run.seconds());
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThatThrownBy(() -> OptionsRun.of(List.of("--rate", "0"))).isInstanceOf(LocalFailure.class);
        assertThatThrownBy(() -> OptionsRun.of(List.of("--seconds", "601"))).isInstanceOf(LocalFailure.class);
        assertThatThrownBy(() -> OptionsRun.of(List.of("--rate", "many"))).isInstanceOf(LocalFailure.class);
        assertThatThrownBy(() -> OptionsRun.of(List.of("--loud"))).isInstanceOf(LocalFailure.class);
    }

    @Test
    void theAllianceHasTheSizeThatTheBarNames() {
        var rows = new BenchDirectory().rows();

        assertThat(rows.stream().filter(it -> it.topic().equals("directory.institutions.v1")))
                .hasSize(40);
        assertThat(rows.stream()
                        .filter(it -> it.topic().equals("telemedicine.slots.v1"))
                        .mapToInt(it -> JsonMapper.shared()
                                .valueToTree(it.data())
                                .path("nextFree")
                                .size())
                        .sum())
                .isEqualTo(2_000);
    }
}
