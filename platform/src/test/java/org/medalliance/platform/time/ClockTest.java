package org.medalliance.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@PlatformTest
class ClockTest {

    @LocalManagementPort
    int port;

    @Autowired
    Clock clock;

    @AfterEach
    void putRight() {
        client().delete().uri("/actuator/clock").exchange().expectStatus().isOk();
        assertThat(Duration.between(clock.instant(), Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theClockIsSetAndAdvancedForTheWholeService() {
        move(Map.of("set", "2030-01-02T08:00:00+08:00")).expectStatus().isOk();
        assertThat(clock.instant())
                .isBetween(Instant.parse("2030-01-02T00:00:00Z"), Instant.parse("2030-01-02T00:01:00Z"));

        move(Map.of("advance", "PT2H")).expectStatus().isOk();
        assertThat(clock.withZone(ZoneId.of("Asia/Shanghai")).instant())
                .isBetween(Instant.parse("2030-01-02T02:00:00Z"), Instant.parse("2030-01-02T02:01:00Z"));
    }

    @Test
    void aMoveThatCannotBeMeantIsRefused() {
        move(Map.of()).expectStatus().isBadRequest();
        move(Map.of("set", "tomorrow")).expectStatus().isBadRequest();
        move(Map.of("set", "2030-01-02T08:00:00+08:00", "advance", "PT1H"))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void withoutTheSettingTheClockCannotBeMovedAndTicksInMicroseconds() {
        new ApplicationContextRunner()
                .withUserConfiguration(TimeConfiguration.class)
                .run(context -> {
                    assertThat(context).doesNotHaveBean(ClockEndpoint.class);
                    var plain = context.getBean(Clock.class);
                    assertThat(plain).isNotInstanceOf(AdjustableClock.class);
                    for (int i = 0; i < 1_000; i++) {
                        assertThat(plain.instant().getNano() % 1_000).isZero();
                    }
                });
    }

    private WebTestClient.ResponseSpec move(Map<String, String> how) {
        return client().post().uri("/actuator/clock").bodyValue(how).exchange();
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }
}
