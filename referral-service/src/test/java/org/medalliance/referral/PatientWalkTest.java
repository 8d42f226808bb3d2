package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.LEAD;
import static org.medalliance.referral.County.OFFICER;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Patients from the first sight to the right record, and who gets to see what of them. */
@ServiceTest
class PatientWalkTest {

    private static final String PATIENTS = "/api/referral/v1/patients";
    private static final String REFERRALS = "/api/referral/v1/referrals";

    private static final Person NEIGHBOUR = Person.of(ALLIANCE, "elsewhere", "p-neighbour", "clinic-doctor");

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
    void nothingOfAPersonStandsInTheDatabaseAsItIs() {
        var number = ResidentNumbers.next();
        var referral = county.submitted(county.patient("独孤求败", number));

        var rows = database.sql("""
                        select p::text || r::text || coalesce((select string_agg(k::text, '') from idempotency_key k), '')
                          from patient p join referral r on r.patient_id = p.id where r.id = cast(:id as uuid)""")
                .bind("id", County.id(referral))
                .map(row -> row.get(0, String.class))
                .one()
                .block();

        assertThat(rows).doesNotContain("独孤", number, "10020001234", "红都大道", "胸闷", "I20.0", "1960-01-01");
    }

    @Test
    void aPatientIsFoundByWhatIsKnownAndShownMasked() {
        var number = ResidentNumbers.next();
        var id = county.patient("慕容复国", number).toString();
        for (var by : List.of(
                "{\"by\": \"RESIDENT_ID\", \"value\": \"%s\"}".formatted(number),
                "{\"by\": \"PHONE\", \"value\": \"+86 100-2000-1234\"}",
                "{\"by\": \"NAME\", \"value\": \"慕容 复国\"}",
                "{\"by\": \"NAME_PREFIX\", \"value\": \"慕容复\"}")) {
            var found = county.ok(search(DOCTOR, by))
                    .path("items")
                    .valueStream()
                    .filter(it -> it.path("id").asString().equals(id))
                    .toList();
            assertThat(found).as(by).hasSize(1);
            assertThat(found.getFirst().toString()).doesNotContain("慕容", number, "10020001234", "红都大道");
            assertThat(found.getFirst().path("name").asString()).isEqualTo("慕*");
        }
        assertThat(county.ok(search(NEIGHBOUR, "{\"by\": \"RESIDENT_ID\", \"value\": \"%s\"}".formatted(number)))
                        .path("items"))
                .isEmpty();
        assertThat(county.ok(search(DOCTOR, "{\"by\": \"NAME_PREFIX\", \"value\": \"慕容复辟大业\"}"))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void clearValuesAreACallOfTheirOwnWithAPurposeThatIsKept() {
        var number = ResidentNumbers.next();
        var referral = county.submitted(county.patient("段誉", number));
        var id = referral.path("patient").path("id").asString();

        var shown = county.referral(OFFICER, referral).path("patient");
        assertThat(shown.path("name").asString()).isEqualTo("段誉");
        assertThat(shown.toString()).doesNotContain(number, "10020001234", "红都大道");

        var body = """
                {"fields": ["IDENTITY_NUMBER", "PHONE"], "purpose": "CONTACT", "explanation": "通知段誉床位"}""";
        var clear = county.ok(county.post(OFFICER, PATIENTS + "/" + id + "/reveal", null, body));
        assertThat(clear.path("identityNumber").asString()).isEqualTo(number);
        assertThat(clear.path("phone").asString()).isEqualTo("10020001234");
        assertThat(clear.path("address").isNull()).isTrue();

        county.post(NEIGHBOUR, PATIENTS + "/" + id + "/reveal", null, body)
                .expectStatus()
                .isNotFound();
        assertThat(database.sql("select subject || purpose || explanation || array_to_string(fields, ',')"
                                + " from patient_reveal where patient_id = cast(:id as uuid)")
                        .bind("id", id)
                        .map(row -> row.get(0, String.class))
                        .all()
                        .collectList()
                        .block())
                .singleElement()
                .asString()
                .contains("CONTACT", "sm.1.", "IDENTITY_NUMBER,PHONE")
                .doesNotContain("段誉");
    }

    @Test
    void anUnknownPersonIsGivenANameAndLaterTheirOwn() {
        var nobody = unknown();
        assertThat(nobody.path("name").asString()).matches("无名氏U\\d{8}-\\d{4,}");
        assertThat(nobody.path("provisional").asBoolean()).isTrue();
        var referral = county.submitted(UUID.fromString(County.id(nobody)));

        var known = county.ok(identify(nobody, "郭靖", ResidentNumbers.next()));

        assertThat(known.path("name").asString()).isEqualTo("郭*");
        assertThat(known.path("provisional").asBoolean()).isFalse();
        assertThat(county.referral(OFFICER, referral)
                        .path("patient")
                        .path("name")
                        .asString())
                .isEqualTo("郭靖");
        assertThat(county.timeline(referral)).containsExactly("SUBMIT", "PATIENT_IDENTIFIED");
        identify(known, "郭靖", ResidentNumbers.next()).expectStatus().isEqualTo(409);
    }

    @Test
    void whoIsRegisteredAlreadyIsMergedAndTheReferralsFollow() {
        var number = ResidentNumbers.next();
        var real = county.patient("黄蓉", number);
        var nobody = unknown();
        var referral = county.submitted(UUID.fromString(County.id(nobody)));
        assertThat(county.body(identify(nobody, "黄蓉", number)).path("type").asString())
                .endsWith(":patient-registered");

        var pointer = county.ok(merge(nobody, real));

        assertThat(pointer.path("mergedInto").asString()).isEqualTo(real.toString());
        assertThat(county.ok(county.get(DOCTOR, PATIENTS + "/" + County.id(nobody)))
                        .path("mergedInto")
                        .asString())
                .isEqualTo(real.toString());
        var moved = county.referral(OFFICER, referral);
        assertThat(moved.path("patient").path("id").asString()).isEqualTo(real.toString());
        assertThat(county.timeline(referral)).containsExactly("SUBMIT", "PATIENT_MERGED");
        county.tryTo(OFFICER, referral, "accept", Requests.reservation())
                .expectStatus()
                .isEqualTo(412);
        county.act(OFFICER, moved, "accept", Requests.reservation());
        county.post(DOCTOR, REFERRALS, null, Requests.submission(County.id(nobody)))
                .expectStatus()
                .isNotFound();
        merge(pointer, real).expectStatus().isEqualTo(409);
    }

    @Test
    void aMergeThatWouldMakeTwoOpenReferralsOfOneIsRefused() {
        var real = county.patient("杨过", ResidentNumbers.next());
        county.submitted(real);
        var nobody = unknown();
        county.submitted(UUID.fromString(County.id(nobody)));

        assertThat(county.body(merge(nobody, real)).path("type").asString()).endsWith(":open-for-both");
        assertThat(county.body(county.post(
                                DOCTOR, PATIENTS + "/" + real + "/merge", 1L, "{\"into\": \"%s\"}".formatted(real)))
                        .path("type")
                        .asString())
                .endsWith(":merge-into-itself");
    }

    @Test
    void whoIsFoundOutToHaveAReferralOpenKeepsTheEmergencyBesideIt() {
        var real = county.patient("小龙女", ResidentNumbers.next());
        county.submitted(real);
        var emergency = county.ringing();
        var nobody = county.ok(
                county.get(DOCTOR, PATIENTS + "/" + emergency.at("/patient/id").asString()));
        assertThat(emergency.path("specialty").asString()).isEqualTo("03.04");

        county.ok(merge(nobody, real));

        var moved = county.referral(DOCTOR, emergency);
        assertThat(moved.at("/patient/id").asString()).isEqualTo(real.toString());
        assertThat(moved.path("specialty").asString()).isEqualTo("20");

        var another = county.ringing();
        var unknown = county.ok(
                county.get(DOCTOR, PATIENTS + "/" + another.at("/patient/id").asString()));
        assertThat(county.body(merge(unknown, real)).path("type").asString())
                .as("an emergency of the person is open already")
                .endsWith(":open-for-both");
    }

    @Test
    void whereThePatientLiesItIsFoundOutWhoItIs() {
        var emergency = county.ringing();
        var path = PATIENTS + "/" + emergency.at("/patient/id").asString();
        var nobody = county.ok(county.get(OFFICER, path));
        var number = ResidentNumbers.next();

        assertThat(offered(OFFICER, path)).containsExactly("identify");
        assertThat(offered(DOCTOR, path)).containsExactly("identify", "merge");
        assertThat(offered(LEAD, path)).as("no role that registers").isEmpty();
        identify(NEIGHBOUR, nobody, "洪七", number).expectStatus().isNotFound();
        var known = county.ok(identify(OFFICER, nobody, "洪七", number));

        assertThat(known.path("provisional").asBoolean()).isFalse();
        assertThat(offered(DOCTOR, path)).as("nothing is left to say").isEmpty();
        assertThat(county.referral(DOCTOR, emergency).at("/patient/name").asString())
                .isEqualTo("洪七");
        var submitted = unknown();
        county.submitted(UUID.fromString(County.id(submitted)));
        identify(OFFICER, submitted, "黄药师", ResidentNumbers.next())
                .expectStatus()
                .isNotFound();
    }

    @Test
    void whereThePatientLiesNobodyIsToldToMergeWhatAnotherInstitutionHasTwice() {
        var number = ResidentNumbers.next();
        var real = county.patient("周伯通", number);
        var emergency = county.ringing();
        var nobody = county.ok(
                county.get(OFFICER, PATIENTS + "/" + emergency.at("/patient/id").asString()));

        var refused = county.body(identify(OFFICER, nobody, "周伯通", number));

        assertThat(refused.path("type").asString()).endsWith(":patient-registered-there");
        assertThat(refused.path("status").asInt()).isEqualTo(409);
        assertThat(refused.path("detail").asString()).contains("由其合并");
        assertThat(county.body(identify(DOCTOR, nobody, "周伯通", number))
                        .path("type")
                        .asString())
                .endsWith(":patient-registered");
        county.ok(merge(nobody, real));
        assertThat(county.referral(OFFICER, emergency).at("/patient/id").asString())
                .isEqualTo(real.toString());
    }

    @Test
    void aPersonHasOneOpenReferralWhereverRegistered() {
        var number = ResidentNumbers.next();
        var open = county.submitted(county.patient("令狐冲", number));
        var again = County.id(county.ok(county.post(NEIGHBOUR, PATIENTS, null, """
                {"name": "令狐冲", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                 "residentId": "%s", "insurance": "RESIDENT"}""".formatted(number))));

        var refused = county.post(NEIGHBOUR, REFERRALS, null, Requests.submission(again));

        refused.expectStatus().isEqualTo(409).expectHeader().doesNotExist("Link");
        var problem = county.body(refused);
        assertThat(problem.path("type").asString()).endsWith(":already-open");
        assertThat(problem.path("detail").asString())
                .contains(open.path("number").asString());
        assertThat(problem.has("related")).as("the way to a case of others").isFalse();
    }

    @Test
    void whoHasAPartInTheOpenCaseIsShownTheWayToIt() {
        var patient = county.patient("任盈盈", ResidentNumbers.next());
        var open = County.path(county.submitted(patient));
        var draft = county.ok(county.post(DOCTOR, REFERRALS + "/drafts", null, """
                {"patientId": "%s", "direction": "UP", "content": %s}""".formatted(
                patient, Requests.submission("-").replaceFirst("\"patientId\": \"-\", \"direction\": \"UP\", ", ""))));

        for (var refused : List.of(
                county.post(DOCTOR, REFERRALS, null, Requests.submission(patient)),
                county.tryTo(DOCTOR, draft, "submit", null))) {
            refused.expectStatus()
                    .isEqualTo(409)
                    .expectHeader()
                    .valueEquals("Link", "<%s>; rel=\"related\"".formatted(open));
            assertThat(county.body(refused).path("related").asString()).isEqualTo(open);
        }
        county.get(DOCTOR, open).expectStatus().isOk();
        county.get(NEIGHBOUR, open).expectStatus().isNotFound();
    }

    @Test
    void aNewbornHasAGuardianInsteadOfANumber() {
        var newborn = county.ok(county.post(DOCTOR, PATIENTS, null, """
                {"name": "周岷之子", "sex": "MALE", "birthDate": "2026-01-01", "identityKind": "BIRTH_CERTIFICATE",
                 "documentNumber": "R%s", "insurance": "RESIDENT",
                 "guardian": {"name": "周岷", "relation": "父亲", "phone": "10020009999"}}""".formatted(
                        UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT))));

        assertThat(newborn.toString()).doesNotContain("周岷", "10020009999");
        assertThat(county.ok(county.post(DOCTOR, PATIENTS + "/" + County.id(newborn) + "/reveal", null, """
                        {"fields": ["GUARDIAN"], "purpose": "CONTACT", "explanation": "联系家属"}"""))
                        .path("guardian")
                        .path("phone")
                        .asString())
                .isEqualTo("10020009999");
    }

    private JsonNode unknown() {
        return county.ok(county.post(DOCTOR, PATIENTS, null, """
                {"sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN", "insurance": "SELF_PAY"}"""));
    }

    private List<String> offered(Person person, String path) {
        return county.ok(county.get(person, path))
                .path("availableActions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private WebTestClient.ResponseSpec identify(JsonNode patient, String name, String number) {
        return identify(DOCTOR, patient, name, number);
    }

    private WebTestClient.ResponseSpec identify(Person person, JsonNode patient, String name, String number) {
        return county.post(
                person,
                PATIENTS + "/" + County.id(patient) + "/identify",
                patient.path("version").asLong(),
                """
                {"name": "%s", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                 "identityNumber": "%s", "insurance": "RESIDENT"}""".formatted(name, number));
    }

    private WebTestClient.ResponseSpec merge(JsonNode patient, UUID into) {
        return county.post(
                DOCTOR,
                PATIENTS + "/" + County.id(patient) + "/merge",
                patient.path("version").asLong(),
                "{\"into\": \"%s\"}".formatted(into));
    }

    private WebTestClient.ResponseSpec search(Person person, String by) {
        return county.post(person, PATIENTS + "/search", null, by);
    }
}
