package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** A year that was mistyped is refused where it was typed, and breaks nothing afterwards. */
@ServiceTest
class ExtremeTimesTest {

    private static final String ROOT = "/api/referral/v1";

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void aNodeOfTheStoneAgeIsRefusedAndTheNumbersAreCounted() {
        var ringing = county.ringing();
        assertThat(refused(county.tryTo(DOCTOR, ringing, "stamp-node", """
                {"node": "FIRST_CONTACT", "at": "-999999999-01-01T00:00:00Z"}""")))
                .isEqualTo("400 unreadable /at time-out-of-range");
        assertThat(refused(county.tryTo(DOCTOR, ringing, "stamp-node", """
                {"node": "FIRST_CONTACT", "at": "1970-01-01T00:00:00Z"}""")))
                .isEqualTo("422 node-before-case /at node-before-case");
        county.get(OFFICER, ROOT + "/indicators").expectStatus().isOk();
    }

    @Test
    void anEmergencyDidNotBeginYearsAgo() {
        for (var field : List.of("onset", "firstContact")) {
            assertThat(refused(emergency(field, Duration.ofDays(366))))
                    .isEqualTo("422 node-before-case /%s node-before-case".formatted(field));
            assertThat(refused(emergency(field, Duration.ofDays(30).plusMinutes(1))))
                    .isEqualTo("422 node-before-case /%s node-before-case".formatted(field));
            emergency(field, Duration.ofDays(30).minusMinutes(1)).expectStatus().isCreated();
        }
    }

    private ResponseSpec emergency(String field, Duration ago) {
        var body = Requests.emergency()
                .replaceFirst(
                        "\"%s\": \"[^\"]+\"".formatted(field),
                        "\"%s\": \"%s\"".formatted(field, Instant.now().minus(ago)));
        return county.post(DOCTOR, ROOT + "/referrals/emergency", null, body);
    }

    @Test
    void nobodyArrivesBeforeTheCaseOrIsExpectedInEternity() {
        var submitted = county.submitted();
        assertThat(refused(county.tryTo(OFFICER, submitted, "accept", """
                {"reservation": {"kind": "BED", "department": "cardio", "at": "9999-12-31T23:59:59Z"}}""")))
                .isEqualTo("400 unreadable /reservation/at time-out-of-range");
        assertThat(refused(county.tryTo(OFFICER, submitted, "accept", """
                {"reservation": {"kind": "BED", "department": "cardio", "at": "2099-12-31T23:59:59Z"}}""")))
                .isEqualTo("422 time-too-far /reservation/at time-too-far");
        var accepted = county.act(OFFICER, submitted, "accept");
        assertThat(refused(county.tryTo(OFFICER, accepted, "arrive", "{\"at\": \"1970-01-01T00:00:00Z\"}")))
                .isEqualTo("422 time-before-case /at time-before-case");
        county.act(OFFICER, accepted, "arrive");
    }

    @Test
    void aCursorThatNoPageGaveIsRefused() {
        var cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("+999999999-01-01T00:00:00Z|" + new UUID(1, 1)).getBytes(StandardCharsets.UTF_8));
        assertThat(refused(county.get(DOCTOR, ROOT + "/referrals?side=ORIGIN&cursor=" + cursor)))
                .isEqualTo("400 cursor-malformed");
        assertThat(refused(county.post(DOCTOR, ROOT + "/referrals/search?cursor=" + cursor, null, "{}")))
                .isEqualTo("400 cursor-malformed");
    }

    @Test
    void aPeriodThatNobodyCanMeanIsRefused() {
        for (var path : List.of("/indicators", "/export/referrals.csv", "/export/referrals.xlsx")) {
            for (var day : List.of("+300000-01-01", "+999999999-12-31", "-0044-03-15", "2201-01-01")) {
                for (var end : List.of("from", "to")) {
                    var response = county.client()
                            .get()
                            .uri(ROOT + path + "?" + end + "={day}", day)
                            .headers(it -> it.setBearerAuth(OFFICER.token()))
                            .exchange();
                    assertThat(refused(response)).as("%s %s %s", path, end, day).isEqualTo("400 time-out-of-range");
                }
            }
        }
        assertThat(refused(county.post(DOCTOR, ROOT + "/referrals/search", null, "{\"to\": \"+999999999-12-31\"}")))
                .isEqualTo("400 unreadable /to time-out-of-range");
        county.post(DOCTOR, ROOT + "/referrals/search", null, "{\"from\": \"1900-01-01\", \"to\": \"2200-12-31\"}")
                .expectStatus()
                .isOk();
    }

    /** Status and code, and each place of the body with its own. */
    private String refused(ResponseSpec response) {
        var answer = county.body(response);
        var places = answer.path("errors")
                .valueStream()
                .map(it -> " " + it.path("pointer").asString() + " "
                        + it.path("code").asString());
        return "%d %s%s"
                .formatted(
                        answer.path("status").asInt(),
                        answer.path("type").asString().replace("urn:medalliance:problem:", ""),
                        String.join("", places.toList()));
    }
}
