package org.medalliance.referral.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import org.medalliance.referral.Requests;
import org.medalliance.referral.ResidentNumbers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class SearchTest {

    private static final String SEARCH = "/api/referral/v1/referrals/search";

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

    private JsonNode page(Person person, String query, String criteria) {
        return county.ok(county.post(person, SEARCH + query, null, criteria));
    }

    private List<String> found(Person person, String criteria) {
        return ids(page(person, "?limit=200", criteria));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(it -> it.path("id").asString())
                .toList();
    }

    @Test
    void aCaseIsFoundByWhatStandsSealedInItAndShownMasked() {
        var number = ResidentNumbers.next();
        var referral = county.submitted(county.patient("慕容白雪", number));
        var id = County.id(referral);
        for (var criteria : List.of(
                "{\"number\": \"%s\"}".formatted(referral.path("number").asString()),
                "{\"residentId\": \"%s\"}".formatted(number),
                "{\"name\": \"慕容白雪\"}",
                "{\"name\": \"慕容 白雪\"}",
                "{\"namePrefix\": \"慕\"}",
                "{\"namePrefix\": \"慕容白\"}",
                "{\"namePrefix\": \"慕容\", \"diagnosis\": \"I20\"}",
                "{\"name\": \"慕容白雪\", \"namePrefix\": \"慕容\"}",
                "{\"residentId\": \"%s\", \"diagnosis\": \"I20.0\", \"direction\": \"UP\", \"state\": \"SUBMITTED\"}"
                        .formatted(number))) {
            for (var person : List.of(DOCTOR, OFFICER)) {
                assertThat(found(person, criteria)).as(criteria).containsExactly(id);
            }
            assertThat(found(STRANGER, criteria)).as(criteria).isEmpty();
        }
        assertThat(found(OFFICER, "{\"diagnosis\": \"I20\"}")).contains(id);
        assertThat(found(OFFICER, "{\"diagnosis\": \"I20.0\"}")).contains(id);
        assertThat(found(OFFICER, "{}")).contains(id);
        var line = page(OFFICER, "", "{\"name\": \"慕容白雪\"}").path("items").path(0);
        assertThat(line.path("patientName").asString()).isEqualTo("慕*");
        assertThat(line.path("availableActions")).isNotEmpty();
        assertThat(line.path("due").path("limit").asString()).isNotEmpty();
    }

    @Test
    void aCaseIsFoundByEitherSideOfIt() {
        var name = "钟离" + UUID.randomUUID().toString().substring(0, 6);
        var id = County.id(county.submitted(county.patient(name, ResidentNumbers.next())));

        assertThat(found(OFFICER, "{\"name\": \"%s\", \"institution\": \"%s\"}".formatted(name, DOCTOR.institution())))
                .containsExactly(id);
        assertThat(found(DOCTOR, "{\"name\": \"%s\", \"institution\": \"%s\"}".formatted(name, OFFICER.institution())))
                .containsExactly(id);
        assertThat(found(OFFICER, "{\"name\": \"%s\", \"institution\": \"nowhere\"}".formatted(name)))
                .isEmpty();
        assertThat(found(STRANGER, "{\"institution\": \"%s\"}".formatted(DOCTOR.institution())))
                .doesNotContain(id);
    }

    /** A case across alliances cannot be opened by a command yet; its row of parties is written as one would be. */
    private void takenBy(JsonNode referral, String alliance, String institution) {
        database.sql("""
                        update case_party set alliance_id = :alliance, institution_id = :institution
                         where case_id = :id and party = 'DESTINATION'""")
                .bind("alliance", alliance)
                .bind("institution", institution)
                .bind("id", UUID.fromString(County.id(referral)))
                .then()
                .block();
    }

    @Test
    void aCaseOfAnotherAllianceIsFoundByThoseWhoHaveAPartInItAndByNobodyElseThere() {
        var number = ResidentNumbers.next();
        var shared = county.submitted(county.patient("夏侯惇", number));
        var unshared = County.id(county.submitted(county.patient("夏侯惇", ResidentNumbers.next())));
        var other = "other-" + UUID.randomUUID().toString().substring(0, 8);
        takenBy(shared, other, "city-hospital");
        var abroad = OFFICER.in(other).at("city-hospital");
        for (var criteria : List.of(
                "{\"residentId\": \"%s\"}".formatted(number),
                "{\"name\": \"夏侯惇\"}",
                "{\"namePrefix\": \"夏侯\"}",
                "{\"namePrefix\": \"夏侯\", \"diagnosis\": \"I20\"}",
                "{\"residentId\": \"%s\", \"diagnosis\": \"I20.0\", \"state\": \"SUBMITTED\"}".formatted(number),
                "{\"number\": \"%s\"}".formatted(shared.path("number").asString()))) {
            assertThat(found(abroad, criteria)).as(criteria).containsExactly(County.id(shared));
            assertThat(found(DOCTOR, criteria)).as("at home, with %s", criteria).contains(County.id(shared));
            assertThat(found(abroad.at("city-clinic"), criteria)).as(criteria).isEmpty();
            assertThat(found(abroad.in("third-county"), criteria)).as(criteria).isEmpty();
            assertThat(found(OFFICER, criteria)).as(criteria).doesNotContain(County.id(shared));
        }
        assertThat(found(abroad, "{\"diagnosis\": \"I20\"}")).containsExactly(County.id(shared));
        var record = shared.path("patient").path("id").asString();
        assertThat(found(abroad, "{\"patientId\": \"%s\"}".formatted(record))).containsExactly(County.id(shared));
        var own = registeredBy(abroad, "夏侯惇", number);
        assertThat(found(abroad, "{\"patientId\": \"%s\"}".formatted(own)))
                .as("by one's own record of the person")
                .containsExactly(County.id(shared));
        assertThat(found(abroad, "{}")).contains(County.id(shared)).doesNotContain(unshared);
        for (var misfit : List.of(
                "\"diagnosis\": \"I21\"", "\"direction\": \"DOWN\"", "\"namePrefix\": \"侯\"", "\"name\": \"夏侯\"")) {
            assertThat(found(abroad, "{\"residentId\": \"%s\", %s}".formatted(number, misfit)))
                    .as(misfit)
                    .isEmpty();
        }
        assertThat(found(abroad, "{\"residentId\": \"%s\"}".formatted(ResidentNumbers.next())))
                .isEmpty();
    }

    @Test
    void casesOfSeveralAlliancesStandInOneOrderFromPageToPage() {
        var name = "公冶" + UUID.randomUUID().toString().substring(0, 6);
        var other = "other-" + UUID.randomUUID().toString().substring(0, 8);
        // Every second one lies in the other alliance, whose clinic has the same name.
        var cases = IntStream.range(0, 6)
                .mapToObj(i -> i % 2 == 0
                        ? county.submitted(county.patient(name, ResidentNumbers.next()))
                        : submittedIn(other, name))
                .toList();
        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page = page(OFFICER, "?limit=2" + cursor, "{\"name\": \"%s\"}".formatted(name));
            found.addAll(ids(page));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(found)
                .containsExactlyElementsOf(
                        cases.stream().map(County::id).toList().reversed());
    }

    /** By a clinic of another alliance, to a hospital of ours. */
    private JsonNode submittedIn(String alliance, String name) {
        var doctor = DOCTOR.in(alliance);
        for (var id : List.of("clinic", "hospital")) {
            TestEvents.send(
                    "directory.institutions.v1",
                    "org.medalliance.directory.institution.v1",
                    alliance,
                    id,
                    1,
                    """
                    {"id": "%s", "code": "x", "name": "x", "shortName": "x", "kind": "HOSPITAL", "lead": false,
                     "township": null, "latitude": 25.9, "longitude": 116.0, "openingHours": [],
                     "departments": [{"code": "cardio", "name": "心血管内科", "specialty": "03.04", "beds": 20}],
                     "capabilities": [], "active": true}""".formatted(id));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.body(county.get(doctor, "/api/referral/v1/institutions"))
                                .path("items")
                                .size()
                        == 2);
        county.ok(county.post(ADMIN.in(alliance), "/api/referral/v1/catalogue/diagnoses/import", null, """
                {"diagnoses": [{"code": "I20.0", "name": "不稳定型心绞痛", "pinyinInitials": "bwdxxjt", "specialty": "03.04"}]}"""));
        var patient = County.id(county.ok(county.post(doctor, "/api/referral/v1/patients", null, """
                {"name": "%s", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT"}""".formatted(name))));
        var referral = county.ok(county.post(doctor, "/api/referral/v1/referrals", null, Requests.submission(patient)));
        takenBy(referral, ALLIANCE, "hospital");
        return referral;
    }

    @Test
    void theCasesOfOnePersonAreFoundByAnyRecordThatOneMayOpen() {
        var number = ResidentNumbers.next();
        var here = county.patient("欧阳锋", number);
        var first = County.id(county.submitted(here));
        var there = registeredBy(OFFICER, "欧阳锋", number);
        var elsewhere = registeredBy(STRANGER, "欧阳锋", number);

        assertThat(found(DOCTOR, "{\"patientId\": \"%s\"}".formatted(here))).containsExactly(first);
        assertThat(found(OFFICER, "{\"patientId\": \"%s\"}".formatted(there))).containsExactly(first);
        assertThat(found(OFFICER, "{\"patientId\": \"%s\", \"direction\": \"DOWN\"}".formatted(there)))
                .isEmpty();
        assertThat(found(STRANGER, "{\"patientId\": \"%s\"}".formatted(elsewhere)))
                .as("no part in the case")
                .isEmpty();
        county.post(STRANGER, SEARCH, null, "{\"patientId\": \"%s\"}".formatted(here))
                .expectStatus()
                .isNotFound();
    }

    @Test
    void whoIsNobodyYetHasTheCasesOfTheOneRecord() {
        var unknown = county.patient();
        var id = County.id(county.submitted(unknown));
        county.submitted();

        assertThat(found(DOCTOR, "{\"patientId\": \"%s\"}".formatted(unknown))).containsExactly(id);
    }

    private String registeredBy(Person person, String name, String number) {
        return county.ok(county.post(person, "/api/referral/v1/patients", null, """
                        {"name": "%s", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                         "residentId": "%s", "insurance": "RESIDENT"}""".formatted(name, number)))
                .path("id")
                .asString();
    }

    @Test
    void whatDoesNotFitIsNotFound() {
        var number = ResidentNumbers.next();
        county.submitted(county.patient("上官飞燕", number));
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        for (var other : List.of(
                "\"diagnosis\": \"I21\"",
                "\"diagnosis\": \"I20.1\"",
                "\"direction\": \"DOWN\"",
                "\"state\": \"ACCEPTED\"",
                "\"priority\": \"ROUTINE\"",
                "\"specialty\": \"03.03\"",
                "\"department\": \"neuro\"",
                "\"name\": \"上官\"",
                "\"namePrefix\": \"官\"",
                "\"residentId\": \"%s\"".formatted(ResidentNumbers.next()),
                "\"to\": \"%s\"".formatted(today.minusDays(2)),
                "\"from\": \"%s\"".formatted(today.plusDays(2)))) {
            var criteria = other.contains("residentId")
                    ? "{\"name\": \"上官飞燕\", %s}".formatted(other)
                    : "{\"residentId\": \"%s\", %s}".formatted(number, other);
            assertThat(found(OFFICER, criteria)).as(criteria).isEmpty();
        }
        assertThat(found(
                        OFFICER,
                        "{\"residentId\": \"%s\", \"from\": \"%s\", \"to\": \"%s\", \"department\": \"cardio\", \"specialty\": \"03.04\", \"priority\": \"URGENT\"}"
                                .formatted(number, today.minusDays(1), today.plusDays(1))))
                .hasSize(1);
    }

    @Test
    void pagesFollowOneAnotherAndAreInTheTrail() {
        var name = "尉迟" + UUID.randomUUID().toString().substring(0, 6);
        var submitted = IntStream.range(0, 7)
                .mapToObj(_ -> County.id(county.submitted(county.patient(name, ResidentNumbers.next()))))
                .toList();
        var found = new ArrayList<String>();
        var cursor = "";
        do {
            var page = page(DOCTOR, "?limit=3" + cursor, "{\"name\": \"%s\"}".formatted(name));
            found.addAll(ids(page));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(found).containsExactlyElementsOf(submitted.reversed());
        assertThat(new AuditTrail("referral").about(UUID.fromString(submitted.getFirst())))
                .filteredOn(it -> it.action().equals("searchReferrals"))
                .hasSize(1)
                .allSatisfy(it -> assertThat(it.caseIds()).hasSize(1));
    }

    @Test
    void whatSomebodyLookedForIsKeptNowhere() {
        var key = "search-" + UUID.randomUUID();
        county.ok(county.post(DOCTOR, SEARCH, null, "{\"name\": \"司马光\"}", key));
        assertThat(database.sql("select count(*) from idempotency_key where key = :key")
                        .bind("key", key)
                        .map(row -> row.get(0, Long.class))
                        .one()
                        .block())
                .isZero();
    }

    @Test
    void whoTreatsNobodyLooksForNobody() {
        county.post(ADMIN, SEARCH, null, "{}").expectStatus().isForbidden();
        county.post(County.AUDITOR.as("bureau-viewer"), SEARCH, null, "{}")
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aDraftsDiagnosisIsFoundOnceItStandsInItAndItsDayIsThatOfItsSending() {
        var draft = county.draft();
        assertThat(found(DOCTOR, "{\"diagnosis\": \"I20\", \"state\": \"DRAFT\"}"))
                .contains(County.id(draft));
        var emptied = county.act(DOCTOR, draft, "change-draft");
        assertThat(found(DOCTOR, "{\"diagnosis\": \"I20\", \"state\": \"DRAFT\"}"))
                .doesNotContain(County.id(emptied));

        var sent = county.act(DOCTOR, county.draft(), "submit");

        assertThat(database.sql("""
                        select count(*) from referral r join case_party p on p.case_id = r.id
                          join referral_diagnosis d on d.case_id = r.id
                         where r.id = :id and p.submitted_at = r.submitted_at and d.submitted_at = r.submitted_at""")
                        .bind("id", UUID.fromString(County.id(sent)))
                        .map(row -> row.get(0, Long.class))
                        .one()
                        .block())
                .as("two parts, two beginnings of the code")
                .isEqualTo(4);
        assertThat(found(OFFICER, "{\"diagnosis\": \"I20\"}")).contains(County.id(sent));
    }

    @Test
    void aPatientWhoIsRenamedIsFoundByTheNewNameAlone() {
        var number = ResidentNumbers.next();
        var unknown = UUID.fromString(county.ok(county.post(DOCTOR, "/api/referral/v1/patients", null, """
                        {"name": "东方未明", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN",
                         "insurance": "RESIDENT"}"""))
                .path("id")
                .asString());
        var id = County.id(county.submitted(unknown));
        assertThat(found(OFFICER, "{\"name\": \"东方未明\"}")).containsExactly(id);
        county.ok(county.post(
                DOCTOR, "/api/referral/v1/patients/%s/identify".formatted(unknown), 1L, """
                        {"name": "西门吹雪", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                         "identityNumber": "%s", "insurance": "RESIDENT"}""".formatted(number)));

        assertThat(found(OFFICER, "{\"name\": \"东方未明\"}")).isEmpty();
        assertThat(found(OFFICER, "{\"name\": \"西门吹雪\"}")).containsExactly(id);
        assertThat(found(OFFICER, "{\"residentId\": \"%s\"}".formatted(number))).containsExactly(id);
    }

    @Test
    void aDrillAndAnErasedCaseAreNotFound() {
        var drill = county.submitted(county.patient("公孙胜", ResidentNumbers.next()));
        var erased = county.submitted(county.patient("公孙胜", ResidentNumbers.next()));
        run("update referral set synthetic = true where id = :id", drill);
        run("update referral set diagnosis_index = null where id = :id", erased);

        assertThat(found(OFFICER, "{\"name\": \"公孙胜\"}")).containsExactly(County.id(erased));
        assertThat(found(OFFICER, "{\"name\": \"公孙胜\", \"diagnosis\": \"I20\"}"))
                .isEmpty();
        assertThat(found(OFFICER, "{\"diagnosis\": \"I20\"}")).doesNotContain(County.id(erased), County.id(drill));
    }

    private void run(String sql, JsonNode referral) {
        database.sql(sql)
                .bind("id", UUID.fromString(County.id(referral)))
                .then()
                .block();
    }
}
