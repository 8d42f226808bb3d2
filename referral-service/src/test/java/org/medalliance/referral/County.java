package org.medalliance.referral;

import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medalliance.platform.testing.LocalPostgres;
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
    public static final Person SECOND_OFFICER = Person.of(ALLIANCE, "hospital", "p-officer-2", "referral-officer");
    public static final Person LEAD = Person.of(ALLIANCE, "hospital", "p-lead", "centre-lead");
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
             "capabilities": ["ECG", "PCI"], "active": true}""";

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
        institutions(ALLIANCE);
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
        await().atMost(Duration.ofSeconds(30)).until(() -> knows(ALLIANCE, "clinic", "hospital", "elsewhere", "third"));
    }

    /** A clinic, and three hospitals one farther away than the other, in the directory when they are there. */
    public void found(String alliance) {
        institutions(alliance);
        await().atMost(Duration.ofSeconds(30)).until(() -> knows(alliance, "clinic", "hospital", "elsewhere", "third"));
    }

    private boolean knows(String alliance, String... institutions) {
        return body(get(DOCTOR.in(alliance), "/api/referral/v1/institutions"))
                .path("items")
                .valueStream()
                .map(County::id)
                .toList()
                .containsAll(List.of(institutions));
    }

    private static void institutions(String alliance) {
        institution(alliance, "clinic", "CLINIC", 25.90);
        institution(alliance, "hospital", "HOSPITAL", 25.88);
        institution(alliance, "elsewhere", "HOSPITAL", 25.80);
        institution(alliance, "third", "HOSPITAL", 25.60);
    }

    private static void institution(String alliance, String id, String kind, double latitude) {
        TestEvents.send(
                "directory.institutions.v1",
                "org.medalliance.directory.institution.v1",
                alliance,
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
        return ok(post(DOCTOR, "/api/referral/v1/referrals", null, Requests.submission(patient)));
    }

    public UUID patient(String name, String residentId) {
        return UUID.fromString(ok(post(DOCTOR, "/api/referral/v1/patients", null, """
                {"name": "%s", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                 "residentId": "%s", "insurance": "RESIDENT", "phone": "10020001234", "address": "象湖镇红都大道一号"}""".formatted(name, residentId)))
                .path("id")
                .asString());
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

    /** A case that goes up and has come to this state by the moves that lead there. */
    public JsonNode at(State state) {
        return switch (state) {
            case DRAFT -> draft();
            case SUBMITTED -> submitted();
            case INFO_REQUESTED -> act(OFFICER, submitted(), "ask");
            case CONSULTING -> act(OFFICER, submitted(), "consult-first");
            case KEPT_LOCAL_PENDING_ACK -> keptLocal();
            case DECLINED_PENDING_ACK -> act(OFFICER, submitted(), "decline");
            case ACCEPTED -> act(OFFICER, submitted(), "accept");
            case IN_TRANSIT -> act(DOCTOR, at(State.ACCEPTED), "depart");
            case NOT_ARRIVED -> notArrived(at(State.ACCEPTED));
            case ARRIVED -> act(OFFICER, at(State.ACCEPTED), "arrive");
            case ADMITTED -> act(OFFICER, at(State.ARRIVED), "admit");
            case TREATED -> act(OFFICER, at(State.ARRIVED), "treat");
            case CLOSED -> act(DOCTOR, at(State.DECLINED_PENDING_ACK), "acknowledge");
            case WITHDRAWN -> act(DOCTOR, submitted(), "withdraw");
            case PROPOSED, GIVEN_UP_PENDING_ACK, FOLLOWING_UP, RECALLED ->
                throw new IllegalArgumentException("Nothing goes up and is " + state + ".");
        };
    }

    /** A case that goes down and has come to this state by the moves that lead there. */
    public JsonNode downAt(State state) {
        return switch (state) {
            case DRAFT -> downDraft();
            case PROPOSED -> proposed();
            case INFO_REQUESTED -> act(DOCTOR, proposed(), "ask");
            case DECLINED_PENDING_ACK -> act(DOCTOR, proposed(), "decline-return");
            case ACCEPTED -> act(DOCTOR, proposed(), "accept-return");
            case NOT_ARRIVED -> notArrived(downAt(State.ACCEPTED));
            case GIVEN_UP_PENDING_ACK -> act(DOCTOR, downAt(State.NOT_ARRIVED), "give-up");
            case FOLLOWING_UP -> act(DOCTOR, downAt(State.ACCEPTED), "arrive");
            case RECALLED -> act(DOCTOR, downAt(State.FOLLOWING_UP), "recall");
            case TREATED -> act(DOCTOR, downAt(State.FOLLOWING_UP), "finish");
            case CLOSED -> act(OFFICER, downAt(State.TREATED), "acknowledge-outcome");
            case WITHDRAWN -> act(OFFICER, proposed(), "withdraw");
            case SUBMITTED, CONSULTING, KEPT_LOCAL_PENDING_ACK, IN_TRANSIT, ARRIVED, ADMITTED ->
                throw new IllegalArgumentException("Nothing goes down and is " + state + ".");
        };
    }

    /** With the body that the action usually has. */
    public JsonNode act(Person person, JsonNode referral, String action) {
        return ok(post(
                person,
                path(referral) + "/" + action.replace("-return", ""),
                referral.path("version").asLong(),
                Requests.of(action)));
    }

    public JsonNode draft() {
        var content = Requests.submission("-").replaceFirst("\"patientId\": \"-\", \"direction\": \"UP\", ", "");
        return ok(post(DOCTOR, "/api/referral/v1/referrals/drafts", null, """
                {"patientId": "%s", "direction": "UP", "content": %s}""".formatted(patient(), content)));
    }

    private JsonNode downDraft() {
        return ok(post(OFFICER, "/api/referral/v1/referrals/drafts", null, """
                {"patientId": "%s", "direction": "DOWN", "content": {"specialty": "03.04",
                   "destination": {"institution": "clinic", "department": "-"}, "reason": "STABLE_CONTINUE",
                   "clinical": {"diagnoses": ["I20.0"], "summary": "支架术后稳定"},
                   "consent": {"givenBy": "PATIENT", "form": "SIGNED", "at": "%s"}, "carePlan": %s}}""".formatted(
                        inpatient(), Instant.now().minusSeconds(60), Requests.carePlan())));
    }

    public JsonNode proposed() {
        return ok(post(OFFICER, "/api/referral/v1/referrals/returns", null, Requests.proposal(inpatient())));
    }

    /** Whom the hospital registered itself. */
    public UUID inpatient() {
        return UUID.fromString(ok(post(OFFICER, "/api/referral/v1/patients", null, """
                {"name": "赵六", "sex": "FEMALE", "birthDate": "1950-05-05", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT"}"""))
                .path("id")
                .asString());
    }

    /** Nobody came: the deadline's own doing. */
    public JsonNode notArrived(JsonNode referral) {
        due(referral, "not-arrived");
        return until(referral, State.NOT_ARRIVED);
    }

    /** The time of what the platform will do is set back instead of waited for. */
    public void due(JsonNode referral, String effect) {
        var sql = """
                update deadline set due_at = now() - interval '1 second', effect = step.effect, next_step = step.place - 1
                  from (select d.id, s.step ->> 'effect' as effect, s.place
                          from deadline d,
                               jsonb_array_elements(d.plan::jsonb -> 'limit' -> 'steps') with ordinality s (step, place)
                         where d.case_id = ?::uuid and s.step ->> 'effect' = ?) step
                 where deadline.id = step.id""";
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("referral"));
                var update = connection.prepareStatement(sql)) {
            update.setString(1, id(referral));
            update.setString(2, effect);
            if (update.executeUpdate() < 1) {
                throw new AssertionError("No limit of %s leads to %s".formatted(id(referral), effect));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next step of a limit is set back instead of waited for. */
    public void overdue(JsonNode referral, String limit) {
        var sql = "update deadline set due_at = now() - interval '1 second' where case_id = ?::uuid and name = ?";
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("referral"));
                var update = connection.prepareStatement(sql)) {
            update.setString(1, id(referral));
            update.setString(2, limit);
            if (update.executeUpdate() != 1) {
                throw new AssertionError("%s has no limit %s".formatted(id(referral), limit));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From when a limit of a case is counted. */
    public Instant startOf(JsonNode referral, String limit) {
        return timeOf(referral, limit, "started_at");
    }

    /** When the next step of a limit is due; null behind its last one, and where there is no such limit. */
    public Instant dueOf(JsonNode referral, String limit) {
        return timeOf(referral, limit, "due_at");
    }

    private static Instant timeOf(JsonNode referral, String limit, String column) {
        var sql = "select %s from deadline where case_id = ?::uuid and name = ?".formatted(column);
        try (var connection = DriverManager.getConnection(LocalPostgres.get().superuserJdbcUrl("referral"));
                var query = connection.prepareStatement(sql)) {
            query.setString(1, id(referral));
            query.setString(2, limit);
            try (var rows = query.executeQuery()) {
                var time = rows.next() ? rows.getTimestamp(1) : null;
                return time == null ? null : time.toInstant();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
                Requests.signed(referral, consult, conclusion));
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

    /** An emergency that nobody has answered yet. */
    public JsonNode ringing() {
        return ok(post(DOCTOR, "/api/referral/v1/referrals/emergency", null, Requests.emergency()));
    }
}
