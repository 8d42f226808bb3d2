package org.medalliance.e2e;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.medalliance.e2e.Door.Call;
import tools.jackson.databind.JsonNode;

/** Small pieces of a clinic's day, for tests that need a case to begin with. */
final class Cases {

    static final String DOCTOR = "xianghu.doctor";
    static final String OFFICER = "people.officer";
    static final String REFERRALS = "/api/referral/v1/referrals";

    private static final String HOSPITAL = "rj-people-hospital";

    private final Door door;
    private @Nullable String cardiology;

    Cases(Door door) {
        this.door = door;
    }

    String newPatient() {
        return door.ok(Call.post(DOCTOR, "/api/referral/v1/patients", """
                {"name": "测试患者", "sex": "FEMALE", "birthDate": "1955-05-05", "identityKind": "UNKNOWN",
                 "insurance": "RESIDENT"}"""))
                .path("id")
                .asString();
    }

    String submission(String patient) {
        return """
                {"patientId": "%s", "direction": "UP", "priority": "URGENT", "pathway": "GENERAL",
                 "destination": {"institution": "%s", "department": "%s"}, "reason": "BEYOND_CAPABILITY",
                 "clinical": {"diagnoses": ["I20.0"], "summary": "胸闷三天"},
                 "consent": {"givenBy": "PATIENT", "form": "SIGNED", "at": "%s"}}""".formatted(patient, HOSPITAL, cardiology(), Instant.now().minusSeconds(5));
    }

    JsonNode submitted() {
        return door.ok(Call.post(DOCTOR, REFERRALS, submission(newPatient())));
    }

    /** Rings at the destination at once. */
    String emergency(String patient) {
        return submission(patient).replace("\"URGENT\"", "\"EMERGENCY\"");
    }

    /** Repeats with the same key until it is answered: what a client on a bad line does. */
    JsonNode submitThroughFaults(String patient) {
        return throughFaults(Call.post(DOCTOR, REFERRALS, submission(patient))
                .keyed(UUID.randomUUID().toString()));
    }

    /** Busy and unreachable are tried again; another refusal is a refusal. */
    JsonNode throughFaults(Call call) {
        return Awaitility.await("an answer to " + call.method() + " " + call.path())
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> attempt(call), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> attempt(Call call) {
        try {
            var reply = door.send(call);
            if (reply.status() / 100 == 4 && reply.status() != 429) {
                throw new AssertionError(reply.status() + " " + reply.text());
            }
            return reply.isSuccess() ? Optional.of(reply.json()) : Optional.empty();
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }

    String reservation() {
        return """
                {"reservation": {"kind": "BED", "department": "%s", "at": "%s"}}""".formatted(cardiology(), Instant.now().plusSeconds(7200));
    }

    String path(JsonNode referral, String action) {
        return REFERRALS + "/" + referral.path("id").asString() + (action.isEmpty() ? "" : "/" + action);
    }

    /** Looked up once: a department does not go away, and a test that kills processes cannot ask each time. */
    private synchronized String cardiology() {
        if (cardiology == null) {
            cardiology = findCardiology();
        }
        return cardiology;
    }

    private String findCardiology() {
        for (var institution :
                door.ok(Call.get(DOCTOR, "/api/referral/v1/institutions")).path("items")) {
            if (institution.path("id").asString().equals(HOSPITAL)) {
                for (var department : institution.path("departments")) {
                    if (department.path("specialty").asString().equals("03.04")) {
                        return department.path("code").asString();
                    }
                }
            }
        }
        throw new AssertionError("The people's hospital has no cardiology in the directory.");
    }
}
