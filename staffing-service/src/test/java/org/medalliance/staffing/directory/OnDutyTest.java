package org.medalliance.staffing.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class OnDutyTest {

    @LocalServerPort
    int port;

    private Api.Reply asked(County county, String unit, String at) {
        return new Api(port)
                .get(county.north(), "/directory/on-duty?institution=lead&unit=%s&at=%s".formatted(unit, at));
    }

    @Test
    void whoIsOnDutyAtThreeInTheMorning() {
        var county = County.imported(new Api(port));

        var tuesday = asked(county, "CHEST_PAIN", "2026-11-24T03:00:00%2B08:00");
        assertThat(tuesday.status()).isEqualTo(200);
        assertThat(tuesday.body().at("/onDuty/practitioner").asString()).isEqualTo("nerve");
        assertThat(tuesday.body().at("/onDuty/name").asString()).isEqualTo("测试乙");
        assertThat(tuesday.body().at("/chain/0/practitioner").asString()).isEqualTo("heart");
        assertThat(tuesday.body().get("from").asString()).isEqualTo("2026-11-23T18:00:00+08:00");
        assertThat(tuesday.body().get("to").asString()).isEqualTo("2026-11-24T08:00:00+08:00");

        var monday = asked(county, "CHEST_PAIN", "2026-11-22T19:00:00Z");
        assertThat(monday.body().at("/onDuty/practitioner").asString()).isEqualTo("heart");
        assertThat(monday.body().get("roster").asString()).isEqualTo("r-3");
    }

    @Test
    void aGapInTheRosterIsSaidAndAnUnknownUnitIsNotFound() {
        var county = County.imported(new Api(port));

        var gap = asked(county, "CHEST_PAIN", "2026-11-24T12:00:00%2B08:00");
        assertThat(gap.status()).isEqualTo(200);
        assertThat(gap.body().get("onDuty").isNull()).isTrue();
        assertThat(gap.body().get("chain")).isEmpty();

        assertThat(asked(county, "SPACE", "2026-11-24").status()).isEqualTo(404);
        assertThat(asked(county, "CARD", "noon").type()).isEqualTo("time-malformed");
    }
}
