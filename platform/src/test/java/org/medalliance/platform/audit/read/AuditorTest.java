package org.medalliance.platform.audit.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.PlatformTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.platform.web.Caller;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class AuditorTest {

    private static final String NOTE = """
            {"text":"一","kind":"PLAIN","count":1}""";

    @LocalServerPort
    int port;

    private final String alliance = "a-" + UUID.randomUUID();
    private Caller doctor;
    private Caller auditor;

    @BeforeEach
    void people() {
        doctor = Caller.of(port, Person.of(alliance, "clinic", "p-1", "clinic-doctor"));
        auditor = Caller.of(port, Person.of(alliance, "office", null, "auditor"));
    }

    @Test
    void theAuditorReadsTheAlliancesTrailPageByPageAndIsInItToo() {
        for (var i = 0; i < 5; i++) {
            doctor.note(NOTE).expectStatus().isCreated();
        }
        var first = read("/audit?action=write&limit=3");
        var second =
                read("/audit?action=write&limit=3&cursor=" + first.path("next").asString());

        assertThat(ids(first)).hasSize(3).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(ids(second)).hasSize(2).doesNotContainAnyElementsOf(ids(first));
        assertThat(read("/audit?action=listAuditEntries").path("items")).hasSize(2);
    }

    @Test
    void filtersNarrowTheTrail() {
        doctor.note(NOTE).expectStatus().isCreated();
        var line = read("/audit?institution=clinic").path("items").path(0);
        var subject = line.path("subject").asString();
        var caseId = line.path("caseIds").path(0).asString();
        var at = line.path("at").asString();

        for (var filter : List.of(
                "subject=" + subject,
                "caseId=" + caseId,
                "basis=PARTY",
                "from=" + at,
                "action=write&institution=clinic")) {
            assertThat(ids(read("/audit?" + filter)))
                    .as(filter)
                    .contains(line.path("id").asLong());
        }
        for (var filter : List.of(
                "subject=nobody",
                "caseId=" + UUID.randomUUID(),
                "basis=BREAK_GLASS",
                "to=" + at,
                "action=touch",
                "institution=elsewhere")) {
            assertThat(ids(read("/audit?" + filter)))
                    .as(filter)
                    .doesNotContain(line.path("id").asLong());
        }
        auditor.get("/audit?from=yesterday").expectStatus().isBadRequest();
        auditor.get("/audit?basis=LOVE").expectStatus().isBadRequest();
    }

    @Test
    void theReportOfACaseNamesWhoeverSawItOrAskedForIt() {
        doctor.note(NOTE).expectStatus().isCreated();
        var note = read("/audit?action=write")
                .path("items")
                .path(0)
                .path("caseIds")
                .path(0)
                .asString();
        Caller.of(port, Person.of("elsewhere", "clinic", "p-2", "clinic-doctor"))
                .get("/notes/" + note)
                .expectStatus()
                .isNotFound();
        Caller.of(port, Person.of(alliance, "office", "p-3", "operator"))
                .post(
                        "/notes/%s/touch".formatted(UUID.randomUUID()),
                        UUID.randomUUID().toString(),
                        "{}");

        var report = read("/audit/access-report?caseId=" + note).path("items");

        assertThat(report).singleElement().satisfies(it -> {
            assertThat(it.path("practitioner").asString()).isEqualTo("p-1");
            assertThat(it.path("action").asString()).isEqualTo("write");
            assertThat(it.path("basis").asString()).isEqualTo("PARTY");
        });
        assertThat(read("/audit/access-report?caseId=" + note).path("items")).hasSize(2);
    }

    @Test
    void nobodyButTheAuditorReadsItAndNoAuditorAnotherAlliances() {
        doctor.note(NOTE).expectStatus().isCreated();
        doctor.get("/audit").expectStatus().isForbidden();
        doctor.get("/audit/access-report?caseId=" + UUID.randomUUID())
                .expectStatus()
                .isForbidden();

        auditor = Caller.of(port, Person.of("b-" + UUID.randomUUID(), "office", null, "auditor"));
        assertThat(read("/audit").path("items")).isEmpty();
    }

    private JsonNode read(String path) {
        var body = auditor.get(path)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readTree(body);
    }

    private static List<Long> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(it -> it.path("id").asLong())
                .toList();
    }
}
