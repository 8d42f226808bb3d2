package org.medalliance.staffing.beds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.staffing.Api;
import org.medalliance.staffing.County;
import org.medalliance.staffing.EventLog;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class BedsTest {

    private static final String REPORT = "/beds/report";
    private static final Instant NOON = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);

    @LocalServerPort
    int port;

    @Autowired
    WorkerDatabase database;

    Api api;
    County county;

    @BeforeEach
    void aCounty() {
        api = new Api(port);
        county = County.imported(api);
    }

    private static Map<String, Object> beds(String department, int total, int free) {
        return Map.of("department", department, "total", total, "free", free);
    }

    private static Map<String, Object> report(Instant at, List<Map<String, Object>> departments) {
        return Map.of("reportedAt", at.toString(), "departments", departments);
    }

    @Test
    void whoeverCountsBedsAtAHospitalReportsItsOwnAndNobodyElseDoes() {
        for (var role : List.of("referral-officer", "duty-officer", "staffing-manager", "his-client")) {
            var reporter = Person.of(county.alliance(), "tcm", null, role);
            var reply = api.post(reporter, REPORT, Map.of("departments", List.of(beds(firstDepartment("tcm"), 30, 4))));
            assertThat(reply.status()).as(role).isEqualTo(200);
            assertThat(reply.body().path("institution").asString()).isEqualTo("tcm");
        }
        for (var role : List.of("clinic-doctor", "specialist", "centre-lead", "alliance-admin", "auditor")) {
            var other = Person.of(county.alliance(), "tcm", "herbs", role);
            assertThat(api.post(other, REPORT, Map.of("departments", List.of(beds("CARD", 1, 1))))
                            .status())
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(api.get(county.north(), "/beds").body().path("items")).hasSize(1);
        assertThat(api.get(county.north(), "/beds?institution=lead").body().path("items"))
                .isEmpty();
    }

    private String firstDepartment(String institution) {
        return county.list("institutions")
                .valueStream()
                .filter(it -> it.path("id").asString().equals(institution))
                .findFirst()
                .orElseThrow()
                .at("/departments/0/code")
                .asString();
    }

    @Test
    void eachDepartmentKeepsTheTimeOfItsOwnCount() {
        api.post(county.manager(), REPORT, report(NOON, List.of(beds("CARD", 45, 6), beds("NEUR", 40, 3))));
        var later = NOON.plusSeconds(3600);

        var board = api.post(county.manager(), REPORT, report(later, List.of(beds("CARD", 45, 2))))
                .body();

        assertThat(board.path("version").asLong()).isEqualTo(2);
        assertThat(ward(board, "CARD").path("free").asInt()).isEqualTo(2);
        assertThat(at(ward(board, "CARD"))).isEqualTo(later);
        assertThat(ward(board, "NEUR").path("free").asInt()).isEqualTo(3);
        assertThat(at(ward(board, "NEUR"))).isEqualTo(NOON);
    }

    @Test
    void aCountThatComesLateOrTwiceChangesNothingAndIsNotTold() {
        api.post(county.manager(), REPORT, report(NOON, List.of(beds("CARD", 45, 6))));

        var late = api.post(county.manager(), REPORT, report(NOON.minusSeconds(60), List.of(beds("CARD", 45, 1))));
        var twice = api.post(county.manager(), REPORT, report(NOON, List.of(beds("CARD", 45, 6))));

        assertThat(late.status()).isEqualTo(200);
        assertThat(ward(late.body(), "CARD").path("free").asInt()).isEqualTo(6);
        assertThat(twice.body().path("version").asLong()).isEqualTo(1);
        assertThat(new EventLog(database).of(county, BedDesk.TOPIC)).hasSize(1);
    }

    @Test
    void everyPlaceThatIsWrongIsNamedAndNothingIsKept() {
        var reply = api.post(
                county.manager(),
                REPORT,
                report(
                        Instant.now().plus(Duration.ofHours(1)),
                        List.of(beds("CARD", 5, 6), beds("CARD", 5, 5), beds("NONE", 1, 0))));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults())
                .containsExactlyInAnyOrder(
                        "/reportedAt in-the-future",
                        "/departments/0/free more-free-than-beds",
                        "/departments/1/department duplicate",
                        "/departments/2/department unknown-department");
        assertThat(api.post(county.manager(), REPORT, Map.of("departments", List.of()))
                        .status())
                .isEqualTo(400);
        assertThat(api.post(county.manager(), REPORT, Map.of("departments", List.of(beds("CARD", -1, 0))))
                        .status())
                .isEqualTo(400);
        assertThat(api.get(county.manager(), "/beds").body().path("items")).isEmpty();
    }

    @Test
    void anInstitutionThatTheDirectoryHasNotCannotReport() {
        var nobody = Person.of(county.alliance(), "nowhere", null, "his-client");

        var reply = api.post(nobody, REPORT, Map.of("departments", List.of(beds("CARD", 1, 1))));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.type()).isEqualTo("institution-not-in-directory");
    }

    @Test
    void ofManyWhoReportAtOnceNoneIsLostAndTheTopicCountsEveryChange() throws Exception {
        List<Callable<Integer>> reports = IntStream.range(0, 12)
                .mapToObj(i -> (Callable<Integer>) () -> api.post(
                                county.manager(),
                                REPORT,
                                report(NOON.plusSeconds(i), List.of(beds(i % 2 == 0 ? "CARD" : "NEUR", 40, i))))
                        .status())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(reports).stream().map(it -> it.resultNow()))
                    .containsOnly(200);
        }

        var board = api.get(county.manager(), "/beds").body().path("items").get(0);
        assertThat(ward(board, "CARD").path("free").asInt()).isEqualTo(10);
        assertThat(ward(board, "NEUR").path("free").asInt()).isEqualTo(11);
        var told = new EventLog(database).of(county, BedDesk.TOPIC);
        assertThat(told.stream().map(EventLog.Seen::sequence))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, board.path("version").asInt())
                                .mapToObj(Long::valueOf)
                                .toList());
        assertThat(told.getLast().data().path("departments")).isEqualTo(board.path("departments"));
    }

    private static JsonNode ward(JsonNode board, String department) {
        return board.path("departments")
                .valueStream()
                .filter(it -> it.path("department").asString().equals(department))
                .findFirst()
                .orElseThrow();
    }

    private static Instant at(JsonNode ward) {
        return OffsetDateTime.parse(ward.path("reportedAt").asString()).toInstant();
    }
}
