package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A patient goes home, is followed up, and comes back when it must be. */
@ServiceTest
class HomeAgainTest {

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void theChecklistIsAnsweredWhole() {
        var partly = Requests.proposal(county.inpatient())
                .replace(
                        "{\"item\": \"FAMILY_INFORMED\", \"stable\": true}",
                        "{\"item\": \"GOOD_MOOD\", \"stable\": false}");
        var answer = county.body(county.post(OFFICER, "/api/referral/v1/referrals/returns", null, partly));
        assertThat(answer.path("errors").valueStream().map(it -> it.path("code").asString()))
                .containsExactly("checklist-unknown", "checklist-incomplete");
    }

    @Test
    void theClinicFollowsUpAndTheHospitalConfirmsTheEnd() {
        var seen = county.act(DOCTOR, county.downAt(State.FOLLOWING_UP), "record-follow-up");
        assertThat(seen.path("details")
                        .path("carePlan")
                        .path("followUps")
                        .path(0)
                        .path("findings")
                        .asString())
                .isEqualTo("血压平稳");
        var finished = county.act(DOCTOR, county.act(DOCTOR, seen, "complete-task"), "finish");
        var closed = county.act(OFFICER, finished, "acknowledge-outcome");
        assertThat(closed.path("details").path("closing").asString()).isEqualTo("TREATED");
    }

    @Test
    void aRecallIsOverWhenTheHospitalHasThePatientBack() {
        var recalled = county.downAt(State.RECALLED);
        var up = up(recalled);
        assertThat(up.path("details").path("continues").asString()).isEqualTo(County.id(recalled));
        assertThat(up.path("origin").path("institution").asString()).isEqualTo("clinic");

        county.act(OFFICER, up, "accept");

        var over = county.referral(OFFICER, recalled);
        assertThat(over.path("state").asString()).isEqualTo("CLOSED");
        assertThat(over.path("details").path("closing").asString()).isEqualTo("RECALLED");
    }

    @Test
    void aRecallThatComesToNothingGivesThePatientBackToTheClinic() {
        var recalled = county.downAt(State.RECALLED);
        county.act(DOCTOR, up(recalled), "withdraw");

        var again = county.referral(DOCTOR, recalled);

        assertThat(again.path("state").asString()).isEqualTo("FOLLOWING_UP");
        assertThat(again.path("details").path("recalledBy").isNull()).isTrue();
    }

    private JsonNode up(JsonNode recalled) {
        var id = recalled.path("details").path("recalledBy").asString();
        return county.ok(county.get(DOCTOR, "/api/referral/v1/referrals/" + id));
    }
}
