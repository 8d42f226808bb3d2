package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestCareKeys;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.platform.testing.TestTopics;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ReferralRulesTest {

    private static final String REFERRALS = "/api/referral/v1/referrals";

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void theOpinionOfAConsultThatWasGivenUpHasNoSay() {
        var first = county.at(State.CONSULTING);
        var old = county.opened(first);
        opened(first);
        var resumed = county.act(OFFICER, county.referral(OFFICER, first), "resume", null);
        var second = county.act(OFFICER, resumed, "consult-first", Requests.of("consult-first"));

        county.opinion(second, old, "TREAT_LOCALLY");
        var now = county.opened(second);
        county.opinion(second, now, "REFER_UP");

        county.until(second, State.SUBMITTED);
        assertThat(county.timeline(second))
                .containsExactly(
                        "SUBMIT",
                        "CONSULT_FIRST",
                        "CONSULT_OPENED",
                        "RESUME",
                        "CONSULT_FIRST",
                        "CONSULT_OPENED",
                        "OPINION_SIGNED");
    }

    @Test
    void aConsultThatAnswersAnEarlierRequestIsNotTheOneWaitedFor() {
        var first = county.at(State.CONSULTING);
        var resumed = county.act(OFFICER, first, "resume", null);
        var second = county.act(OFFICER, resumed, "consult-first", Requests.of("consult-first"));
        var now = county.opened(second);
        opened(second);

        var late = county.opened(second, first.path("version").asLong());
        county.opinion(second, late, "TREAT_LOCALLY");
        county.opinion(second, now, "REFER_UP");

        county.until(second, State.SUBMITTED);
        assertThat(county.timeline(second))
                .containsExactly(
                        "SUBMIT", "CONSULT_FIRST", "RESUME", "CONSULT_FIRST", "CONSULT_OPENED", "OPINION_SIGNED");
    }

    private void opened(JsonNode referral) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.timeline(referral).contains("CONSULT_OPENED"));
    }

    @Test
    void theSenderObjectsToStayingOnceAndNoMore() {
        var kept = county.at(State.KEPT_LOCAL_PENDING_ACK);
        var objected = county.act(DOCTOR, kept, "object", Requests.of("object"));
        var again = county.act(OFFICER, objected, "consult-first", Requests.of("consult-first"));
        county.opinion(again, county.opened(again), "TREAT_LOCALLY");
        var keptAgain = county.until(again, State.KEPT_LOCAL_PENDING_ACK);

        var second = county.body(county.tryTo(DOCTOR, keptAgain, "object", Requests.of("object")));

        assertThat(second.path("type").asString()).endsWith(":unless-not-objected");
        county.act(DOCTOR, keptAgain, "acknowledge", null);
    }

    @Test
    void theCarePackageOpensForTelemedicineAlone() {
        var name = "欧阳" + UUID.randomUUID().toString().substring(0, 8);
        var referral = county.act(
                OFFICER,
                county.submitted(county.patient(name, ResidentNumbers.next())),
                "consult-first",
                Requests.of("consult-first"));
        var asked = TestTopics.settled(database, "referral.events.v1").stream()
                .filter(it -> TestTopics.attribute(it, "subject").equals(County.id(referral)))
                .filter(it -> TestTopics.attribute(it, "type").endsWith("consult-requested.v1"))
                .findFirst()
                .orElseThrow();
        var carePackage =
                JsonMapper.shared().readTree(asked.value()).path("carePackage").asString();

        assertThat(TestCareKeys.open("telemedicine-service", carePackage))
                .hasValueSatisfying(it -> assertThat(it).contains(name, "是否需要转院", "反复胸闷三天", "I20.0"));
        assertThat(TestCareKeys.open("staffing-service", carePackage)).isEmpty();
        assertThat(TestCareKeys.open("referral-service", carePackage)).isEmpty();
    }

    @Test
    void aLateRowOfTheDirectoryChangesNothingAndARemovedOneIsReadNoMore() {
        var id = "late-" + UUID.randomUUID().toString().substring(0, 8);
        institution(id, 5, "现名", true);
        institution(id, 3, "旧名", true);
        institution(id, 6, "新名", true);
        await().atMost(Duration.ofSeconds(30)).until(() -> names(id).equals(List.of("新名")));
        assertThat(sequence(id)).isEqualTo(6);

        institution(id, 8, "新名", false);
        institution(id, 7, "旧名", true);
        institution("marker-" + id, 1, "末", true);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> names("marker-" + id).size() == 1 && names(id).isEmpty());
        assertThat(sequence(id)).isEqualTo(8);
    }

    private static void institution(String id, long sequence, String name, boolean active) {
        TestEvents.send(
                "directory.institutions.v1",
                "org.medalliance.directory.institution.v1",
                ALLIANCE,
                id,
                sequence,
                """
                {"id": "%s", "code": "x", "name": "%s", "shortName": "%s", "kind": "CLINIC", "lead": false,
                 "township": null, "latitude": 25.9, "longitude": 116.0, "openingHours": [], "departments": [],
                 "capabilities": [], "active": %s}""".formatted(id, name, name, active));
    }

    private List<String> names(String id) {
        return county.ok(county.get(DOCTOR, "/api/referral/v1/institutions"))
                .path("items")
                .valueStream()
                .filter(it -> it.path("id").asString().equals(id))
                .map(it -> it.path("name").asString())
                .toList();
    }

    private Long sequence(String id) {
        return database.sql("select sequence from institution where id = :id")
                .bind("id", id)
                .map(row -> row.get(0, Long.class))
                .one()
                .block();
    }

    @Test
    void aClinicFindsHospitalsAlsoWhenNobodyComesAndNoSlotIsFree() {
        var answer = county.ok(county.post(DOCTOR, "/api/referral/v1/options", null, """
                {"specialty": "03.03", "priority": "ROUTINE"}"""));

        assertThat(answer.path("items").valueStream().map(it -> it.path("kind").asString()))
                .isNotEmpty()
                .containsOnly("HOSPITAL");
        assertThat(county.ok(county.post(DOCTOR, "/api/referral/v1/options", null, """
                        {"specialty": "99.99", "priority": "ROUTINE"}"""))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aWorklistKeepsItsPagesWhileNewCasesComeIn() {
        var before = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            before.addFirst(County.id(county.submitted()));
        }
        var seen = new ArrayList<String>();
        var cursor = "";
        while (seen.size() < 5) {
            var page = county.ok(county.get(DOCTOR, REFERRALS + "?side=ORIGIN&limit=2" + cursor));
            page.path("items").forEach(it -> {
                seen.add(County.id(it));
                assertThat(it.path("patientName").asString()).isEqualTo("张*");
            });
            cursor = "&cursor=" + page.path("next").asString();
            county.submitted();
        }

        assertThat(seen).doesNotHaveDuplicates().startsWith(before.toArray(String[]::new));
    }
}
