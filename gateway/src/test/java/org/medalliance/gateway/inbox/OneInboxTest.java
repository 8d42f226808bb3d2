package org.medalliance.gateway.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.FrontDoor;
import org.medalliance.gateway.Neighbour;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OneInboxTest extends FrontDoor {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void whatWaitsAtTheThreeServicesIsOneListTheMostUrgentFirst() {
        holds(referral, item("NORMAL", "08:00"), item("CRITICAL", "09:30"));
        holds(telemedicine, item("HIGH", "07:00"));
        holds(staffing, item("CRITICAL", "09:00"));

        var inbox = inbox();

        assertThat(inbox.path("items")
                        .valueStream()
                        .map(it -> it.path("urgency").asString() + " "
                                + it.path("raisedAt").asString().substring(11, 16)))
                .containsExactly("CRITICAL 09:00", "CRITICAL 09:30", "HIGH 07:00", "NORMAL 08:00");
        assertThat(inbox.path("items").valueStream().map(it -> it.path("service")
                        .asString()))
                .containsExactly("staffing-service", "referral-service", "telemedicine-service", "referral-service");
        assertThat(inbox.path("unavailable")).isEmpty();
        assertThat(inbox.path("counts").path("total").asInt()).isEqualTo(4);
        assertThat(inbox.path("counts").path("urgency").path("CRITICAL").asInt())
                .isEqualTo(2);
        assertThat(inbox.path("counts").path("service").path("referral-service").asInt())
                .isEqualTo(2);
    }

    @Test
    void aServiceThatIsDownIsNamedAndTheRestIsShown() {
        holds(referral, item("NORMAL", "08:00"));
        telemedicine.stop();
        staffing.answers(503);
        try {
            var inbox = inbox();

            assertThat(inbox.path("items")).hasSize(1);
            assertThat(names(inbox, "unavailable")).containsExactly("staffing", "telemedicine");
        } finally {
            telemedicine.comesBack();
        }
    }

    @Test
    void aServiceThatHangsKeepsNobodyWaitingLong() {
        holds(referral, item("NORMAL", "08:00"));
        holds(telemedicine);
        staffing.hangs();

        var inbox = inbox();

        assertThat(inbox.path("items")).hasSize(1);
        assertThat(names(inbox, "unavailable")).containsExactly("staffing");
    }

    @Test
    void whoMayHaveNothingAtAServiceIsNotToldThatItIsAway() {
        holds(referral, item("NORMAL", "08:00"));
        holds(telemedicine);
        staffing.answers(403);

        assertThat(inbox().path("unavailable")).isEmpty();
    }

    @Test
    void allPagesAreReadUpToABound() {
        referral.behaves((request, response) -> {
            var cursor = URLDecoder.decode(request.uri().replaceAll("[^=]*limit=200(&cursor=)?", ""), UTF_8);
            var page = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.replace("+%&/=", ""));
            return response.header("Content-Type", "application/json")
                    .sendString(Mono.just(
                            "{\"items\":[%s],\"next\":\"+%%&/=%d\"}".formatted(item("LOW", "08:00"), page + 1)));
        });
        holds(telemedicine);
        holds(staffing);

        var inbox = inbox();

        assertThat(inbox.path("items")).hasSize(5);
        assertThat(names(inbox, "truncated")).containsExactly("referral");
    }

    @Test
    void theServicesSeeWhoAsks() {
        var token = issuer.token();
        List.of(referral, telemedicine, staffing).forEach(OneInboxTest::holds);

        get("/api/inbox", token)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store");

        List.of(referral, telemedicine, staffing)
                .forEach(service -> assertThat(service.lastSeen().headers().getFirst("Authorization"))
                        .isEqualTo("Bearer " + token));
    }

    @Test
    void aBrowserReadsItWithItsSession() {
        List.of(referral, telemedicine, staffing).forEach(OneInboxTest::holds);
        var browser = signedIn();

        assertThat(browser.fetch("/api/inbox").statusCode()).isEqualTo(200);
        assertThat(referral.lastSeen().headers().getFirst("Authorization")).startsWith("Bearer ey");
        assertThat(referral.lastSeen().headers().getFirst("Cookie")).isNull();
    }

    @Test
    void whoIsNotSignedInIsToldSo() {
        assertThat(browser().fetch("/api/inbox").statusCode()).isEqualTo(401);
    }

    private JsonNode inbox() {
        var body = get("/api/inbox")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(body);
    }

    private static List<String> names(JsonNode inbox, String field) {
        return inbox.path(field).valueStream().map(JsonNode::asString).toList();
    }

    private static void holds(Neighbour service, String... items) {
        service.behaves((_, response) -> response.header("Content-Type", "application/json")
                .sendString(Mono.just("{\"items\":[%s],\"next\":null}".formatted(String.join(",", items)))));
    }

    private static String item(String urgency, String time) {
        return """
                {"itemId":"%s","urgency":"%s","raisedAt":"2026-11-22T%s:00+08:00"}""".formatted(UUID.randomUUID(), urgency, time);
    }
}
