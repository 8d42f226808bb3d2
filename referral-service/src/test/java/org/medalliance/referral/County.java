package org.medalliance.referral;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small county for the tests, and the words in which its people talk to the service. */
public final class County {

    public static final String ALLIANCE = "ruijin";

    public static final Person DOCTOR = Person.of(ALLIANCE, "clinic", "p-doctor", "clinic-doctor");
    public static final Person OFFICER = Person.of(ALLIANCE, "hospital", "p-officer", "referral-officer");
    public static final Person STRANGER =
            Person.of(ALLIANCE, "elsewhere", "p-stranger", "clinic-doctor", "referral-officer");
    public static final Person ADMIN = Person.of(ALLIANCE, "hospital", "p-admin", "alliance-admin");

    public static final Person AUDITOR = Person.of(ALLIANCE, "hospital", "p-auditor", "auditor");

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String INSTITUTION = """
            {"id": "%s", "code": "x", "name": "%s", "shortName": "%s", "kind": "%s", "lead": false, "township": null,
             "latitude": %s, "longitude": 116.0, "openingHours": [],
             "departments": [{"code": "cardio", "name": "心血管内科", "specialty": "03.04", "beds": 20},
                             {"code": "neuro", "name": "神经内科", "specialty": "03.03", "beds": 20}],
             "capabilities": ["ECG"], "active": true}""";

    private final WebTestClient client;

    public County(int port) {
        this.client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    public WebTestClient client() {
        return client;
    }

    /** Directory and catalogue, through the doors by which they really come. */
    public void found() {
        institution("clinic", "CLINIC", 25.90);
        institution("hospital", "HOSPITAL", 25.88);
        institution("elsewhere", "HOSPITAL", 25.80);
        TestEvents.send(
                "directory.practitioners.v1",
                "org.medalliance.directory.practitioner.v1",
                ALLIANCE,
                "p-cardio",
                1,
                """
                {"id": "p-cardio", "name": "李心", "sex": "FEMALE", "title": "CHIEF", "specialties": ["03.04"],
                 "institution": "hospital", "department": "cardio", "active": true}""");
        post(ADMIN, "/api/referral/v1/catalogue/diagnoses/import", null, """
                {"diagnoses": [{"code": "I20.0", "name": "不稳定型心绞痛", "pinyinInitials": "bwdxxjt", "specialty": "03.04"}]}""")
                .expectStatus()
                .isOk();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> body(get(DOCTOR, "/api/referral/v1/institutions"))
                                .path("items")
                                .size()
                        >= 3);
    }

    private static void institution(String id, String kind, double latitude) {
        TestEvents.send(
                "directory.institutions.v1",
                "org.medalliance.directory.institution.v1",
                ALLIANCE,
                id,
                1,
                INSTITUTION.formatted(id, id, id, kind, latitude));
    }

    public WebTestClient.ResponseSpec get(Person person, String path) {
        return client.get()
                .uri(path)
                .headers(it -> it.setBearerAuth(person.token()))
                .exchange();
    }

    public WebTestClient.ResponseSpec post(Person person, String path, Long version, String json) {
        return post(person, path, version, json, UUID.randomUUID().toString());
    }

    public WebTestClient.ResponseSpec post(Person person, String path, Long version, String json, String key) {
        var request = client.post().uri(path).headers(it -> {
            it.setBearerAuth(person.token());
            it.set("Idempotency-Key", key);
            if (version != null) {
                it.setIfMatch("\"" + version + "\"");
            }
        });
        return json == null
                ? request.exchange()
                : request.header("Content-Type", "application/json")
                        .bodyValue(json)
                        .exchange();
    }

    public JsonNode body(WebTestClient.ResponseSpec response) {
        return JSON.readTree(response.expectBody(String.class).returnResult().getResponseBody());
    }

    public JsonNode ok(WebTestClient.ResponseSpec response) {
        var result = response.expectBody(String.class).returnResult();
        if (!HttpStatus.valueOf(result.getStatus().value()).is2xxSuccessful()) {
            throw new AssertionError(result.getStatus() + " " + result.getResponseBody());
        }
        return JSON.readTree(result.getResponseBody());
    }

    public UUID patient() {
        return UUID.fromString(ok(post(DOCTOR, "/api/referral/v1/patients", null, """
                {"name": "张三", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT", "phone": "10020001234"}"""))
                .path("id")
                .asString());
    }

    public JsonNode submitted() {
        return submitted(patient());
    }

    public JsonNode submitted(UUID patient) {
        return ok(post(DOCTOR, "/api/referral/v1/referrals", null, submission(patient)));
    }

    public UUID patient(String name, String residentId) {
        return UUID.fromString(ok(post(DOCTOR, "/api/referral/v1/patients", null, """
                {"name": "%s", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                 "residentId": "%s", "insurance": "RESIDENT", "phone": "10020001234", "address": "象湖镇红都大道一号"}""".formatted(name, residentId)))
                .path("id")
                .asString());
    }

    public static String submission(Object patient) {
        return """
                {"patientId": "%s", "direction": "UP", "priority": "URGENT", "pathway": "GENERAL",
                 "destination": {"institution": "hospital", "department": "cardio"}, "reason": "BEYOND_CAPABILITY",
                 "clinical": {"diagnoses": ["I20.0"], "summary": "反复胸闷三天"},
                 "consent": {"givenBy": "PATIENT", "form": "SIGNED", "at": "%s"}}""".formatted(patient, Instant.now().minusSeconds(60));
    }

    public JsonNode act(Person person, JsonNode referral, String action, String json) {
        return ok(tryTo(person, referral, action, json));
    }

    public WebTestClient.ResponseSpec tryTo(Person person, JsonNode referral, String action, String json) {
        return post(
                person,
                "/api/referral/v1/referrals/%s/%s".formatted(referral.path("id").asString(), action),
                referral.path("version").asLong(),
                json);
    }

    public JsonNode referral(Person person, JsonNode referral) {
        return ok(
                get(person, "/api/referral/v1/referrals/" + referral.path("id").asString()));
    }

    public static String reservation() {
        return """
                {"reservation": {"kind": "BED", "department": "cardio", "bed": "12", "at": "%s"}}""".formatted(Instant.now().plusSeconds(7200));
    }

    /** A case that has come to this state by the moves that lead there. */
    public JsonNode at(State state) {
        return switch (state) {
            case SUBMITTED -> submitted();
            case CONSULTING -> act(OFFICER, submitted(), "consult-first", BODIES.get("consult-first"));
            case KEPT_LOCAL_PENDING_ACK -> keptLocal();
            case DECLINED_PENDING_ACK -> act(OFFICER, submitted(), "decline", BODIES.get("decline"));
            case ACCEPTED -> act(OFFICER, submitted(), "accept", reservation());
            case ARRIVED -> act(OFFICER, at(State.ACCEPTED), "arrive", BODIES.get("arrive"));
            case TREATED -> act(OFFICER, at(State.ARRIVED), "treat", BODIES.get("treat"));
            case CLOSED -> act(DOCTOR, at(State.DECLINED_PENDING_ACK), "acknowledge", null);
            case WITHDRAWN -> act(DOCTOR, submitted(), "withdraw", BODIES.get("withdraw"));
        };
    }

    private JsonNode keptLocal() {
        var consulting = at(State.CONSULTING);
        opinion(consulting, opened(consulting), "TREAT_LOCALLY");
        return until(consulting, State.KEPT_LOCAL_PENDING_ACK);
    }

    /** Telemedicine says that it has opened the consult that was asked for; answers its id. */
    public UUID opened(JsonNode referral) {
        return opened(referral, referral.path("version").asLong());
    }

    /**
     * @param asked the version of the referral that the consult answers
     */
    public UUID opened(JsonNode referral, long asked) {
        var consult = UUID.randomUUID();
        TestEvents.send(
                "telemedicine.events.v1",
                "org.medalliance.telemedicine.consult-opened.v1",
                ALLIANCE,
                consult.toString(),
                1,
                """
                {"consultId": "%s", "number": "C1", "referralId": "%s", "referralVersion": %d, "requester": "clinic",
                 "provider": "hospital", "specialty": "03.04", "kind": "ADVICE", "priority": "URGENT"}""".formatted(consult, id(referral), asked));
        return consult;
    }

    public void opinion(JsonNode referral, UUID consult, String conclusion) {
        TestEvents.send(
                "telemedicine.events.v1",
                "org.medalliance.telemedicine.opinion-signed.v1",
                ALLIANCE,
                consult.toString(),
                6,
                signed(referral, consult, conclusion));
    }

    public void ended(JsonNode referral, UUID consult) {
        TestEvents.send(
                "telemedicine.events.v1",
                "org.medalliance.telemedicine.consult-ended.v1",
                ALLIANCE,
                consult.toString(),
                7,
                """
                {"consultId": "%s", "number": "C1", "referralId": "%s", "how": "DECLINED"}""".formatted(consult, id(referral)));
    }

    public static String signed(JsonNode referral, UUID consult, String conclusion) {
        return """
                {"consultId": "%s", "number": "C1", "referralId": "%s", "conclusion": "%s", "signedAt": "%s"}""".formatted(consult, id(referral), conclusion, Instant.now());
    }

    public JsonNode until(JsonNode referral, State state) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> referral(DOCTOR, referral), it -> it.path("state")
                .asString()
                .equals(state.name()));
    }

    public List<String> timeline(JsonNode referral) {
        return ok(get(DOCTOR, path(referral) + "/timeline"))
                .path("items")
                .valueStream()
                .map(it -> it.path("action").asString())
                .toList();
    }

    public static String id(JsonNode referral) {
        return referral.path("id").asString();
    }

    public static String path(JsonNode referral) {
        return "/api/referral/v1/referrals/" + id(referral);
    }

    public static final Map<String, String> BODIES = Map.of(
            "decline", "{\"reason\": \"NO_CAPACITY\", \"comment\": \"今日无床,建议转中医院\"}",
            "consult-first", "{\"question\": \"是否需要转院?\"}",
            "object", "{\"comment\": \"症状加重\"}",
            "treat", "{\"summary\": \"支架植入,恢复良好\"}",
            "withdraw", "{\"reason\": \"IMPROVED\"}",
            "arrive", "{\"at\": \"2026-01-01T00:00:00Z\"}");
}
