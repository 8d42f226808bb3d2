package org.medalliance.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.web.Caller;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** How an alliance agrees on its limits. */
@PlatformTest
class PolicyTest {

    private static final String PATH = "/api/platform/v1/deadline-policies/note";

    private static final String POLICY = """
            {"limits": [{"name": "answer", "states": ["WRITTEN"], "pausedIn": [], "when": {}, "counting": "ALWAYS",
                         "opensAt": null, "from": null, "repeat": null, "endsWithAcknowledgement": false,
                         "steps": [{"after": "PT10M", "party": "READER", "role": "clinic-doctor", "urgency": "HIGH"}]},
                        {"name": "close", "states": ["READ"], "pausedIn": [], "when": {}, "counting": "ALWAYS",
                         "endsWithAcknowledgement": false,
                         "steps": [{"after": "P300D", "party": "READER", "role": "clinic-doctor", "urgency": "LOW"}]}],
             "defaultHours": [{"day": "MONDAY", "from": "08:00", "to": "12:00"}]}""";

    @Autowired
    Ladder ladder;

    @LocalServerPort
    int port;

    private Person admin;

    @BeforeEach
    void anAllianceOfItsOwn() {
        admin = Person.of("a-" + UUID.randomUUID(), "office", "p-admin", "alliance-admin");
    }

    private ResponseSpec change(Person person, long version, String body) {
        return Caller.of(port, person)
                .client()
                .post()
                .uri(PATH)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "\"" + version + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private JsonNode get(String path) {
        return Caller.of(port, admin)
                .get(path)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    @Test
    void aChangeHoldsAtOnceForWhatIsSetFromThenOn() {
        var scope = new Scope(admin.alliance());
        var one = ladder.instance();
        var before = UUID.randomUUID();
        var after = UUID.randomUUID();
        one.moved(scope, before, "WRITTEN", "FAST");

        change(admin, 0, POLICY).expectStatus().isOk();
        one.moved(scope, after, "WRITTEN", "FAST");

        one.after("PT10M");
        assertThat(ladder.heard(after)).containsExactly("raised 1");
        assertThat(ladder.heard(before)).isEmpty();
        one.after("PT50M");
        assertThat(ladder.heard(before)).containsExactly("raised 1");
    }

    @Test
    void everyVersionIsKeptWithWhoAndWhen() {
        assertThat(get(PATH).path("version").asLong()).isZero();
        change(admin, 0, POLICY).expectStatus().isOk();
        change(admin, 1, POLICY.replace("PT10M", "PT20M")).expectStatus().isOk();

        assertThat(get(PATH).path("version").asLong()).isEqualTo(2);
        var history = get(PATH + "/history").path("items");
        assertThat(history.valueStream().map(it -> it.path("version").asLong())).containsExactly(2L, 1L);
        assertThat(history.path(0).path("changedBy").asString()).isNotBlank();
        assertThat(history.path(1).at("/policy/limits/0/steps/0/after").asString())
                .isEqualTo("PT10M");
    }

    @Test
    void aChangeUponAnOlderVersionIsRefused() {
        change(admin, 0, POLICY).expectStatus().isOk();
        change(admin, 0, POLICY).expectStatus().isEqualTo(412);
    }

    @Test
    void onlyTheAlliancesOfficeChangesIt() {
        change(admin.as("clinic-doctor", "referral-officer"), 0, POLICY)
                .expectStatus()
                .isForbidden();
    }

    @Test
    void noLadderOfTheDefaultPolicyCanBeSilencedForAnyCase() {
        assertThat(
                        silenced(
                                "{\"limits\": [], \"defaultHours\": [{\"day\": \"MONDAY\", \"from\": \"08:00\", \"to\": \"12:00\"}]}"))
                .contains("READ (pace FAST)", "WRITTEN (pace RING)");
        assertThat(silenced(POLICY.replace("[\"READ\"]", "[\"ASKED\"]")))
                .contains("READ (pace")
                .doesNotContain("WRITTEN");
        assertThat(silenced(POLICY.replaceFirst("\"when\": \\{}", "\"when\": {\"pace\": [\"SLOW\", \"FAST\"]}")))
                .contains("WRITTEN (pace RING)")
                .doesNotContain("READ", "SLOW", "FAST");
        assertThat(get(PATH).path("version").asLong()).isZero();
        change(admin, 0, POLICY.replace("PT10M", "P300D")).expectStatus().isOk();
    }

    private String silenced(String policy) {
        var problem = change(admin, 0, policy)
                .expectStatus()
                .isEqualTo(422)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(problem.path("type").asString()).endsWith(":deadline-silenced");
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/limits");
        return problem.path("detail").asString();
    }

    @Test
    void everythingThatCouldNotWorkIsNamedWithItsPlace() {
        var broken = POLICY.replace("[\"WRITTEN\"]", "[\"NOWHERE\"]")
                .replaceFirst("\"clinic-doctor\"", "\"nobody\"")
                .replaceFirst("\\{}", "{\"pace\": [\"SOMETIMES\"]}")
                .replace("PT10M", "-PT10M")
                .replace("\"to\": \"12:00\"", "\"to\": \"07:00\"");

        var problem = change(admin, 0, broken)
                .expectStatus()
                .isEqualTo(422)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();

        assertThat(problem.path("errors").valueStream().map(it -> it.path("pointer")
                        .asString()))
                .containsExactlyInAnyOrder(
                        "/defaultHours/0",
                        "/limits/0/states",
                        "/limits/0/when/pace",
                        "/limits/0/steps/0/after",
                        "/limits/0/steps/0/role");
        assertThat(get(PATH).path("version").asLong()).isZero();
    }
}
