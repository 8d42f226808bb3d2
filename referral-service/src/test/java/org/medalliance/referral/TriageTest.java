package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.SECOND_OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Drafts, claims, decisions and what can be said against them. */
@ServiceTest
class TriageTest {

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void aDraftIsItsSendersAloneAndGoesOutWhenItIsComplete() {
        var draft = county.ok(
                county.post(DOCTOR, "/api/referral/v1/referrals/drafts", null, """
                {"patientId": "%s", "direction": "UP"}""".formatted(county.patient())));
        var incomplete = refused(DOCTOR, draft, "submit", null, 422, "invalid");
        assertThat(incomplete.path("errors").valueStream().map(it -> it.path("pointer")
                        .asString()))
                .contains("/reason", "/clinical", "/consent", "/destination");

        var content = Requests.submission("-").replaceFirst("\"patientId\": \"-\", \"direction\": \"UP\", ", "");
        var filled = county.ok(county.tryTo(DOCTOR, draft, "change-draft", content));
        assertThat(county.get(OFFICER, County.path(filled))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(404);

        var sent = county.act(DOCTOR, filled, "submit");
        assertThat(sent.path("state").asString()).isEqualTo("SUBMITTED");
        assertThat(county.referral(OFFICER, sent).path("specialty").asString()).isEqualTo("03.04");
    }

    @Test
    void whatOneHasClaimedAnotherTakesOverBeforeDeciding() {
        var claimed = county.act(SECOND_OFFICER, county.submitted(), "claim");
        refused(OFFICER, claimed, "accept", Requests.reservation(), 409, "unless-not-held-by-another");
        refused(OFFICER, claimed, "release", null, 409, "unless-claimed-by-me");

        var mine = county.act(OFFICER, claimed, "take-over");
        assertThat(mine.path("details").path("claim").path("mine").asBoolean()).isTrue();
        county.act(OFFICER, mine, "accept");
    }

    @Test
    void nobodyIsSentToAndFro() {
        var forwarded = county.act(OFFICER, county.submitted(), "forward");
        assertThat(county.referral(OFFICER, forwarded)
                        .path("asParty")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("FORMER");
        var back =
                "{\"destination\": {\"institution\": \"hospital\", \"department\": \"cardio\"}, \"reason\": \"NEARER\"}";
        refused(STRANGER, forwarded, "forward", back, 422, "destination-had-it");

        var undone = county.act(OFFICER, county.referral(OFFICER, forwarded), "undo");
        assertThat(undone.path("destination").path("institution").asString()).isEqualTo("hospital");
        assertThat(county.get(STRANGER, County.path(undone))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(404);
    }

    @Test
    void aDecisionIsTakenBackByWhoMadeItAndOnlyUntilSomebodyActs() {
        var accepted = county.act(OFFICER, county.submitted(), "accept");
        refused(SECOND_OFFICER, accepted, "undo", null, 409, "unless-undoable-by-me");
        assertThat(county.act(OFFICER, accepted, "undo")
                        .path("details")
                        .path("reservation")
                        .isNull())
                .isTrue();

        var other = county.act(OFFICER, county.submitted(), "accept");
        var departed = county.act(DOCTOR, other, "depart");
        assertThat(departed.path("state").asString()).isEqualTo("IN_TRANSIT");
        refused(OFFICER, departed, "undo", null, 409, "wrong-state");
    }

    @Test
    void whoDeclinedDoesNotDecideTheAppeal() {
        var appealed = county.act(DOCTOR, county.at(State.DECLINED_PENDING_ACK), "appeal");
        for (var decision : List.of("claim", "accept", "decline", "forward", "ask", "consult-first")) {
            refused(OFFICER, appealed, decision, Requests.of(decision), 409, "unless-not-the-decliner");
        }
        assertThat(offered(OFFICER, appealed)).containsExactly("raise-priority", "record-death");
        assertThat(offered(SECOND_OFFICER, appealed)).contains("claim", "accept", "decline", "forward", "ask");
        var declined = county.act(SECOND_OFFICER, appealed, "decline");
        refused(DOCTOR, declined, "appeal", Requests.of("appeal"), 409, "unless-not-appealed");
    }

    @Test
    void aReasonIsOneOfTheCatalogueTodayAndSaysWhatItMust() {
        var referral = county.submitted();
        refused(OFFICER, referral, "decline", "{\"reason\": \"FULL_MOON\", \"comment\": \"-\"}", 422, "reason-unknown");
        var accepted = county.at(State.ACCEPTED);
        county.ok(county.post(ADMIN, "/api/referral/v1/catalogue/reasons/import", null, """
                {"reasons": [
                  {"kind": "DIVERT", "code": "OLD_ONE", "zh": "旧", "en": "Old", "roles": [], "commentRequired": false,
                   "activeUntil": "2020-01-01"},
                  {"kind": "DIVERT", "code": "EXPLAINED", "zh": "须说明", "en": "Explained", "roles": [], "commentRequired": true},
                  {"kind": "DIVERT", "code": "LEADS_ONLY", "zh": "限中心", "en": "Leads only", "roles": ["centre-lead"],
                   "commentRequired": false}]}"""));
        for (var wrong : List.of("OLD_ONE unknown", "EXPLAINED needs-comment", "LEADS_ONLY not-yours")) {
            var words = wrong.split(" ");
            refused(
                    OFFICER,
                    accepted,
                    "divert",
                    Requests.of("divert").replace("ROAD", words[0]),
                    422,
                    "reason-" + words[1]);
        }
        county.ok(county.tryTo(
                County.LEAD, accepted, "divert", Requests.of("divert").replace("ROAD", "LEADS_ONLY")));
    }

    @Test
    void anotherReservationAndAWithdrawalAfterItAreConfirmed() {
        var changed = county.act(OFFICER, county.at(State.ACCEPTED), "change-reservation");
        refused(OFFICER, changed, "acknowledge-notice", null, 409, "unless-notice-for-me");
        var withdrawn = county.act(DOCTOR, county.act(DOCTOR, changed, "acknowledge-notice"), "withdraw");

        var confirmed = county.act(OFFICER, county.referral(OFFICER, withdrawn), "acknowledge-notice");

        assertThat(confirmed.path("state").asString()).isEqualTo("WITHDRAWN");
        assertThat(confirmed.path("availableActions").size()).isZero();
    }

    @Test
    void countsAndTimeLeftAreShownBesideTheWorklist() {
        var referral = county.submitted();
        var counts = county.ok(county.get(OFFICER, "/api/referral/v1/referrals/counts?side=DESTINATION"));
        assertThat(counts.path("items").valueStream())
                .anyMatch(it -> it.path("state").asString().equals("SUBMITTED")
                        && it.path("cases").asInt() > 0);
        var line = county.ok(county.get(OFFICER, "/api/referral/v1/referrals?side=DESTINATION&state=SUBMITTED"))
                .path("items")
                .valueStream()
                .filter(it -> it.path("id").equals(referral.path("id")))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("due").path("limit").asString()).isEqualTo("triage");
    }

    @Test
    void whoDeclinedDoesNotTakeTheAppealFromWhoHasIt() {
        var appealed = county.act(DOCTOR, county.at(State.DECLINED_PENDING_ACK), "appeal");
        var claimed = county.act(SECOND_OFFICER, appealed, "claim");
        refused(OFFICER, claimed, "take-over", null, 409, "unless-not-the-decliner");
        county.act(OFFICER.as("duty-officer"), claimed, "take-over");
    }

    @Test
    void aTimeLineIsReadToItsEndHoweverLongItIs() {
        var referral = county.submitted();
        for (int i = 0; i < 110; i++) {
            referral = county.act(OFFICER, county.act(OFFICER, referral, "claim"), "release");
        }

        var first = county.ok(county.get(DOCTOR, County.path(referral) + "/timeline"));
        assertThat(first.path("items")).as("as many as ever, unasked").hasSize(200);
        var rest = county.ok(county.get(
                DOCTOR,
                County.path(referral) + "/timeline?cursor=" + first.path("next").asString()));
        assertThat(rest.path("items")).hasSize(21);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(Stream.of(versions(referral, 200), versions(referral, 7))).allSatisfy(all -> assertThat(all)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 221).boxed().toList()));
    }

    /** Of all moves, read in pages of this size. */
    private List<Long> versions(JsonNode referral, int size) {
        var found = new ArrayList<Long>();
        var cursor = "";
        do {
            var page = county.ok(
                    county.get(DOCTOR, "%s/timeline?limit=%d%s".formatted(County.path(referral), size, cursor)));
            page.path("items").forEach(it -> found.add(it.path("version").asLong()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        return found;
    }

    private List<String> offered(Person person, JsonNode referral) {
        return county.referral(person, referral)
                .path("availableActions")
                .valueStream()
                .map(it -> it.path("action").asString())
                .toList();
    }

    private JsonNode refused(Person person, JsonNode referral, String action, String body, int status, String code) {
        var answer = county.post(
                        person,
                        County.path(referral) + "/" + action,
                        referral.path("version").asLong(),
                        body,
                        UUID.randomUUID().toString())
                .expectBody(JsonNode.class)
                .returnResult();
        assertThat(answer.getStatus().value() + " " + answer.getResponseBody())
                .startsWith(status + " ")
                .contains(":" + code + "\"");
        return answer.getResponseBody();
    }
}
