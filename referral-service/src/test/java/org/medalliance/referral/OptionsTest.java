package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The nearest right care, in an alliance of its own for each test. */
@ServiceTest
class OptionsTest {

    private static final String OPTIONS = "/api/referral/v1/options";

    @LocalServerPort
    int port;

    County county;
    String alliance;
    Person doctor;
    Person officer;

    @BeforeEach
    void found() {
        county = new County(port);
        alliance = "options-" + UUID.randomUUID().toString().substring(0, 8);
        doctor = County.DOCTOR.in(alliance);
        officer = Person.of(alliance, "near", "p-officer", "referral-officer");
        institution("clinic", "CLINIC", 25.90, "");
        institution("near", "HOSPITAL", 25.88, "\"ECG\"");
        institution("far", "HOSPITAL", 25.60, "\"ECG\", \"PCI\"");
        institution("skinless", "HOSPITAL", 25.89, "\"PCI\"", "07.01");
        county.ok(county.post(County.ADMIN.in(alliance), "/api/referral/v1/catalogue/diagnoses/import", null, """
                {"diagnoses": [{"code": "I20.0", "name": "不稳定型心绞痛", "pinyinInitials": "bwdxxjt"}]}"""));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.body(county.get(doctor, "/api/referral/v1/institutions"))
                                .path("items")
                                .size()
                        == 4);
    }

    @Test
    void whoHasTheSkillIsListedTheNearestFirstAndWhatIsNotKnownIsNotNone() {
        var options = options("ROUTINE", null);

        assertThat(places(options)).containsExactly("near", "far");
        assertThat(reasons(options, "near")).containsExactly("HAS_DEPARTMENT", "NEAREST", "BEDS_UNKNOWN");
        assertThat(options.get(0).path("beds").isNull()).isTrue();
        assertThat(options.get(0).at("/way/action").asString()).isEqualTo("submit");
        assertThat(options.get(0).at("/way/body/destination").toString())
                .isEqualTo("{\"institution\":\"near\",\"department\":\"cardio\"}");
        assertThat(options.get(0).at("/way/body/direction").asString()).isEqualTo("UP");
    }

    @Test
    void aBedThatIsPromisedIsNotFreeAndIsFreeAgainWhenTheCaseIsOver() {
        beds("near", 1, 20, 2, false, Instant.now());
        untilBeds(2);

        var first = accepted();
        var second = accepted();
        untilBeds(0);
        assertThat(reasons(options("ROUTINE", null), "near")).contains("NO_FREE_BEDS");
        assertThat(places(options("ROUTINE", null))).containsExactly("far", "near");

        var third = accepted();
        untilBeds(0);
        county.act(doctor, third, "withdraw", "{\"reason\": \"IMPROVED\"}");
        county.act(doctor, second, "withdraw", "{\"reason\": \"IMPROVED\"}");
        untilBeds(1);
        var undone = accepted();
        untilBeds(0);
        county.act(officer, undone, "undo", null);
        untilBeds(1);

        // The hospital has counted again, and knows of the one that is on its way.
        beds("near", 2, 20, 5, false, Instant.now());
        untilBeds(5);
        county.act(doctor, first, "withdraw", "{\"reason\": \"IMPROVED\"}");
        untilBeds(5);
    }

    @Test
    void aVisitTakesNoBedAndWhoIsAdmittedFromItDoes() {
        beds("near", 1, 20, 3, false, Instant.now());
        untilBeds(3);
        var visit = county.act(
                officer, submitted(), "accept", """
                {"reservation": {"kind": "VISIT", "department": "cardio", "at": "%s"}}""".formatted(Instant.now().plusSeconds(7200)));
        untilBeds(3);

        county.act(officer, county.act(officer, visit, "arrive"), "admit");

        untilBeds(2);
    }

    @Test
    void anOldReportIsShownAsSuchAndTurnsNobodyAway() {
        beds("near", 1, 20, 0, true, Instant.now().minus(Duration.ofHours(25)));
        until(options -> reasons(options, "near").contains("BEDS_OUT_OF_DATE"));

        var options = options("ROUTINE", null);

        assertThat(places(options)).containsExactly("near", "far");
        assertThat(options.get(0).at("/beds/stale").asBoolean()).isTrue();
        assertThat(options.get(0).at("/beds/ageMinutes").asInt()).isGreaterThanOrEqualTo(25 * 60);
    }

    @Test
    void aLateReportChangesNothing() {
        beds("near", 5, 20, 7, false, Instant.now());
        untilBeds(7);
        beds("near", 4, 20, 1, false, Instant.now());
        beds("far", 1, 10, 10, false, Instant.now());
        until(options -> reasons(options, "far").contains("FREE_BEDS"));

        untilBeds(7);
    }

    @Test
    void whoDivertsComesLastAndSaysSo() {
        beds("near", 1, 20, 9, true, Instant.now());
        until(options -> reasons(options, "near").contains("DIVERTING"));

        assertThat(places(options("ROUTINE", null))).containsExactly("far", "near");
        assertThat(places(options("EMERGENCY", null))).containsExactly("far", "near");
    }

    @Test
    void anEmergencyOfAPathwayGoesToThoseThatCanTreatItAndRingsWhereTheListSays() {
        day("v-1", 3);
        var options = options("EMERGENCY", "CHEST_PAIN");

        assertThat(places(options)).containsExactly("skinless", "far");
        assertThat(reasons(options, "skinless")).startsWith("RUNG_FIRST", "HAS_CENTRE");
        assertThat(reasons(options, "far"))
                .startsWith("RUNG_NEXT", "HAS_CENTRE")
                .contains("HAS_DEPARTMENT");
        assertThat(options.get(0).at("/way/action").asString()).isEqualTo("emergency-submit");
        assertThat(options.get(1).path("way").isNull()).isTrue();

        var ringing =
                county.ok(county.post(doctor, "/api/referral/v1/referrals/emergency", null, Requests.emergency()));
        assertThat(ringing.at("/destination/institution").asString())
                .isEqualTo(places(options).getFirst());
    }

    @Test
    void whereNoHospitalCanEveryOneIsListedAndSaysSo() {
        var options = options("EMERGENCY", "STROKE");

        assertThat(places(options)).contains("near", "far", "skinless");
        assertThat(options)
                .allSatisfy(it -> assertThat(it.path("reasons").toString()).contains("NO_CENTRE_KNOWN"));
    }

    @Test
    void ofManyWhoWantTheLastPlacesNoMoreGetOneThanThereAre() throws Exception {
        var day = day("p-cardio", 3);
        until(options -> options.get(0).path("kind").asString().equals("VISITING_DOCTOR"));
        var drafts = IntStream.range(0, 8).mapToObj(_ -> draft()).toList();

        List<Integer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> tries = drafts.stream()
                    .map(draft -> (Callable<Integer>) () -> take(draft, day))
                    .toList();
            answers =
                    threads.invokeAll(tries).stream().map(it -> it.resultNow()).toList();
        }

        assertThat(answers.stream().filter(it -> it == 200)).hasSize(3);
        assertThat(answers.stream().filter(it -> it == 409)).hasSize(5);
        until(options -> places(options).equals(List.of("near", "far")));
    }

    @Test
    void aPlaceIsTakenOfADayThatThereIs() {
        var body = county.body(county.tryTo(doctor, draft(), "take-option", """
                {"kind": "VISITING_DOCTOR", "specialty": "03.04", "visitingDay": "%s"}""".formatted(UUID.randomUUID())));
        assertThat(body.path("type").asString()).endsWith(":visiting-day-unknown");

        assertThat(county.body(county.tryTo(
                                doctor,
                                draft(),
                                "take-option",
                                "{\"kind\": \"VISITING_DOCTOR\", \"specialty\": \"03.04\"}"))
                        .path("type")
                        .asString())
                .endsWith(":visiting-day-needed");
    }

    @Test
    void whoIsUrgentIsNotPutOffUntilNextWeek() {
        day("p-cardio", 3);
        until(options -> options.get(0).path("kind").asString().equals("VISITING_DOCTOR"));

        assertThat(options("URGENT", null))
                .allSatisfy(it -> assertThat(it.path("kind").asString()).isEqualTo("HOSPITAL"));
    }

    @Test
    void everyReasonHasItsWordsInBothLanguages() {
        var items = county.ok(county.get(doctor, "/api/referral/v1/catalogue/option-reasons"))
                .path("items");

        assertThat(items).hasSizeGreaterThan(10).allSatisfy(it -> {
            assertThat(it.path("zh").asString()).isNotBlank();
            assertThat(it.path("en").asString()).isNotBlank();
        });
    }

    private int take(JsonNode draft, UUID day) {
        return county.tryTo(doctor, draft, "take-option", """
                        {"kind": "VISITING_DOCTOR", "specialty": "03.04", "visitingDay": "%s"}""".formatted(day))
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private JsonNode draft() {
        return county.ok(county.post(doctor, "/api/referral/v1/referrals/drafts", null, """
                {"patientId": "%s", "direction": "UP"}""".formatted(patient())));
    }

    private JsonNode accepted() {
        return county.act(officer, submitted(), "accept", Requests.reservation());
    }

    private JsonNode submitted() {
        return county.ok(county.post(
                doctor,
                "/api/referral/v1/referrals",
                null,
                Requests.submission(patient()).replace("\"hospital\"", "\"near\"")));
    }

    private String patient() {
        return county.ok(county.post(doctor, "/api/referral/v1/patients", null, """
                {"name": "张三", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT"}"""))
                .path("id")
                .asString();
    }

    private UUID day(String practitioner, int places) {
        var day = UUID.randomUUID();
        TestEvents.send(
                "staffing.events.v1",
                "org.medalliance.staffing.visiting-day-published.v1",
                alliance,
                day.toString(),
                2,
                """
                {"visitingDayId": "%s", "practitioner": "%s", "clinic": "clinic", "specialty": "03.04",
                 "startsAt": "%s", "endsAt": "%s", "places": %d}""".formatted(
                                day,
                                practitioner,
                                Instant.now().plusSeconds(190_000),
                                Instant.now().plusSeconds(200_000),
                                places));
        return day;
    }

    private void beds(String hospital, long sequence, int total, int free, boolean diverting, Instant at) {
        TestEvents.send(
                "directory.beds.v1", "org.medalliance.directory.beds.v1", alliance, hospital, sequence, """
                {"institution": "%s", "departments": [
                  {"department": "cardio", "total": %d, "free": %d, "diverting": %s, "reportedAt": "%s"}]}""".formatted(
                                hospital, total, free, diverting, at));
    }

    private void institution(String id, String kind, double latitude, String capabilities) {
        institution(id, kind, latitude, capabilities, "03.04");
    }

    private void institution(String id, String kind, double latitude, String capabilities, String specialty) {
        TestEvents.send(
                "directory.institutions.v1", "org.medalliance.directory.institution.v1", alliance, id, 1, """
                {"id": "%s", "code": "x", "name": "%s", "shortName": "%s", "kind": "%s", "lead": false, "township": null,
                 "latitude": %s, "longitude": 116.0, "openingHours": [],
                 "departments": [{"code": "cardio", "name": "专科", "specialty": "%s", "beds": 20}],
                 "capabilities": [%s], "active": true}""".formatted(
                                id, id, id, kind, latitude, specialty, capabilities));
    }

    private JsonNode options(String priority, String pathway) {
        return county.ok(county.post(
                        doctor,
                        OPTIONS,
                        null,
                        "{\"specialty\": \"03.04\", \"priority\": \"%s\"%s}"
                                .formatted(priority, pathway == null ? "" : ", \"pathway\": \"" + pathway + "\"")))
                .path("items");
    }

    private void until(Predicate<JsonNode> seen) {
        await().atMost(Duration.ofSeconds(30)).until(() -> seen.test(options("ROUTINE", null)));
    }

    /** Of the hospital nearby. */
    private void untilBeds(int free) {
        until(options -> options.valueStream()
                .anyMatch(it -> it.path("institution").asString().equals("near")
                        && it.at("/beds/free").asInt(-1) == free));
    }

    private static List<String> places(JsonNode options) {
        return options.valueStream()
                .map(it -> it.path("institution").asString())
                .toList();
    }

    private static List<String> reasons(JsonNode options, String hospital) {
        return options.valueStream()
                .filter(it -> it.path("institution").asString().equals(hospital))
                .flatMap(it -> it.path("reasons").valueStream())
                .map(JsonNode::asString)
                .toList();
    }
}
