package org.medalliance.referral.indicator;

import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.County;
import org.medalliance.referral.Requests;
import org.medalliance.referral.ResidentNumbers;
import tools.jackson.databind.JsonNode;

/** A clinic of its own for a test, and the cases that its people make. */
final class CountedClinic {

    final String id;
    final Person doctor;

    private final County county;
    private final WorkerDatabase database;

    /** In the directory when it is there. */
    CountedClinic(County county, WorkerDatabase database) {
        this.county = county;
        this.database = database;
        id = "clinic-" + UUID.randomUUID().toString().substring(0, 8);
        doctor = Person.of(ALLIANCE, id, "p-doctor", "clinic-doctor");
        found(id, "CLINIC");
    }

    /** A hospital that no other test sends anybody to. */
    String hospital() {
        var hospital = "hospital-" + UUID.randomUUID().toString().substring(0, 8);
        found(hospital, "HOSPITAL");
        return hospital;
    }

    private void found(String id, String kind) {
        TestEvents.send(
                "directory.institutions.v1", "org.medalliance.directory.institution.v1", ALLIANCE, id, 1, """
                {"id": "%s", "code": "x", "name": "%s", "shortName": "x", "kind": "%s", "lead": false, "township": null,
                 "latitude": 25.9, "longitude": 116.0, "openingHours": [], "capabilities": [],
                 "departments": [{"code": "cardio", "name": "内科", "specialty": "03.04", "beds": 5}],
                 "active": true}""".formatted(
                                id, id, kind));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> county.body(county.get(doctor, "/api/referral/v1/institutions"))
                        .toString()
                        .contains(id));
    }

    UUID patient(String residentId) {
        return UUID.fromString(
                county.ok(county.post(doctor, "/api/referral/v1/patients", null, """
                        {"name": "钱七", "sex": "MALE", "birthDate": "1960-01-01", "identityKind": "RESIDENT_ID",
                         "residentId": "%s", "insurance": "RESIDENT"}""".formatted(residentId)))
                        .path("id")
                        .asString());
    }

    private JsonNode up(UUID patient) {
        return county.ok(county.post(doctor, "/api/referral/v1/referrals", null, Requests.submission(patient)));
    }

    JsonNode upTo(String hospital) {
        var submission = Requests.submission(patient(ResidentNumbers.next()))
                .replace("\"institution\": \"hospital\"", "\"institution\": \"%s\"".formatted(hospital));
        return county.ok(county.post(doctor, "/api/referral/v1/referrals", null, submission));
    }

    /** Its limit is over and nobody has answered. */
    JsonNode overdue(JsonNode referral) {
        run(
                "update deadline set plan = jsonb_set(cast(plan as jsonb), '{dues}', '[\"2020-01-01T00:00:00Z\", \"2020-01-01T02:00:00Z\"]')::text where case_id = :id and name = 'triage'",
                referral);
        return referral;
    }

    JsonNode up() {
        return up(patient(ResidentNumbers.next()));
    }

    private JsonNode accepted() {
        return county.act(OFFICER, up(), "accept");
    }

    JsonNode kept(UUID patient) {
        var draft = county.ok(county.post(
                doctor,
                "/api/referral/v1/referrals/drafts",
                null,
                "{\"patientId\": \"%s\", \"direction\": \"UP\"}".formatted(patient)));
        return county.act(doctor, draft, "take-option");
    }

    private JsonNode emergency(String pathway, Instant contact) {
        return county.ok(county.post(
                doctor,
                "/api/referral/v1/referrals/emergency",
                null,
                Requests.emergency()
                        .replace("CHEST_PAIN", pathway)
                        .replaceFirst("\"firstContact\": \"[^\"]+\"", "\"firstContact\": \"" + contact + "\"")));
    }

    private JsonNode stamp(JsonNode referral, String node, Instant at) {
        return county.act(doctor, referral, "stamp-node", "{\"node\": \"%s\", \"at\": \"%s\"}".formatted(node, at));
    }

    private JsonNode home() {
        var proposal =
                Requests.proposal(county.inpatient()).replace("\"clinic\": \"clinic\"", "\"clinic\": \"" + id + "\"");
        var proposed = county.ok(county.post(OFFICER, "/api/referral/v1/referrals/returns", null, proposal));
        return county.act(doctor, county.act(doctor, proposed, "accept-return"), "arrive");
    }

    private void run(String sql, JsonNode referral) {
        database.sql(sql)
                .bind("id", UUID.fromString(County.id(referral)))
                .then()
                .block();
    }

    void daysAgo(JsonNode referral, int days) {
        var back = " - interval '%d days'".formatted(days);
        run("update referral set submitted_at = submitted_at" + back + " where id = :id", referral);
        run("update case_party set submitted_at = submitted_at" + back + " where case_id = :id", referral);
        run(
                "update case_move set at = at" + back + ", happened_at = happened_at" + back + ", due_at = due_at"
                        + back + " where case_id = :id",
                referral);
    }

    private void acceptedAfter(JsonNode referral, int minutes) {
        run(
                "update case_move m set at = r.submitted_at + interval '%d minutes' from referral r where m.case_id = r.id and r.id = :id and m.action = 'ACCEPT'"
                        .formatted(minutes),
                referral);
    }

    /** One case of each kind, by what became of it. */
    Map<String, JsonNode> walked() {
        var cases = new LinkedHashMap<String, JsonNode>();
        var hour = Duration.ofHours(1);
        var early = Instant.now().minus(hour.multipliedBy(3));
        cases.put(
                "closed",
                county.act(
                        doctor,
                        county.act(OFFICER, county.act(OFFICER, accepted(), "arrive"), "treat"),
                        "acknowledge-outcome"));
        cases.put("declined", county.act(doctor, county.act(OFFICER, up(), "decline"), "acknowledge"));
        cases.put(
                "forwarded",
                county.act(STRANGER, county.act(OFFICER, up(), "forward"), "accept", Requests.reservation()));
        cases.put("undone", county.act(OFFICER, accepted(), "undo"));
        var missing = accepted();
        county.due(missing, "not-arrived");
        await().atMost(Duration.ofSeconds(30)).until(() -> county.referral(doctor, missing)
                .path("state")
                .asString()
                .equals("NOT_ARRIVED"));
        cases.put("given up", county.act(doctor, county.referral(doctor, missing), "give-up"));
        cases.put("avoided", kept(patient(ResidentNumbers.next())));
        cases.put("kept today", kept(patient(ResidentNumbers.next())));
        var person = ResidentNumbers.next();
        var twice = patient(person);
        cases.put("kept in vain", kept(twice));
        cases.put("sent after all", up(twice));
        cases.put(
                "balloon",
                stamp(
                        stamp(
                                stamp(emergency("CHEST_PAIN", early), "FIRST_ECG", early.plusSeconds(480)),
                                "DOOR",
                                early.plusSeconds(1200)),
                        "BALLOON",
                        early.plusSeconds(1200 + 6000)));
        cases.put("no node", emergency("CHEST_PAIN", early));
        cases.put("no needle", county.act(OFFICER, emergency("STROKE", early), "arrive"));
        cases.put("seen", county.act(doctor, home(), "record-follow-up"));
        cases.put("not seen", home());
        cases.put("just home", home());
        cases.put("late", up());
        cases.put("withdrawn", county.act(doctor, up(), "withdraw"));
        cases.put("drill", up());
        cases.put(
                "draft",
                county.ok(county.post(
                        doctor,
                        "/api/referral/v1/referrals/drafts",
                        null,
                        "{\"patientId\": \"%s\", \"direction\": \"UP\"}".formatted(patient(ResidentNumbers.next())))));
        cases.put(
                "never sent",
                county.act(
                        doctor,
                        county.ok(county.post(
                                doctor,
                                "/api/referral/v1/referrals/drafts",
                                null,
                                "{\"patientId\": \"%s\", \"direction\": \"UP\"}"
                                        .formatted(patient(ResidentNumbers.next())))),
                        "withdraw"));

        run("update referral set synthetic = true where id = :id", cases.get("drill"));
        overdue(cases.get("late"));
        daysAgo(cases.get("avoided"), 20);
        daysAgo(cases.get("kept in vain"), 20);
        daysAgo(cases.get("sent after all"), 10);
        daysAgo(cases.get("not seen"), 10);
        var minutes = 10;
        for (var name : List.of("closed", "forwarded", "given up", "seen", "not seen", "just home")) {
            acceptedAfter(cases.get(name), minutes);
            minutes += 10;
        }
        return cases;
    }
}
