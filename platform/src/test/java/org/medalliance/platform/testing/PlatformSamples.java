package org.medalliance.platform.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.medalliance.platform.testing.Samples.Target;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests for the routes that every service has from the platform.
 *
 * @param root such as {@code /api/referral/v1}
 * @param caseType of the service's cases
 * @param concerned somebody whom a new case concerns at once
 * @param admin of the alliance's office
 * @param newCase makes a case that concerns that person; answers its id
 */
public record PlatformSamples(
        WebTestClient client, String root, String caseType, Person concerned, Person admin, Supplier<UUID> newCase) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Samples addTo(Samples samples) {
        var machine = Person.of("", "", "", "service");
        // Of one alliance in all tests, since each change is a version of its own then; and of no other test's.
        var office = office();
        return samples.get(root + "/attention", concerned, this::item)
                .get(root + "/attention/feed?since=2099-01-01T00:00:00Z", machine, () -> Target.NONE)
                .get(root + "/attention/{itemId}", concerned, this::item)
                .post(root + "/attention/{itemId}/acknowledge", null, concerned, this::item)
                .post(
                        root + "/attention/{itemId}/hand-over",
                        "{\"to\": \"ROLE\", \"value\": \"duty-officer\"}",
                        concerned,
                        this::item)
                .get(root + "/deadline-policies", office, () -> Target.NONE)
                .get(root + "/deadline-policies/{caseType}", office, () -> Target.of("caseType", caseType))
                .get(root + "/deadline-policies/{caseType}/history", office, () -> Target.of("caseType", caseType))
                .post(root + "/deadline-policies/{caseType}", """
                        {"limits": {limits}, "defaultHours": [{"day": "MONDAY", "from": "08:00", "to": "12:00"}]}""", office, this::policy);
    }

    /** Beside those: a service whose cases can be opened in an emergency. */
    public Samples addBreakGlassTo(Samples samples, Person clinician, Person auditor, Supplier<String> newNumber) {
        return samples.sharedPost(
                        root + "/break-glass",
                        """
                        {"caseType": "%s", "caseNumber": "{caseNumber}", "reason": "PATIENT_IS_HERE",
                         "explanation": "患者已到本院急诊"}""".formatted(caseType),
                        clinician,
                        () -> Target.of("caseNumber", newNumber.get()))
                .sharedGet(root + "/break-glass", auditor, () -> glass(clinician, newNumber))
                .sharedPost(
                        root + "/break-glass/{glassId}/review",
                        "{\"verdict\": \"JUSTIFIED\", \"comment\": \"情况属实\"}",
                        auditor,
                        () -> glass(clinician, newNumber));
    }

    private Target glass(Person clinician, Supplier<String> newNumber) {
        var answer = client.post()
                .uri(root + "/break-glass")
                .headers(it -> it.setBearerAuth(clinician.token()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .bodyValue(JSON.writeValueAsString(Map.of(
                        "caseType",
                        caseType,
                        "caseNumber",
                        newNumber.get(),
                        "reason",
                        "LIFE_IN_DANGER",
                        "explanation",
                        "患者昏迷，需立即了解病情")))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        return Target.of("glassId", answer.path("id").asString());
    }

    private Target item() {
        var id = newCase.get().toString();
        var item = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> get(concerned, "/attention?limit=200")
                                .path("items")
                                .valueStream()
                                .filter(it -> it.path("caseId").asString().equals(id))
                                .findFirst(),
                        java.util.Optional::isPresent);
        return Target.of("itemId", item.orElseThrow().path("itemId").asString());
    }

    private Person office() {
        return admin.in(caseType + "-office");
    }

    private Target policy() {
        var current = get(office(), "/deadline-policies/" + caseType);
        return new Target(
                Map.of(
                        "caseType",
                        caseType,
                        "limits",
                        current.path("policy").path("limits").toString()),
                current.path("version").asLong());
    }

    private JsonNode get(Person person, String path) {
        return client.get()
                .uri(root + path)
                .headers(it -> it.setBearerAuth(person.token()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }
}
