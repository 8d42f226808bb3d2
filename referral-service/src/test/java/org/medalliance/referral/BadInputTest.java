package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.BadInput;
import org.medalliance.platform.testing.Samples.Sample;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class BadInputTest {

    private static final String ROOT = "/api/referral/v1";

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    WorkerDatabase database;

    County county;
    BadInput bad;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
        bad = new BadInput(county.client(), database);
    }

    @Test
    void whatCannotBeTakenIsRefusedClearlyInBothLanguagesAndWritesNothing() {
        var faults = posts().flatMap(it -> bad.faults(it).stream()).toList();

        assertThat(faults).isEmpty();
    }

    @Test
    void theSameRequestAgainIsTheSameAnswerAndAnotherUnderItsKeyIsRefused() {
        var faults = posts().filter(
                        it -> !it.path().endsWith("/options") && !it.path().endsWith("/referrals/search"))
                .flatMap(it -> bad.repetitionFaults(it).stream())
                .toList();

        assertThat(faults).isEmpty();
    }

    @Test
    void valuesThatCannotBeRightAreRefusedAtTheirPlace() {
        var patient = county.patient();
        var good = Requests.submission(patient);
        refused(DOCTOR, "/referrals", good.replace("\"hospital\"", "\"nowhere\""), 422, "/destination/institution");
        refused(DOCTOR, "/referrals", good.replace("\"hospital\"", "\"clinic\""), 422, "/destination/institution");
        refused(DOCTOR, "/referrals", good.replace("\"cardio\"", "\"dental\""), 422, "/destination/department");
        refused(DOCTOR, "/referrals", good.replace("\"I20.0\"", "\"I20.0\", \"Z99\""), 422, "/clinical/diagnoses/1");
        refused(DOCTOR, "/referrals", good.replace("\"I20.0\"", "\"chest pain\""), 400, "/clinical/diagnoses/0");
        refused(DOCTOR, "/referrals", good.replace("URGENT", "SOON"), 400, "/priority");
        refused(DOCTOR, "/referrals", good.replace("反复胸闷三天", " "), 400, "/clinical/summary");
        refused(DOCTOR, "/referrals", good.replace("反复胸闷三天", "x".repeat(4001)), 400, "/clinical/summary");
        refused(ADMIN, "/catalogue/diagnoses/import", """
                {"diagnoses": [{"code": "J45", "name": "哮喘", "pinyinInitials": "xc"},
                               {"code": "J45", "name": "哮喘", "pinyinInitials": "xc"}]}""", 422, "/diagnoses/1/code");
        refused(ADMIN, "/catalogue/diagnoses/import", """
                {"diagnoses": [{"code": "J45", "name": "哮喘", "pinyinInitials": "XC"}]}""", 400, "/diagnoses/0/pinyinInitials");
        refused(DOCTOR, "/patients", """
                {"name": "张三", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                 "residentId": "999999196001010010", "insurance": "RESIDENT"}""", 422, "/residentId");
        refused(DOCTOR, "/patients", """
                {"name": "张三", "sex": "MALE", "birthDate": "1961-01-01", "identityKind": "RESIDENT_ID",
                 "residentId": "%s", "insurance": "RESIDENT"}""".formatted(ResidentNumbers.next()), 422, "/birthDate");
        refused(DOCTOR, "/patients", """
                {"name": "张三", "sex": "MALE", "birthDate": "2999-01-01", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT"}""", 400, "/birthDate");
        refused(DOCTOR, "/patients", """
                {"name": " ", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT"}""", 422, "/name");
        refused(DOCTOR, "/patients", """
                {"name": "John Doe", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "PASSPORT",
                 "insurance": "SELF_PAY"}""", 422, "/documentNumber");
        refused(DOCTOR, "/patients", """
                {"name": "张三之子", "sex": "MALE", "birthDate": "2026-01-01", "identityKind": "BIRTH_CERTIFICATE",
                 "documentNumber": "R360000001", "insurance": "RESIDENT"}""", 422, "/guardian");
    }

    @Test
    void aReservationIsForADepartmentOfTheHospitalAndATimeToCome() {
        var referral = county.submitted();
        var accept = County.path(referral).substring(ROOT.length()) + "/accept";
        refused(OFFICER, accept, Requests.reservation().replace("cardio", "dental"), 422, "/reservation/department");
        var past = """
                {"reservation": {"kind": "BED", "department": "cardio", "at": "%s"}}""".formatted(Instant.now().minusSeconds(60));
        refused(OFFICER, accept, past, 422, "/reservation/at");
        county.act(OFFICER, referral, "accept", Requests.reservation());
    }

    @Test
    void aCharacterThatNoTextCanHoldIsRefused() {
        var nul = "\\u0000";
        var good = Requests.submission(county.patient());
        refused(DOCTOR, "/referrals", good.replace("反复胸闷三天", "胸闷" + nul), 400, "/clinical/summary");
        refused(DOCTOR, "/patients", """
                {"name": "张%s", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT"}""".formatted(nul), 400, "/name");
        for (var path : new String[] {"/catalogue/diagnoses?q={nul}"}) {
            county.client()
                    .get()
                    .uri(ROOT + path, "\0")
                    .headers(it -> it.setBearerAuth(DOCTOR.token()))
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }

    @Test
    void aQueryThatCannotBeReadIsRefused() {
        for (var query : new String[] {
            "",
            "?side=ORIGINS",
            "?side=ORIGIN&state=OPEN",
            "?side=ORIGIN&limit=0",
            "?side=ORIGIN&limit=201",
            "?side=ORIGIN&limit=x",
            "?side=ORIGIN&cursor=%25",
            "?side=ORIGIN&cursor=YQ"
        }) {
            county.get(DOCTOR, ROOT + "/referrals" + query).expectStatus().isBadRequest();
        }
        county.get(DOCTOR, ROOT + "/referrals/1").expectStatus().isBadRequest();
    }

    @Test
    void whatNobodyCouldBeFoundByIsRefusedAtItsPlace() {
        var search = "/referrals/search";
        refused(DOCTOR, search, "{\"residentId\": \"999999196001010010\"}", 422, "/residentId");
        refused(DOCTOR, search, "{\"namePrefix\": \"买买提吐尔\"}", 422, "/namePrefix");
        refused(DOCTOR, search, "{\"name\": \" \"}", 422, "/name");
        refused(DOCTOR, search, "{\"diagnosis\": \"I2\"}", 400, "/diagnosis");
        refused(DOCTOR, search, "{\"from\": \"2026-02-01\", \"to\": \"2026-01-31\"}", 422, "/to");
    }

    private Stream<Sample> posts() {
        return ReferralSamples.of(county).of(routes).stream().filter(Sample::isPost);
    }

    private void refused(Person person, String path, String json, int status, String pointer) {
        var before = bad.rows();
        var answer = county.post(
                        person, ROOT + path, 1L, json, UUID.randomUUID().toString())
                .expectBody(String.class)
                .returnResult();
        assertThat(answer.getStatus().value() + " " + answer.getResponseBody())
                .startsWith(status + " ")
                .contains("\"pointer\":\"" + pointer + "\"");
        assertThat(bad.rows()).isEqualTo(before);
    }
}
