package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A patient goes home, is followed up, and comes back when it must be. */
@ServiceTest
class HomeAgainTest {

    private static final String RETURNS = "/api/referral/v1/referrals/returns";

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

        var accepted = county.act(OFFICER, up, "accept");
        assertThat(county.referral(OFFICER, recalled).path("state").asString()).isEqualTo("RECALLED");
        county.act(OFFICER, accepted, "arrive");

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

    @Test
    void aRecallWhoseAcceptanceIsTakenBackAndDeclinedGivesThePatientBackToTheClinic() {
        var recalled = county.downAt(State.RECALLED);
        var undone = county.act(OFFICER, county.act(OFFICER, up(recalled), "accept"), "undo");
        county.act(DOCTOR, county.act(OFFICER, undone, "decline"), "acknowledge");

        assertThat(county.referral(DOCTOR, recalled).path("state").asString()).isEqualTo("FOLLOWING_UP");
    }

    @Test
    void aRecallThatIsDivertedAndDeclinedThereGivesThePatientBackToTheClinic() {
        var recalled = county.downAt(State.RECALLED);
        var elsewhere = Person.of(County.ALLIANCE, "elsewhere", "p-elsewhere", "referral-officer");
        var diverted = county.act(OFFICER, county.act(OFFICER, up(recalled), "accept"), "divert");
        county.act(DOCTOR, county.act(elsewhere, diverted, "decline"), "acknowledge");

        assertThat(county.referral(DOCTOR, recalled).path("state").asString()).isEqualTo("FOLLOWING_UP");
    }

    @Test
    void aDeathOnTheWayBackEndsTheReturnAndNobodyFollowsUp() {
        var recalled = county.downAt(State.RECALLED);
        county.act(DOCTOR, county.act(OFFICER, up(recalled), "accept"), "record-death");

        var over = county.referral(OFFICER, recalled);

        assertThat(over.path("state").asString()).isEqualTo("CLOSED");
        assertThat(over.path("details").path("closing").asString()).isEqualTo("DIED");
        assertThat(over.path("details").path("notices").valueStream())
                .extracting(it ->
                        it.path("of").asString() + " " + it.path("institution").asString())
                .containsExactly("RECORD_DEATH hospital");
        county.act(OFFICER, over, "acknowledge-notice");
    }

    @Test
    void theDaysOfAPlanLieBetweenTodayAndAYearAhead() {
        var good = Requests.proposal(county.inpatient());
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var visit = "[\"%s\"]".formatted(today.plusDays(7));
        for (var day : List.of("1999-01-01", "2099-01-01", today.minusDays(1).toString())) {
            assertThat(faults(good.replace(visit, "[\"%s\"]".formatted(day))))
                    .containsExactly("422 /carePlan/followUps/0");
            assertThat(faults(good.replace(today.plusDays(3).toString(), day)))
                    .containsExactly("422 /carePlan/tasks/0/due");
        }
        for (var day : List.of("9999-12-31", "+999999999-12-31")) {
            assertThat(faults(good.replace(visit, "[\"%s\"]".formatted(day))))
                    .containsExactly("400 /carePlan/followUps/0");
        }
        var without = county.ok(county.post(OFFICER, RETURNS, null, good.replace(visit, "[]")));
        county.act(DOCTOR, county.act(DOCTOR, without, "accept-return"), "arrive");
        assertThat(county.startOf(without, "follow-up"))
                .isEqualTo(today.plusDays(7)
                        .atTime(8, 0)
                        .atZone(ZoneId.of("Asia/Shanghai"))
                        .toInstant());
    }

    private List<String> faults(String proposal) {
        var answer = county.body(county.post(OFFICER, RETURNS, null, proposal));
        return answer.path("errors")
                .valueStream()
                .map(it ->
                        answer.path("status").asInt() + " " + it.path("pointer").asString())
                .toList();
    }

    @Test
    void aTaskThatIsOverdueIsRemindedOfUntilItIsDone() {
        var home = county.downAt(State.FOLLOWING_UP);
        county.overdue(home, "task");

        await().atMost(Duration.ofSeconds(30)).until(() -> reminders(home).contains("referral.task"));

        county.act(DOCTOR, home, "complete-task");
        assertThat(reminders(home)).doesNotContain("referral.task");
    }

    private List<String> reminders(JsonNode referral) {
        return county.ok(county.get(DOCTOR, "/api/referral/v1/attention?limit=200"))
                .path("items")
                .valueStream()
                .filter(it -> it.path("caseId").asString().equals(County.id(referral)))
                .map(it -> it.path("kind").asString())
                .toList();
    }
}
