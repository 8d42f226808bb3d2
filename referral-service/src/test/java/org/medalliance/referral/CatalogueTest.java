package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.LEAD;
import static org.medalliance.referral.County.OFFICER;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** What the alliance's office keeps: hospitals outside the network, and the sheets of time nodes. */
@ServiceTest
class CatalogueTest {

    private static final String OUTSIDE = "/api/referral/v1/catalogue/outside-institutions";
    private static final String DIAGNOSES = "/api/referral/v1/catalogue/diagnoses";
    private static final String SHEETS = "/api/referral/v1/catalogue/time-nodes";

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void whoIsSentOnGoesToAHospitalOfTheCatalogueAndKeepsItsNameOfThatDay() {
        var hospital = added("江西省人民医院");
        var left = county.act(OFFICER, county.at(State.ARRIVED), "leave-network", leaving(hospital, null));
        assertThat(left.at("/details/outside").asString()).isEqualTo("江西省人民医院");

        var renamed = county.ok(county.post(ADMIN, OUTSIDE + "/" + hospital, 1L, """
                {"zh": "新名", "en": "New name", "level": "TERTIARY_A", "city": "南昌市"}"""));

        assertThat(renamed.path("version").asLong()).isEqualTo(2);
        assertThat(county.referral(DOCTOR, left).at("/details/outside").asString())
                .isEqualTo("江西省人民医院");
        assertThat(county.referral(DOCTOR, left).at("/details/outsideCode").asString())
                .isEqualTo(hospital);
    }

    @Test
    void aHospitalThatTheCatalogueHasNotNeedsItsName() {
        var arrived = county.at(State.ARRIVED);
        assertThat(type(county.tryTo(OFFICER, arrived, "leave-network", leaving("OTHER", null))))
                .isEqualTo("outside-needs-name");
        assertThat(type(county.tryTo(OFFICER, arrived, "leave-network", leaving("NOT_THERE", null))))
                .isEqualTo("outside-unknown");

        var left = county.act(OFFICER, arrived, "leave-network", leaving("OTHER", "邻省某医院"));

        assertThat(left.at("/details/outside").asString()).isEqualTo("邻省某医院");
    }

    @Test
    void whatIsRetiredIsChosenTodayForTheLastTimeAndNothingOutsideItsDatesIs() {
        var retired = added("退出医院");
        var after = county.ok(county.post(ADMIN, OUTSIDE + "/" + retired + "/retire", 1L, null));
        assertThat(after.path("activeUntil").asString()).isEqualTo(today().toString());
        county.act(OFFICER, county.at(State.ARRIVED), "leave-network", leaving(retired, null));

        var over = added("早已停用");
        county.ok(county.post(ADMIN, OUTSIDE + "/" + over, 1L, """
                {"zh": "早已停用", "en": "Over", "level": "SECONDARY", "city": "赣州市", "activeUntil": "%s"}""".formatted(today().minusDays(1))));
        assertThat(type(county.tryTo(OFFICER, county.at(State.ARRIVED), "leave-network", leaving(over, null))))
                .isEqualTo("outside-unknown");
    }

    @Test
    void aDiagnosisIsFoundByWhatADoctorTypesInAHurryAndWhatBeginsWithItComesFirst() {
        var alliance = "diagnoses-" + UUID.randomUUID().toString().substring(0, 8);
        county.ok(county.post(ADMIN.in(alliance), DIAGNOSES + "/import", null, """
                {"diagnoses": [{"code": "I10", "name": "原发性高血压", "pinyinInitials": "yfxgxy"},
                               {"code": "I20.9", "name": "心绞痛", "pinyinInitials": "xjt"},
                               {"code": "I25.1", "name": "动脉硬化性心脏病", "pinyinInitials": "dmyhxxzb"},
                               {"code": "I63.9", "name": "脑梗死", "pinyinInitials": "ngs"},
                               {"code": "J44.9", "name": "慢性阻塞性肺病", "pinyinInitials": "mxzsxfb"},
                               {"code": "E11.9", "name": "2型糖尿病", "pinyinInitials": "2xtnb"},
                               {"code": "G62.9", "name": "多发性心绞痛样神经病", "pinyinInitials": "dfxxjtysjb"},
                               {"code": "K35.8", "name": "急性阑尾炎", "pinyinInitials": "jxlwy"}]}"""));

        assertThat(found(alliance, "I209")).containsExactly("I20.9");
        assertThat(found(alliance, "i20.9")).containsExactly("I20.9");
        assertThat(found(alliance, "I20.")).containsExactly("I20.9");
        assertThat(found(alliance, "gxy")).containsExactly("I10");
        assertThat(found(alliance, "GXB")).containsExactly("I20.9", "I25.1");
        assertThat(found(alliance, "冠心病")).containsExactly("I20.9", "I25.1");
        assertThat(found(alliance, "中风")).containsExactly("I63.9");
        assertThat(found(alliance, "慢阻肺")).containsExactly("J44.9");
        assertThat(found(alliance, "tnb")).containsExactly("E11.9");
        assertThat(found(alliance, "lwy")).containsExactly("K35.8");
        assertThat(found(alliance, " 阑尾 ")).containsExactly("K35.8");
        assertThat(found(alliance, "xjt")).as("what begins with it comes first").containsExactly("I20.9", "G62.9");
        assertThat(found(alliance, "b")).as("one letter is somewhere in most").isEmpty();
        assertThat(found(alliance, "_")).isEmpty();
    }

    private List<String> found(String alliance, String text) {
        return county.ok(county.get(DOCTOR.in(alliance), DIAGNOSES + "?q=" + text))
                .path("items")
                .valueStream()
                .map(it -> it.path("code").asString())
                .toList();
    }

    @Test
    void theOfficeAloneKeepsTheCatalogueEachCodeOnceAndEachChangeUponItsVersion() {
        var code = added("一");
        assertThat(status(county.post(DOCTOR, OUTSIDE, null, outside(code(), "二"))))
                .isEqualTo(403);
        assertThat(type(county.post(ADMIN, OUTSIDE, null, outside(code, "二")))).isEqualTo("outside-code-taken");
        assertThat(type(county.post(ADMIN, OUTSIDE, null, outside("OTHER", "二"))))
                .isEqualTo("outside-code-reserved");
        assertThat(status(county.post(ADMIN, OUTSIDE + "/" + code + "/retire", 7L, null)))
                .isEqualTo(412);
        assertThat(status(county.post(ADMIN, OUTSIDE + "/" + code + "/retire", null, null)))
                .isEqualTo(428);
        assertThat(status(county.post(ADMIN, OUTSIDE + "/NOT_THERE/retire", 1L, null)))
                .isEqualTo(404);
        assertThat(status(county.get(DOCTOR.in("elsewhere"), OUTSIDE + "/" + code)))
                .isEqualTo(404);
        var key = UUID.randomUUID().toString();
        var body = outside(code(), "三");
        assertThat(county.ok(county.post(ADMIN, OUTSIDE, null, body, key)))
                .isEqualTo(county.ok(county.post(ADMIN, OUTSIDE, null, body, key)));
    }

    @Test
    void anAlliancesOwnNodesAreStampedAndWhatWasStampedBeforeStays() {
        var alliance = "sheets-" + UUID.randomUUID().toString().substring(0, 8);
        var admin = ADMIN.in(alliance);
        var before = sheet(admin.in(alliance), "TRAUMA");
        assertThat(before.path("version").asLong()).isZero();

        var changed = county.ok(county.post(admin, SHEETS + "/TRAUMA", 0L, """
                {"nodes": [{"code": "INJURY", "zh": "受伤", "en": "Injury"},
                           {"code": "WHOLE_BODY_CT", "zh": "全身CT", "en": "Whole-body CT"}],
                 "spans": [{"name": "INJURY_TO_CT", "from": "INJURY", "to": "WHOLE_BODY_CT", "withinMinutes": 45}]}"""));

        assertThat(codes(changed.path("nodes"))).containsExactly("INJURY", "WHOLE_BODY_CT");
        assertThat(changed.at("/spans/0/withinMinutes").asInt()).isEqualTo(45);
        assertThat(changed.path("labels").valueStream().map(it -> it.path("code")
                        .asString()))
                .as("what cases may have been stamped with keeps its words")
                .contains("WHOLE_BODY_CT", "THEATRE", "BLOOD_GIVEN");
        assertThat(sheet(admin, "TRAUMA")).isEqualTo(changed);
        assertThat(sheet(admin.in("another-" + alliance), "TRAUMA")
                        .path("version")
                        .asLong())
                .isZero();
        assertThat(status(county.post(admin, SHEETS + "/TRAUMA", 0L, """
                {"nodes": [{"code": "DOOR", "zh": "门", "en": "Door"}], "spans": []}"""))).isEqualTo(412);
    }

    @Test
    void aNodeThatLeavesTheSheetCannotBeStampedAnyMoreAndItsStampCanBeCorrected() {
        var ringing = county.ok(county.post(
                DOCTOR,
                "/api/referral/v1/referrals/emergency",
                null,
                Requests.emergency().replace("CHEST_PAIN", "MATERNAL")));
        var stamped = county.act(DOCTOR, ringing, "stamp-node", stamp("DECISION"));
        county.ok(county.post(
                ADMIN,
                SHEETS + "/MATERNAL",
                sheet(ADMIN, "MATERNAL").path("version").asLong(),
                """
                {"nodes": [{"code": "KNIFE", "zh": "切皮", "en": "Incision"}], "spans": []}"""));

        assertThat(stamped.at("/details/nodes/0/node").asString()).isEqualTo("DECISION");
        var corrected = county.act(
                DOCTOR, stamped, "correct-node", """
                {"node": "DECISION", "at": "%s", "reason": "抄错"}""".formatted(Instant.now().minusSeconds(120)));
        assertThat(corrected.at("/details/nodes/0/corrections")).hasSize(1);
        assertThat(type(county.tryTo(DOCTOR, corrected, "stamp-node", stamp("DELIVERY"))))
                .isEqualTo("node-unknown");
        county.act(LEAD, county.referral(LEAD, corrected), "stamp-node", stamp("KNIFE"));

        county.ok(county.post(
                ADMIN,
                SHEETS + "/MATERNAL",
                sheet(ADMIN, "MATERNAL").path("version").asLong(),
                """
                {"nodes": [{"code": "FIRST_CONTACT", "zh": "首次接触", "en": "First contact"},
                           {"code": "DOOR", "zh": "大门", "en": "Door"}], "spans": []}"""));
    }

    @Test
    void whatTheNationLaysDownAndWhatMakesNoSheetIsRefused() {
        var body = """
                {"nodes": [{"code": "DOOR", "zh": "门", "en": "Door"}], "spans": []}""";
        assertThat(type(county.post(ADMIN, SHEETS + "/CHEST_PAIN", 0L, body))).isEqualTo("sheet-is-national");
        assertThat(type(county.post(ADMIN, SHEETS + "/STROKE", 0L, body))).isEqualTo("sheet-is-national");
        assertThat(status(county.post(ADMIN, SHEETS + "/GENERAL", 0L, body))).isEqualTo(404);
        assertThat(status(county.post(ADMIN, SHEETS + "/NEWBORN", null, body))).isEqualTo(428);
        assertThat(status(county.post(OFFICER, SHEETS + "/NEWBORN", 0L, body))).isEqualTo(403);

        var wrong = county.body(county.post(ADMIN, SHEETS + "/NEWBORN", 0L, """
                {"nodes": [{"code": "DOOR", "zh": "门", "en": "Door"}, {"code": "DOOR", "zh": "门", "en": "Door"}],
                 "spans": [{"name": "A1", "from": "DOOR", "to": "DOOR"}, {"name": "A1", "from": "DOOR", "to": "NOWHERE"}]}"""));
        assertThat(wrong.path("errors")
                        .valueStream()
                        .map(it -> it.path("pointer").asString() + " "
                                + it.path("code").asString()))
                .containsExactlyInAnyOrder(
                        "/nodes/1/code node-twice",
                        "/spans/0/to span-from-itself",
                        "/spans/1/name span-twice",
                        "/spans/1/to span-unknown-node");
    }

    private static String stamp(String node) {
        return "{\"node\": \"%s\", \"at\": \"%s\"}"
                .formatted(node, Instant.now().minusSeconds(60));
    }

    private JsonNode sheet(org.medalliance.platform.testing.TestIdentityProvider.Person person, String pathway) {
        return county.ok(county.get(person, SHEETS))
                .path("items")
                .valueStream()
                .filter(it -> it.path("pathway").asString().equals(pathway))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(JsonNode nodes) {
        return nodes.valueStream().map(JsonNode::asString).toList();
    }

    private static String leaving(String code, String name) {
        return "{\"institution\": \"%s\", \"reason\": \"BEYOND_COUNTY\"%s}"
                .formatted(code, name == null ? "" : ", \"name\": \"" + name + "\"");
    }

    private String added(String name) {
        return county.ok(county.post(ADMIN, OUTSIDE, null, outside(code(), name)))
                .path("code")
                .asString();
    }

    private static String code() {
        return "H" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    private static String outside(String code, String name) {
        return """
                {"code": "%s", "zh": "%s", "en": "Outside", "level": "TERTIARY_A", "city": "南昌市"}""".formatted(code, name);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static int status(ResponseSpec response) {
        return response.returnResult(String.class).getStatus().value();
    }

    private String type(ResponseSpec response) {
        return county.body(response).path("type").asString("").replace("urn:medalliance:problem:", "");
    }
}
