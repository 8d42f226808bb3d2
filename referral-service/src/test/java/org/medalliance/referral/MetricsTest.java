package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class MetricsTest {

    private static final Pattern UNIT =
            Pattern.compile(".*_(seconds|seconds_max|seconds_sum|seconds_count|seconds_bucket|total|cases)");

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    /** What may tell two lines apart: codes that a table or an enum holds; nobody's name, id or institution. */
    private static final Set<String> LABELS = Set.of("action", "application", "direction", "le", "priority", "state");

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Test
    void casesMovesAndAnswersAreCountedInUnitsAndNameNobody() {
        var county = new County(port);
        county.found();
        county.at(State.ACCEPTED);

        await().atMost(Duration.ofSeconds(40))
                .until(() -> value("alliance_referral_open_cases{.*state=\"ACCEPTED\".*") > 0);
        assertThat(value("alliance_referral_moves_total{.*action=\"ACCEPT\".*")).isPositive();
        assertThat(value("alliance_referral_answer_seconds_count{.*action=\"ACCEPT\".*"))
                .isPositive();

        var ours = scrape().lines()
                .filter(it -> it.startsWith("alliance_referral_"))
                .toList();
        assertThat(ours).allSatisfy(it -> assertThat(it.split("[{ ]", 2)[0]).matches(UNIT));
        assertThat(ours.stream()
                        .flatMap(it -> LABEL.matcher(it).results().map(label -> label.group(1)))
                        .collect(Collectors.toSet()))
                .isSubsetOf(LABELS);
    }

    private double value(String line) {
        var wanted = Pattern.compile(line.replace("{", "\\{"));
        return scrape().lines()
                .filter(it -> wanted.matcher(it).matches())
                .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String scrape() {
        var text = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .codecs(it -> it.defaultCodecs().maxInMemorySize(8 << 20))
                .build()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return text == null ? "" : text;
    }
}
