package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.LEAD;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Six fields, and somebody is on the way to the door. */
@ServiceTest
class EmergencyTest {

    private static final Person ON_DUTY = Person.of(ALLIANCE, "hospital", "p-cardio", "specialist");
    private static final Person OFF_DUTY = Person.of(ALLIANCE, "hospital", "p-other", "specialist");

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
        for (var day : List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")) {
            TestEvents.send(
                    "directory.rosters.v1",
                    "org.medalliance.directory.roster.v1",
                    ALLIANCE,
                    "roster-" + day,
                    1,
                    """
                    {"id": "roster-%s", "institution": "hospital", "unit": "CHEST_PAIN", "weekday": "%s", "from": "00:00",
                     "to": "00:00", "onDuty": "p-cardio", "chain": [], "active": true}""".formatted(day, day));
        }
    }

    @Test
    void theDoctorOnDutyIsCalledInPersonAndMayAnswer() {
        await().atMost(Duration.ofSeconds(30)).until(() -> calls(ON_DUTY, county.ringing()) == 1);
        var ringing = county.ringing();
        assertThat(ringing.path("state").asString()).isEqualTo("ACCEPTED");
        assertThat(ringing.path("destination").path("institution").asString()).isEqualTo("hospital");
        assertThat(ringing.path("patient").path("name").asString()).startsWith("未知患者 R");
        assertThat(calls(OFF_DUTY, ringing)).isZero();

        refused(OFF_DUTY, ringing, "acknowledge-ring-down", 403, "forbidden");
        var heard = county.act(ON_DUTY, ringing, "acknowledge-ring-down");

        assertThat(heard.path("details").path("ring").path("heardBy").asString())
                .isEqualTo("hospital");
        assertThat(heard.path("details").path("notices").size()).isZero();
        refused(LEAD, heard, "acknowledge-ring-down", 409, "unless-ringing");
    }

    @Test
    void anArrivalThatHasPassedSilencesNoRing() {
        var late = county.ok(emergency(Duration.ofMinutes(-45)));

        assertThatThrownBy(() -> county.due(late, "not-arrived")).hasMessageContaining("No limit");

        var heard = county.act(LEAD, county.referral(LEAD, late), "acknowledge-ring-down");
        assertThat(heard.path("state").asString()).isEqualTo("ACCEPTED");
        county.notArrived(heard);
        emergency(Duration.ofDays(2)).expectStatus().isEqualTo(422);
        emergency(Duration.ofDays(-2)).expectStatus().isEqualTo(422);
    }

    private WebTestClient.ResponseSpec emergency(Duration untilArrival) {
        var body = Requests.emergency()
                .replaceFirst(
                        "\"eta\": \"[^\"]+\"",
                        "\"eta\": \"%s\"".formatted(Instant.now().plus(untilArrival)));
        return county.post(DOCTOR, "/api/referral/v1/referrals/emergency", null, body);
    }

    @Test
    void aHospitalThatIsRungBecauseAnotherDidNotAnswerCallsEverybodyWhoCanAndTheFirstRingsOn() {
        var ringing = county.ringing();
        county.due(ringing, "ring-next");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.timeline(ringing).contains("RING_NEXT"));

        for (var role : List.of("centre-lead", "duty-officer", "referral-officer")) {
            var there = Person.of(ALLIANCE, "elsewhere", "p-there", role);
            assertThat(calls(there, ringing)).as(role).isEqualTo(1);
        }
        assertThat(calls(ON_DUTY, ringing)).isEqualTo(1);
    }

    @Test
    void aRedirectedCaseStillRingsAtTheHospitalThatWasRungBeside() {
        ringsOnBeside("redirect", "TEAM_BUSY");
    }

    @Test
    void aDivertedCaseThatNobodyHasAnsweredStillRingsAtTheHospitalThatWasRungBeside() {
        ringsOnBeside("divert", "ROAD");
    }

    private void ringsOnBeside(String action, String reason) {
        var ringing = county.ringing();
        county.due(ringing, "ring-next");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.timeline(ringing).contains("RING_NEXT"));

        var moved = county.act(LEAD, county.referral(LEAD, ringing), action, """
                {"destination": {"institution": "third", "department": "cardio"}, "reason": "%s"}""".formatted(reason));

        assertThat(moved.at("/destination/institution").asString()).isEqualTo("third");
        assertThat(moved.at("/details/ring/since")).isEqualTo(ringing.at("/details/ring/since"));
        assertThat(calls(ON_DUTY, moved)).isZero();
        assertThat(calls(Person.of(ALLIANCE, "third", "p-third", "centre-lead"), moved))
                .isEqualTo(1);
        var there = Person.of(ALLIANCE, "elsewhere", "p-there", "centre-lead");
        assertThat(calls(there, moved)).isEqualTo(1);
        var beside = county.referral(STRANGER, moved);
        assertThat(beside.path("asParty").valueStream().map(JsonNode::asString)).containsExactly("STANDBY");

        var heard = county.act(STRANGER, beside, "acknowledge-ring-down");

        assertThat(heard.at("/destination/institution").asString()).isEqualTo("elsewhere");
        assertThat(calls(there, heard)).isZero();
        assertThat(calls(Person.of(ALLIANCE, "third", "p-third", "centre-lead"), heard))
                .isZero();
    }

    @Test
    void theFirstToAnswerIsTheDestinationAndTheOtherIsTold() {
        var ringing = county.ringing();
        assertThat(county.get(STRANGER, County.path(ringing))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(404);
        county.due(ringing, "ring-next");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.timeline(ringing).contains("RING_NEXT"));

        var wider = county.referral(STRANGER, ringing);
        assertThat(wider.path("asParty").valueStream().map(JsonNode::asString)).containsExactly("STANDBY");
        var heard = county.act(STRANGER, wider, "acknowledge-ring-down");

        assertThat(heard.path("destination").path("institution").asString()).isEqualTo("elsewhere");
        var told = county.referral(LEAD, heard);
        assertThat(told.path("asParty").valueStream().map(JsonNode::asString)).containsExactly("FORMER");
        assertThat(actions(told)).containsExactly("acknowledge-notice");
        var noted = county.act(OFFICER, told, "acknowledge-notice");
        assertThat(noted.path("details")
                        .path("notices")
                        .path(0)
                        .path("acknowledgedAt")
                        .isNull())
                .isFalse();
    }

    @Test
    void whoCannotRedirectsAndBothSidesConfirm() {
        var redirected = county.act(LEAD, county.ringing(), "redirect");
        assertThat(redirected.path("destination").path("institution").asString())
                .isEqualTo("elsewhere");

        var sender = county.act(DOCTOR, county.referral(DOCTOR, redirected), "acknowledge-notice");
        var both = county.act(STRANGER, county.referral(STRANGER, sender), "acknowledge-notice");

        assertThat(both.path("details").path("notices").valueStream())
                .hasSize(2)
                .noneMatch(it -> it.path("acknowledgedAt").isNull());
        var back = county.body(
                county.post(
                        STRANGER,
                        County.path(both) + "/redirect",
                        both.path("version").asLong(),
                        "{\"destination\": {\"institution\": \"hospital\", \"department\": \"cardio\"}, \"reason\": \"NO_CAPACITY\"}"));
        assertThat(back.path("type").asString()).endsWith(":destination-had-it");
    }

    @Test
    void anAlliancesOwnLimitsMakeNobodyMissedWhileItRingsAndCountAnewFromTheAnswer() {
        var alliance = "own-limits-" + UUID.randomUUID().toString().substring(0, 8);
        county.found(alliance);
        missedHalfAnHourAfterSending(alliance);
        var doctor = DOCTOR.in(alliance);
        var ringing =
                county.ok(county.post(doctor, "/api/referral/v1/referrals/emergency", null, Requests.emergency()));
        assertThat(county.startOf(ringing, "arrival"))
                .isEqualTo(Instant.parse(ringing.path("submittedAt").asString()));

        county.due(ringing, "not-arrived");
        await().atMost(Duration.ofSeconds(30)).until(() -> county.dueOf(ringing, "arrival") == null);

        assertThat(county.referral(doctor, ringing).path("state").asString()).isEqualTo("ACCEPTED");
        var heard = county.act(LEAD.in(alliance), ringing, "acknowledge-ring-down");
        var answered = Instant.parse(heard.at("/details/ring/heardAt").asString());
        assertThat(county.startOf(heard, "arrival")).isEqualTo(answered);
        assertThat(county.dueOf(heard, "arrival")).isEqualTo(answered.plus(Duration.ofMinutes(30)));
        county.overdue(heard, "arrival");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        county.referral(doctor, heard).path("state").asString().equals("NOT_ARRIVED"));
    }

    /** Of emergencies, whether they ring or not. */
    private void missedHalfAnHourAfterSending(String alliance) {
        var path = "/api/referral/v1/deadline-policies/referral";
        var policy =
                (ObjectNode) county.ok(county.get(ADMIN.in(alliance), path)).path("policy");
        policy.path("limits")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("arrival"))
                .filter(it -> it.at("/when/priority/0").asString().equals("EMERGENCY"))
                .map(ObjectNode.class::cast)
                .forEach(it -> {
                    ((ObjectNode) it.path("when")).remove("ringing");
                    it.put("from", "submittedAt");
                });
        county.ok(county.post(ADMIN.in(alliance), path, 0L, policy.toString()));
    }

    @Test
    void aNodeIsStampedOnceAndItsCorrectionKeepsWhatStoodThere() {
        var stamped = county.act(DOCTOR, county.ringing(), "stamp-node");
        refused(LEAD, stamped, "stamp-node", 409, "node-stamped");

        var corrected = county.act(LEAD, county.referral(LEAD, stamped), "correct-node");

        var node = corrected.path("details").path("nodes").path(0);
        assertThat(node.path("corrections").path(0).path("from"))
                .isEqualTo(stamped.path("details").path("nodes").path(0).path("at"));
        var unknown = county.body(county.post(
                LEAD,
                County.path(corrected) + "/stamp-node",
                corrected.path("version").asLong(),
                Requests.of("stamp-node").replace("FIRST_ECG", "NEEDLE")));
        assertThat(unknown.path("type").asString()).endsWith(":node-unknown");
    }

    @Test
    void anEmergencyIsNotHeldUpByARoutineReferralThatIsOpen() {
        var patient = county.patient();
        county.submitted(patient);
        var known = Requests.emergency().replaceFirst("\\{", "{\"patientId\": \"%s\", ".formatted(patient));

        var first = county.ok(county.post(DOCTOR, "/api/referral/v1/referrals/emergency", null, known));
        var second = county.post(DOCTOR, "/api/referral/v1/referrals/emergency", null, known);

        second.expectStatus().isEqualTo(409);
        var refusal = county.body(second);
        assertThat(refusal.path("type").asString()).endsWith(":already-open");
        assertThat(refusal.path("detail").asString())
                .contains(first.path("number").asString());
        assertThat(refusal.path("related").asString()).isEqualTo(County.path(first));
        assertThat(first.path("specialty").asString()).isEqualTo("20");
        assertThat(first.path("patient").path("id").asString()).isEqualTo(patient.toString());
        assertThat(county.ok(county.get(DOCTOR, "/api/referral/v1/referrals/open?patientId=" + patient))
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    private void refused(Person person, JsonNode referral, String action, int status, String code) {
        var answer = county.post(
                        person,
                        County.path(referral) + "/" + action,
                        referral.path("version").asLong(),
                        Requests.of(action),
                        UUID.randomUUID().toString())
                .expectBody(String.class)
                .returnResult();
        assertThat(answer.getStatus().value() + " " + answer.getResponseBody())
                .startsWith(status + " ")
                .contains(":" + code + "\"");
    }

    private long calls(Person person, JsonNode referral) {
        return county.ok(county.get(person, "/api/referral/v1/attention?limit=200"))
                .path("items")
                .valueStream()
                .filter(it -> it.path("caseId").asString().equals(County.id(referral)))
                .filter(it -> it.path("kind").asString().equals("referral.ring-down"))
                .count();
    }

    private static List<String> actions(JsonNode referral) {
        return referral.path("availableActions")
                .valueStream()
                .map(it -> it.path("action").asString())
                .toList();
    }
}
