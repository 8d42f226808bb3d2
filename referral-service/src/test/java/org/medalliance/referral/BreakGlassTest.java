package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;
import static org.medalliance.referral.County.STRANGER;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** A case of others in an emergency. */
@ServiceTest
class BreakGlassTest {

    private static final String PATH = "/api/referral/v1/break-glass";

    private static final Person BUREAU = Person.of(ALLIANCE, "bureau", "p-auditor", "auditor");

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    private County county;
    private JsonNode referral;

    @BeforeEach
    void aCaseOfOthers() {
        county = new County(port);
        county.found();
        referral = county.submitted();
    }

    private ResponseSpec breakGlass(Person person) {
        return county.post(
                person, PATH, null, """
                {"caseType": "referral", "caseNumber": "%s", "reason": "PATIENT_IS_HERE",
                 "explanation": "患者已到本院急诊，神志不清"}""".formatted(referral.path("number").asString()));
    }

    private int look(Person person) {
        return county.get(person, County.path(referral))
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private boolean hears(Person person, String kind, String about) {
        return county.body(county.get(person, "/api/referral/v1/attention?limit=200"))
                .path("items")
                .valueStream()
                .anyMatch(it -> it.path("kind").asString().equals(kind)
                        && it.path("caseId").asString().equals(about));
    }

    @Test
    void whoHasNoPartMaySeeItForAnHourAndDoNothing() {
        assertThat(look(STRANGER)).isEqualTo(404);

        var glass = county.ok(breakGlass(STRANGER));

        assertThat(Duration.between(
                        Instant.parse(glass.path("brokenAt").asString()),
                        Instant.parse(glass.path("expiresAt").asString())))
                .isEqualTo(Duration.ofMinutes(60));
        var seen = county.referral(STRANGER, referral);
        assertThat(seen.path("patient").path("name").asString()).isEqualTo("张三");
        assertThat(seen.path("availableActions")).isEmpty();
        assertThat(county.tryTo(STRANGER, referral, "accept", Requests.reservation())
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(404);
        assertThat(look(STRANGER.at("another-place")))
                .as("the person, and not the house")
                .isEqualTo(404);

        expire(glass);
        assertThat(look(STRANGER)).isEqualTo(404);
    }

    private void expire(JsonNode glass) {
        database.sql("update break_glass set expires_at = :now where id = :id")
                .bind("now", Instant.now())
                .bind("id", UUID.fromString(glass.path("id").asString()))
                .then()
                .block();
    }

    @Test
    void thePartiesAndTheAuditorsHearOfItWithinFiveSeconds() {
        var glass = county.ok(breakGlass(STRANGER)).path("id").asString();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> hears(DOCTOR, "break-glass.opened", County.id(referral))
                        && hears(OFFICER, "break-glass.opened", County.id(referral))
                        && hears(BUREAU, "break-glass.review", glass));
        assertThat(hears(BUREAU.in("other-county"), "break-glass.review", glass))
                .isFalse();
    }

    @Test
    void whatIsReadIsAuditedAsAnEmergency() {
        county.ok(breakGlass(STRANGER));
        county.referral(STRANGER, referral);

        assertThat(new AuditTrail("referral").about(UUID.fromString(County.id(referral))))
                .filteredOn(it -> it.institution().equals(STRANGER.institution()))
                .anySatisfy(it -> {
                    assertThat(it.action()).isEqualTo("getReferral");
                    assertThat(it.basis()).isEqualTo("BREAK_GLASS");
                });
    }

    @Test
    void aSecondPersonReviewsItOnce() {
        var glass = county.ok(breakGlass(STRANGER)).path("id").asString();
        await().atMost(Duration.ofSeconds(30)).until(() -> hears(BUREAU, "break-glass.review", glass));

        assertThat(review(BUREAU.in("other-county"), glass)).isEqualTo(404);
        assertThat(review(OFFICER, glass)).isEqualTo(403);
        assertThat(review(BUREAU, glass)).isEqualTo(200);

        assertThat(review(BUREAU, glass)).as("reviewed").isEqualTo(409);
        assertThat(hears(BUREAU, "break-glass.review", glass))
                .as("the ladder ends")
                .isFalse();
    }

    @Test
    void nobodyReviewsTheirOwn() {
        var both = STRANGER.as("specialist", "auditor");
        var glass = county.ok(breakGlass(both)).path("id").asString();

        assertThat(review(both, glass)).isEqualTo(409);
    }

    private int review(Person person, String glass) {
        return county.post(
                        person,
                        PATH + "/" + glass + "/review",
                        null,
                        "{\"verdict\": \"JUSTIFIED\", \"comment\": \"属实\"}")
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void whoNeedsNoneAndWhoMayNotAreRefused() {
        breakGlass(OFFICER).expectStatus().isEqualTo(409);
        breakGlass(BUREAU).expectStatus().isForbidden();
        breakGlass(STRANGER.in("other-county")).expectStatus().isNotFound();
    }
}
