package org.medalliance.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medalliance.gateway.Browser;
import org.medalliance.gateway.live.Attention.Item;
import org.springframework.http.MediaType;

class LiveTest extends LiveDoor {

    @Test
    void whomItConcernsHearsIt() {
        var officer = listen(tokenOf("officer", HOSPITAL, OFFICER));
        var item = forOfficers();

        attention.send(item);

        var event = officer.awaitItem(item);
        assertThat(event.name()).isEqualTo("raised");
        assertThat(event.data()).isEqualTo(item.json());
        assertThat(event.id()).matches("[0-9a-f]{8}:[0-9]+(\\.[0-9]+)*");
    }

    @Test
    void nobodyElseHearsIt() {
        var officer = listen(tokenOf("officer", HOSPITAL, OFFICER));
        var otherRole = listen(tokenOf("lead", HOSPITAL, "centre-lead"));
        var otherInstitution = listen(tokenOf("officer-2", CLINIC, OFFICER));
        var otherAlliance = listen(tokenIn(alliance + "-next", "officer", HOSPITAL, OFFICER));
        var person = listen(tokenOf("p-7", HOSPITAL, "specialist"));
        var colleague = listen(tokenOf("p-8", HOSPITAL, "specialist"));
        var sameNumberElsewhere = listen(tokenOf("p-7", CLINIC, "specialist"));

        var forOfficers = forOfficers();
        var forPerson = Item.raisedFor(alliance, HOSPITAL, "p-7");
        var fences = Map.of(
                officer, forOfficers,
                person, forPerson,
                otherRole, Item.raised(alliance, HOSPITAL, "centre-lead"),
                otherInstitution, Item.raised(alliance, CLINIC, OFFICER),
                otherAlliance, Item.raised(alliance + "-next", HOSPITAL, OFFICER),
                colleague, Item.raisedFor(alliance, HOSPITAL, "p-8"),
                sameNumberElsewhere, Item.raisedFor(alliance, CLINIC, "p-7"));
        attention.send(forOfficers);
        attention.send(forPerson);
        fences.values().stream()
                .filter(it -> it != forOfficers && it != forPerson)
                .forEach(attention::send);
        var last = Item.raised(alliance, HOSPITAL, "nobody");
        attention.send(last);

        fences.forEach((stream, item) -> {
            stream.awaitItem(item);
            assertThat(stream.heard()).containsExactly("raised " + item.id() + " 1");
        });
    }

    @Test
    void aRoleOfTheWholeAllianceIsHeardAtEveryInstitutionOfItAndNoOther() {
        var here = listen(tokenOf("auditor-1", HOSPITAL, "auditor"));
        var there = listen(tokenOf("auditor-2", CLINIC, "auditor"));
        var nowhere = listen(issuer.token(claims -> claims.subject("auditor-3")
                .claim("alliance_id", alliance)
                .claim("org_id", null)
                .claim("realm_access", Map.of("roles", List.of("auditor")))));
        var otherRole = listen(tokenOf("officer", HOSPITAL, OFFICER));
        var otherAlliance = listen(tokenIn(alliance + "-next", "auditor-1", HOSPITAL, "auditor"));
        var item = Item.raised(alliance, "*", "auditor");
        attention.send(item);
        var fence = forOfficers();
        attention.send(fence);
        var fenceThere = Item.raised(alliance + "-next", HOSPITAL, "auditor");
        attention.send(fenceThere);

        List.of(here, there, nowhere).forEach(it -> it.awaitItem(item));
        otherRole.awaitItem(fence);
        otherAlliance.awaitItem(fenceThere);
        assertThat(otherRole.heard()).containsExactly("raised " + fence.id() + " 1");
        assertThat(otherAlliance.heard()).containsExactly("raised " + fenceThere.id() + " 1");
    }

    @Test
    void oneOfTwoRolesIsEnoughAndNobodyHearsTwice() {
        var both = listen(tokenOf("p-9", HOSPITAL, OFFICER, "duty-officer"));
        var item = forOfficers();

        attention.send(item);
        var handedOver = item.handedOverTo("duty-officer");
        attention.send(handedOver);

        both.awaitItem(handedOver);
        assertThat(both.heard()).containsExactly("raised " + item.id() + " 1", "handed-over " + item.id() + " 2");
    }

    @Test
    void anAcknowledgementAndTheEndAreHeardByAllWhomItConcerned() {
        var first = listen(tokenOf("officer-1", HOSPITAL, OFFICER));
        var second = listen(tokenOf("officer-2", HOSPITAL, OFFICER));
        var item = forOfficers();
        var acknowledged = item.then("acknowledged");
        var cleared = acknowledged.then("cleared");

        List.of(item, acknowledged, cleared).forEach(attention::send);

        for (var stream : List.of(first, second)) {
            stream.awaitItem(cleared);
            assertThat(stream.heard())
                    .containsExactly(
                            "raised " + item.id() + " 1",
                            "acknowledged " + item.id() + " 2",
                            "cleared " + item.id() + " 3");
        }
    }

    @Test
    void onAHandOverThoseBeforeLearnThatItIsGone() {
        var officer = listen(tokenOf("officer", HOSPITAL, OFFICER));
        var duty = listen(tokenOf("duty", HOSPITAL, "duty-officer"));
        var item = forOfficers();
        attention.send(item);

        var handedOver = item.handedOverTo("duty-officer");
        attention.send(handedOver);

        officer.awaitItem(handedOver);
        duty.awaitItem(handedOver);
        assertThat(officer.heard()).endsWith("handed-over " + item.id() + " 2");
        assertThat(duty.heard()).containsExactly("handed-over " + item.id() + " 2");
    }

    @Test
    void aBrowserHearsWithItsSession() {
        var browser = signedIn();
        var stream = kept(EventSource.open(
                        port,
                        Map.of(
                                "Cookie",
                                Browser.SESSION + "=" + browser.cookies().get(Browser.SESSION))))
                .ready();
        var item = Item.raised("ruijin", "rj-xianghu", DOCTOR);

        attention.send(item);

        stream.awaitItem(item);
    }

    @Test
    void itIsAStreamThatNobodyKeepsOrPacks() {
        var stream = kept(EventSource.open(
                        port,
                        Map.of(
                                "Authorization", "Bearer " + tokenOf("officer", HOSPITAL, OFFICER),
                                "Accept", "text/event-stream",
                                "Accept-Encoding", "gzip, br")))
                .ready();

        var headers = stream.response().responseHeaders();
        assertThat(headers.get("Content-Type")).startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
        assertThat(headers.get("Cache-Control")).isEqualTo("no-store");
        assertThat(headers.get("X-Accel-Buffering")).isEqualTo("no");
        assertThat(headers.get("Content-Encoding")).isNull();
        assertThat(headers.get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.get("RateLimit")).contains("client");
    }

    @Test
    void whatCannotBeReadIsPassedOverAndSilencesNobody() {
        var officer = listen(tokenOf("officer", HOSPITAL, OFFICER));
        var broken = forOfficers();
        var item = forOfficers();
        attention.send(broken, "{\"itemId\":");
        attention.send(broken, broken.json().replace("\"changedAt\":", "\"changed\":"));
        attention.send(broken, "null");
        attention.send(broken.then("invented"));

        attention.send(item, item.json().replace("{\"itemId\"", "{\n \"itemId\""));

        officer.awaitItem(item);
        assertThat(officer.heard()).containsExactly("raised " + item.id() + " 1");
        assertThat(metrics()).contains("alliance_sse_passed_over_total");
    }

    @Test
    void whatARelaySendsTwiceIsHeardOnce() {
        var officer = listen(tokenOf("officer", HOSPITAL, OFFICER));
        var item = forOfficers();
        var acknowledged = item.then("acknowledged");
        Stream.of(item, acknowledged, item, acknowledged).forEach(attention::send);
        var cleared = acknowledged.then("cleared");
        attention.send(cleared);

        officer.awaitItem(cleared);

        assertThat(officer.heard())
                .containsExactly(
                        "raised " + item.id() + " 1",
                        "acknowledged " + item.id() + " 2",
                        "cleared " + item.id() + " 3");
    }

    @Test
    void whoIsNotSignedInIsToldSo() {
        assertThat(kept(EventSource.open(port, Map.of())).status()).isEqualTo(401);
    }

    @Test
    void anAccountOfNoAllianceHearsNothingAndIsToldWhy() {
        get("/api/live", issuer.token(claims -> claims.claim("alliance_id", null)))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:medalliance:problem:nobody-in-particular");
    }

    @Test
    void whatHappensIsCounted() {
        var officer = listen(tokenOf("officer", HOSPITAL, OFFICER));
        var item = forOfficers();
        attention.send(item);
        officer.awaitItem(item);

        assertThat(metrics())
                .contains(
                        "alliance_sse_streams ",
                        "alliance_sse_events_sent_total{",
                        "alliance_sse_delivery_seconds_bucket{",
                        "alliance_sse_buffer_events ",
                        "alliance_sse_kafka_up ")
                .doesNotContain("uri=\"/api/live\"");
    }
}
