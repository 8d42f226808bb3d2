package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ReferralWalkTest {

    @LocalServerPort
    int port;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void aReferralThatIsAcceptedArrivesIsTreatedAndComesBackToItsSender() {
        var referral = county.submitted();
        assertThat(referral.path("number").asString()).matches("R\\d{8}-\\d{4,}");

        referral = county.act(OFFICER, referral, "accept", Requests.reservation());
        referral = county.act(
                OFFICER,
                referral,
                "arrive",
                "{\"at\": \"%s\"}".formatted(Instant.now().minusSeconds(1)));
        referral = county.act(OFFICER, referral, "treat", Requests.of("treat"));
        assertThat(actions(county.referral(DOCTOR, referral))).containsExactly("acknowledge-outcome", "record-death");
        referral = county.act(DOCTOR, referral, "acknowledge-outcome", null);

        assertThat(referral.path("state").asString()).isEqualTo("CLOSED");
        assertThat(referral.path("details").path("closing").asString()).isEqualTo("TREATED");
        assertThat(county.timeline(referral))
                .containsExactly("SUBMIT", "ACCEPT", "ARRIVE", "TREAT", "ACKNOWLEDGE_OUTCOME");
    }

    @Test
    void aDeclineIsNotTheEndUntilTheSenderHasSeenIt() {
        var declined = county.act(OFFICER, county.submitted(), "decline", Requests.of("decline"));
        assertThat(declined.path("state").asString()).isEqualTo("DECLINED_PENDING_ACK");

        var closed = county.act(DOCTOR, declined, "acknowledge", null);

        assertThat(closed.path("state").asString()).isEqualTo("CLOSED");
        assertThat(closed.path("details").path("closing").asString()).isEqualTo("DECLINED");
    }

    @Test
    void aSecondReferralOfThePatientToTheSameSpecialtyIsPointedToTheFirst() {
        var patient = county.patient();
        var first = county.submitted(patient);

        var second = county.body(county.post(DOCTOR, "/api/referral/v1/referrals", null, Requests.submission(patient)));

        assertThat(second.path("status").asInt()).isEqualTo(409);
        assertThat(second.path("detail").asString())
                .contains(first.path("number").asString());
    }

    @Test
    void anOpinionToTreatLocallyKeepsThePatientAtTheClinic() {
        var consulting = consulting();
        var consult = county.opened(consulting);

        county.opinion(consulting, consult, "TREAT_LOCALLY");

        var kept = county.until(consulting, State.KEPT_LOCAL_PENDING_ACK);
        var closed = county.act(DOCTOR, kept, "acknowledge", null);
        assertThat(closed.path("details").path("closing").asString()).isEqualTo("KEPT_LOCAL");
    }

    @Test
    void anOpinionToReferResumesTheReferralAndAnEmergencyRaisesItsPriority() {
        var consulting = consulting();
        var consult = county.opened(consulting);

        county.opinion(consulting, consult, "REFER_EMERGENCY");

        var resumed = county.until(consulting, State.SUBMITTED);
        assertThat(resumed.path("priority").asString()).isEqualTo("EMERGENCY");
    }

    @Test
    void anOpinionToldTwiceMovesTheReferralOnce() {
        var consulting = consulting();
        var consult = county.opened(consulting);
        var eventId = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            TestEvents.send(
                    eventId,
                    "telemedicine.events.v1",
                    "org.medalliance.telemedicine.opinion-signed.v1",
                    County.ALLIANCE,
                    consult.toString(),
                    5,
                    Requests.signed(consulting, consult, "REVIEW_AGAIN"));
        }
        county.opinion(consulting, consult, "REFER_UP");

        var resumed = county.until(consulting, State.SUBMITTED);
        assertThat(county.timeline(resumed))
                .containsExactly("SUBMIT", "CONSULT_FIRST", "CONSULT_OPENED", "OPINION_SIGNED", "OPINION_SIGNED");
    }

    @Test
    void aVisitingDayAppearsAmongTheClinicsOptionsAndLeavesThemWhenItIsCancelled() {
        var day = UUID.randomUUID().toString();
        TestEvents.send(
                "staffing.events.v1",
                "org.medalliance.staffing.visiting-day-published.v1",
                County.ALLIANCE,
                day,
                2,
                """
                {"visitingDayId": "%s", "practitioner": "p-cardio", "clinic": "clinic", "specialty": "03.04",
                 "startsAt": "%s", "endsAt": "%s", "places": 12}""".formatted(
                        day, Instant.now().plusSeconds(86_400), Instant.now().plusSeconds(100_000)));
        await().atMost(Duration.ofSeconds(20)).until(() -> options().contains("VISITING_DOCTOR " + day));
        assertThat(options()).startsWith("VISITING_DOCTOR " + day).contains("HOSPITAL hospital");

        TestEvents.send(
                "staffing.events.v1",
                "org.medalliance.staffing.visiting-day-cancelled.v1",
                County.ALLIANCE,
                day,
                3,
                "{\"visitingDayId\": \"%s\", \"practitioner\": \"p-cardio\", \"clinic\": \"clinic\"}".formatted(day));

        await().atMost(Duration.ofSeconds(20)).until(() -> !options().contains(day));
    }

    private String options() {
        var answer = county.ok(county.post(DOCTOR, "/api/referral/v1/options", null, """
                {"specialty": "03.04", "priority": "ROUTINE"}"""));
        var lines = new ArrayList<String>();
        answer.path("items")
                .forEach(it -> lines.add(it.path("kind").asString() + " "
                        + (it.path("visitingDay").isString()
                                ? it.path("visitingDay").asString()
                                : it.path("institution").asString())));
        return String.join("\n", lines);
    }

    private JsonNode consulting() {
        return county.at(State.CONSULTING);
    }

    private static List<String> actions(JsonNode referral) {
        return referral.path("availableActions")
                .valueStream()
                .map(it -> it.path("action").asString())
                .toList();
    }
}
