package org.medalliance.referral;

import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.AUDITOR;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.medalliance.platform.testing.OfficeSamples;
import org.medalliance.platform.testing.PlatformSamples;
import org.medalliance.platform.testing.Samples;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import tools.jackson.databind.JsonNode;

/** One valid request for each of the service's routes. */
final class ReferralSamples {

    private static final String ROOT = "/api/referral/v1";

    private ReferralSamples() {}

    static Samples of(County county) {
        var samples = new Samples()
                .post(ROOT + "/patients", """
                        {"sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN",
                         "insurance": "RESIDENT"}""", DOCTOR, () -> Target.NONE)
                .get(ROOT + "/patients/{patientId}", DOCTOR, () -> Target.of("patientId", county.patient()))
                .post(
                        ROOT + "/patients/search",
                        "{\"by\": \"PHONE\", \"value\": \"10020001234\"}",
                        DOCTOR,
                        () -> Target.NONE)
                .post(
                        ROOT + "/patients/{patientId}/reveal",
                        "{\"fields\": [\"PHONE\"], \"purpose\": \"CONTACT\", \"explanation\": \"通知床位\"}",
                        DOCTOR,
                        () -> Target.of("patientId", county.patient()))
                .post(ROOT + "/patients/{patientId}/identify", """
                        {"name": "李四", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "PASSPORT",
                         "identityNumber": "{documentNumber}", "insurance": "RESIDENT"}""", DOCTOR, () -> provisional(county))
                .post(ROOT + "/patients/{patientId}/merge", "{\"into\": \"{into}\"}", DOCTOR, () -> twice(county))
                .sharedPost(
                        ROOT + "/patients/{patientId}/erase",
                        "{\"reason\": \"REGISTERED_IN_ERROR\"}",
                        ADMIN,
                        () -> Target.of("patientId", county.patient()))
                .post(ROOT + "/catalogue/diagnoses/import", """
                        {"diagnoses": [{"code": "I10", "name": "原发性高血压", "pinyinInitials": "yfxgxy"}]}""", ADMIN, () -> Target.NONE)
                .get(ROOT + "/catalogue/diagnoses?q=I20", DOCTOR, () -> Target.NONE)
                .get(ROOT + "/institutions", DOCTOR, () -> Target.NONE)
                .post(
                        ROOT + "/options",
                        "{\"specialty\": \"03.04\", \"priority\": \"ROUTINE\"}",
                        DOCTOR,
                        () -> Target.NONE)
                .post(
                        ROOT + "/referrals",
                        Requests.submission("{patientId}"),
                        DOCTOR,
                        () -> Target.of("patientId", county.patient()))
                .get(ROOT + "/referrals?side=ORIGIN", DOCTOR, at(county, State.SUBMITTED))
                .post(ROOT + "/referrals/search", "{}", DOCTOR, () -> Target.NONE)
                .get(ROOT + "/referrals/{referralId}", DOCTOR, at(county, State.SUBMITTED))
                .get(ROOT + "/referrals/{referralId}/timeline", DOCTOR, at(county, State.SUBMITTED))
                .get(ROOT + "/referrals/{referralId}/print", DOCTOR, at(county, State.SUBMITTED));
        samples.get(ROOT + "/audit", AUDITOR, () -> Target.NONE)
                .get(ROOT + "/audit/access-report?caseId=" + UUID.randomUUID(), AUDITOR, () -> Target.NONE);
        sending(samples, county);
        up(samples, county);
        emergency(samples, county);
        down(samples, county);
        attachments(samples, county);
        thread(samples, county);
        for (var ending : List.of("csv", "xlsx")) {
            samples.get(
                    ROOT + "/export/referrals." + ending + "?from=2020-01-01&to=2020-01-31",
                    OFFICER,
                    () -> Target.NONE);
        }
        samples.get(ROOT + "/indicators", OFFICER, () -> Target.NONE)
                .get(ROOT + "/indicators/{indicator}/cases", OFFICER, () -> Target.of("indicator", "LOOPS_CLOSED"));
        var platform = new PlatformSamples(
                county.client(),
                ROOT,
                "referral",
                OFFICER,
                ADMIN,
                () -> UUID.fromString(County.id(county.submitted())));
        platform.addTo(samples);
        platform.addBreakGlassTo(samples, STRANGER, STRANGER.as("auditor"), () -> county.submitted()
                .path("number")
                .asString());
        return OfficeSamples.add(samples, county.client(), ROOT, ADMIN);
    }

    private static void sending(Samples samples, County county) {
        samples.post(
                        ROOT + "/referrals/drafts",
                        "{\"patientId\": \"{patientId}\", \"direction\": \"UP\"}",
                        DOCTOR,
                        () -> Target.of("patientId", county.patient()))
                .post(
                        ROOT + "/referrals/returns",
                        Requests.proposal("{patientId}").replace(", \"atClinic\": true", ""),
                        OFFICER,
                        () -> Target.of("patientId", county.inpatient()))
                .get(ROOT + "/referrals/counts?side=ORIGIN", DOCTOR, () -> Target.NONE)
                .get(
                        ROOT + "/referrals/open?patientId={patientId}",
                        DOCTOR,
                        () -> Target.of("patientId", county.patient()))
                .get(ROOT + "/catalogue/reasons", DOCTOR, () -> Target.NONE)
                .get(ROOT + "/catalogue/option-reasons", DOCTOR, () -> Target.NONE)
                .get(ROOT + "/catalogue/time-nodes", DOCTOR, () -> Target.NONE)
                .sharedPost(ROOT + "/catalogue/time-nodes/{pathway}", """
                        {"nodes": [{"code": "DOOR", "zh": "大门", "en": "Door"}], "spans": []}""", ADMIN, () -> timeNodes(county))
                .post(ROOT + "/catalogue/reasons/import", """
                        {"reasons": [{"kind": "WITHDRAW", "code": "MOVED_AWAY", "zh": "迁出本县", "en": "Moved away",
                                      "roles": [], "commentRequired": false}]}""", ADMIN, () -> Target.NONE);
        outside(samples, county);
        act(samples, county, "change-draft", DOCTOR, State.DRAFT, "{}");
        act(samples, county, "submit", DOCTOR, State.DRAFT);
        act(samples, county, "take-option", DOCTOR, State.DRAFT, "{\"kind\": \"CONSULT\", \"specialty\": \"03.04\"}");
        act(samples, county, "withdraw", DOCTOR, State.SUBMITTED);
    }

    private static void outside(Samples samples, County county) {
        var all = ROOT + "/catalogue/outside-institutions";
        var one = all + "/{code}";
        samples.get(all, DOCTOR, () -> Target.NONE)
                .sharedGet(one, DOCTOR, () -> outside(county))
                .post(all, outside("{newCode}"), ADMIN, () -> Target.of("newCode", newCode()))
                .sharedPost(one, """
                        {"zh": "省医院", "en": "Provincial", "level": "TERTIARY_A", "city": "南昌市"}""", ADMIN, () -> outside(county))
                .sharedPost(one + "/retire", null, ADMIN, () -> outside(county));
    }

    private static String newCode() {
        return "X" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    private static String outside(String code) {
        return """
                {"code": "%s", "zh": "省医院", "en": "Provincial", "level": "TERTIARY_A", "city": "南昌市"}""".formatted(code);
    }

    private static Target outside(County county) {
        var added = county.ok(county.post(ADMIN, ROOT + "/catalogue/outside-institutions", null, outside(newCode())));
        return Target.of("code", added.path("code").asString(), 1);
    }

    /** The catalogue has the hospital after the first time. */
    private static Target leaving(County county) {
        county.post(ADMIN, ROOT + "/catalogue/outside-institutions", null, outside("SAMPLE_HOSPITAL"))
                .expectBody()
                .returnResult();
        return of(county.at(State.ARRIVED));
    }

    private static Target timeNodes(County county) {
        var version = county.ok(county.get(ADMIN, ROOT + "/catalogue/time-nodes"))
                .path("items")
                .valueStream()
                .filter(it -> it.path("pathway").asString().equals("TRAUMA"))
                .findFirst()
                .orElseThrow()
                .path("version")
                .asLong();
        return Target.of("pathway", "TRAUMA", version);
    }

    private static void up(Samples samples, County county) {
        act(samples, county, "claim", OFFICER, State.SUBMITTED);
        samples.post(
                        ROOT + "/referrals/{referralId}/take-over",
                        null,
                        OFFICER,
                        () -> of(county.act(County.SECOND_OFFICER, county.submitted(), "claim")))
                .post(
                        ROOT + "/referrals/{referralId}/release",
                        null,
                        OFFICER,
                        () -> of(county.act(OFFICER, county.submitted(), "claim")))
                .post(
                        ROOT + "/referrals/{referralId}/undo",
                        null,
                        OFFICER,
                        () -> of(county.act(OFFICER, county.submitted(), "accept")))
                .post(
                        ROOT + "/referrals/{referralId}/acknowledge-notice",
                        null,
                        DOCTOR,
                        () -> of(county.act(OFFICER, county.at(State.ACCEPTED), "change-reservation")));
        act(
                samples,
                county,
                "accept",
                OFFICER,
                State.SUBMITTED,
                Requests.reservation().replace("\"bed\": \"12\", ", ""));
        for (var action : List.of("ask", "forward", "decline", "consult-first", "raise-priority")) {
            act(samples, county, action, OFFICER, State.SUBMITTED);
        }
        act(samples, county, "answer", DOCTOR, State.INFO_REQUESTED);
        act(samples, county, "resume", OFFICER, State.CONSULTING);
        act(samples, county, "acknowledge", DOCTOR, State.DECLINED_PENDING_ACK);
        act(samples, county, "appeal", DOCTOR, State.DECLINED_PENDING_ACK);
        act(samples, county, "object", DOCTOR, State.KEPT_LOCAL_PENDING_ACK);
        act(
                samples,
                county,
                "change-reservation",
                OFFICER,
                State.ACCEPTED,
                Requests.of("change-reservation").replace("\"bed\": \"12\", ", ""));
        act(
                samples,
                county,
                "depart",
                DOCTOR,
                State.ACCEPTED,
                Requests.of("depart").replace("\"vehicle\": \"赣B12345\", ", ""));
        act(samples, county, "divert", OFFICER, State.ACCEPTED);
        act(samples, county, "arrive", OFFICER, State.ACCEPTED);
        act(samples, county, "reinstate", DOCTOR, State.NOT_ARRIVED);
        act(samples, county, "give-up", DOCTOR, State.NOT_ARRIVED);
        act(samples, county, "admit", OFFICER, State.ARRIVED);
        act(samples, county, "treat", OFFICER, State.ARRIVED);
        act(samples, county, "discharge", OFFICER, State.ADMITTED);
        samples.post(
                ROOT + "/referrals/{referralId}/leave-network",
                "{\"institution\": \"SAMPLE_HOSPITAL\", \"reason\": \"BEYOND_COUNTY\"}",
                OFFICER,
                () -> leaving(county));
        act(samples, county, "record-death", DOCTOR, State.SUBMITTED);
        act(samples, county, "acknowledge-outcome", DOCTOR, State.TREATED);
    }

    private static void emergency(Samples samples, County county) {
        var lead = County.LEAD;
        samples.post(
                        ROOT + "/referrals/emergency",
                        """
                        {"pathway": "CHEST_PAIN", "sex": "MALE", "age": 63, "finding": "胸痛大汗一小时",
                         "firstContact": "%s", "transport": {"means": "AMBULANCE", "eta": "%s"}}""".formatted(
                                Instant.now().minusSeconds(60), Instant.now().plusSeconds(9000)),
                        DOCTOR,
                        () -> Target.NONE)
                .post(ROOT + "/referrals/{referralId}/acknowledge-ring-down", null, lead, () -> of(county.ringing()))
                .post(
                        ROOT + "/referrals/{referralId}/redirect",
                        Requests.of("redirect"),
                        lead,
                        () -> of(county.ringing()))
                .post(
                        ROOT + "/referrals/{referralId}/stamp-node",
                        Requests.of("stamp-node"),
                        lead,
                        () -> of(county.ringing()))
                .post(
                        ROOT + "/referrals/{referralId}/correct-node",
                        Requests.of("correct-node"),
                        lead,
                        () -> of(county.act(lead, county.ringing(), "stamp-node")));
    }

    private static void down(Samples samples, County county) {
        home(samples, county, "propose", OFFICER, State.DRAFT, null);
        home(
                samples,
                county,
                "re-propose",
                OFFICER,
                State.DECLINED_PENDING_ACK,
                Requests.of("re-propose").replace(", \"atClinic\": true", ""));
        home(samples, county, "record-follow-up", DOCTOR, State.FOLLOWING_UP, Requests.of("record-follow-up"));
        home(samples, county, "complete-task", DOCTOR, State.FOLLOWING_UP, Requests.of("complete-task"));
        home(samples, county, "recall", DOCTOR, State.FOLLOWING_UP, Requests.of("recall"));
        home(samples, county, "finish", DOCTOR, State.FOLLOWING_UP, Requests.of("finish"));
    }

    private static void home(Samples samples, County county, String action, Person by, State state, String body) {
        samples.post(ROOT + "/referrals/{referralId}/" + action, body, by, () -> of(county.downAt(state)));
    }

    private static void act(Samples samples, County county, String action, Person by, State state) {
        act(samples, county, action, by, state, Requests.of(action));
    }

    private static void act(Samples samples, County county, String action, Person by, State state, String body) {
        samples.post(ROOT + "/referrals/{referralId}/" + action, body, by, at(county, state));
    }

    private static Target of(JsonNode referral) {
        return Target.of(
                "referralId", County.id(referral), referral.path("version").asLong());
    }

    private static void attachments(Samples samples, County county) {
        var one = ROOT + "/referrals/{referralId}/attachments";
        samples.upload(
                        one,
                        "%PDF-1.7 心电图",
                        "application/pdf",
                        DOCTOR,
                        () -> Target.of("referralId", County.id(county.submitted())))
                .get(one, DOCTOR, at(county, State.SUBMITTED))
                .get(one + "/{attachmentId}/content", DOCTOR, () -> attachment(county))
                .post(one + "/{attachmentId}/strike", "{\"reason\": \"传错患者\"}", DOCTOR, () -> attachment(county));
    }

    private static Target attachment(County county) {
        var referral = county.submitted();
        var attachment = county.ok(county.client()
                .post()
                .uri(County.path(referral) + "/attachments")
                .headers(it -> it.setBearerAuth(DOCTOR.token()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .bodyValue("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))
                .exchange());
        return new Target(
                Map.of(
                        "referralId",
                        County.id(referral),
                        "attachmentId",
                        attachment.path("id").asString()),
                1L);
    }

    private static void thread(Samples samples, County county) {
        var thread = ROOT + "/referrals/{referralId}/thread";
        samples.get(thread, DOCTOR, at(county, State.SUBMITTED))
                .post(
                        thread,
                        "{\"text\": \"患者已出发\"}",
                        DOCTOR,
                        () -> Target.of("referralId", County.id(county.submitted())))
                .post(thread + "/read", "{\"until\": \"{messageId}\"}", OFFICER, () -> written(county));
    }

    private static Target written(County county) {
        var referral = county.submitted();
        var message = county.ok(county.post(DOCTOR, County.path(referral) + "/thread", null, "{\"text\": \"请准备床位\"}"));
        return new Target(
                Map.of(
                        "referralId",
                        County.id(referral),
                        "messageId",
                        message.path("id").asString()),
                null);
    }

    private static Supplier<Target> at(County county, State state) {
        return () -> of(county.at(state));
    }

    private static Target provisional(County county) {
        return new Target(
                Map.of("patientId", county.patient().toString(), "documentNumber", "E" + ResidentNumbers.next()), 1L);
    }

    private static Target twice(County county) {
        return new Target(
                Map.of(
                        "patientId",
                        county.patient().toString(),
                        "into",
                        county.patient("王五", ResidentNumbers.next()).toString()),
                1L);
    }
}
