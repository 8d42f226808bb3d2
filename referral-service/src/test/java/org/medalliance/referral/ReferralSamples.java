package org.medalliance.referral;

import static org.medalliance.referral.County.ADMIN;
import static org.medalliance.referral.County.AUDITOR;
import static org.medalliance.referral.County.BODIES;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.medalliance.platform.testing.OfficeSamples;
import org.medalliance.platform.testing.PlatformSamples;
import org.medalliance.platform.testing.Samples;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle.State;

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
                        County.submission("{patientId}"),
                        DOCTOR,
                        () -> Target.of("patientId", county.patient()))
                .get(ROOT + "/referrals?side=ORIGIN", DOCTOR, at(county, State.SUBMITTED))
                .get(ROOT + "/referrals/{referralId}", DOCTOR, at(county, State.SUBMITTED))
                .get(ROOT + "/referrals/{referralId}/timeline", DOCTOR, at(county, State.SUBMITTED))
                .get(ROOT + "/referrals/{referralId}/print", DOCTOR, at(county, State.SUBMITTED));
        samples.get(ROOT + "/audit", AUDITOR, () -> Target.NONE)
                .get(ROOT + "/audit/access-report?caseId=" + UUID.randomUUID(), AUDITOR, () -> Target.NONE);
        act(samples, county, "accept", County.reservation().replace("\"bed\": \"12\", ", ""), OFFICER, State.SUBMITTED);
        act(samples, county, "decline", BODIES.get("decline"), OFFICER, State.SUBMITTED);
        act(samples, county, "consult-first", BODIES.get("consult-first"), OFFICER, State.SUBMITTED);
        act(samples, county, "resume", null, OFFICER, State.CONSULTING);
        act(samples, county, "withdraw", BODIES.get("withdraw"), DOCTOR, State.SUBMITTED);
        act(samples, county, "arrive", BODIES.get("arrive"), OFFICER, State.ACCEPTED);
        act(samples, county, "treat", BODIES.get("treat"), OFFICER, State.ARRIVED);
        act(samples, county, "acknowledge", null, DOCTOR, State.DECLINED_PENDING_ACK);
        act(samples, county, "object", BODIES.get("object"), DOCTOR, State.KEPT_LOCAL_PENDING_ACK);
        act(samples, county, "acknowledge-outcome", null, DOCTOR, State.TREATED);
        attachments(samples, county);
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

    private static void act(Samples samples, County county, String action, String body, Person by, State state) {
        samples.post(ROOT + "/referrals/{referralId}/" + action, body, by, at(county, state));
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

    private static Supplier<Target> at(County county, State state) {
        return () -> {
            var referral = county.at(state);
            return Target.of(
                    "referralId", County.id(referral), referral.path("version").asLong());
        };
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
