package org.medalliance.telemedicine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.until;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.lifecycle.Rule;
import org.medalliance.platform.privacy.CarePackages;
import org.medalliance.platform.testing.Contracts;
import org.medalliance.platform.testing.Samples.Sample;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.consult.ConsultLifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.node.ObjectNode;

/** What this service announces keeps its contracts, and what the others announce by theirs is understood. */
@TelemedicineTest
class ContractsTest {

    private static final String SLOTS = "org.medalliance.telemedicine.slots.v1";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    County county;

    @Autowired
    CarePackages carePackages;

    private Alliance alliance;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
    }

    @Test
    void everyEventOfEveryRouteKeepsItsContract() {
        everyRoute();

        var types = Stream.concat(
                        ConsultLifecycle.TABLE.rules().stream()
                                .map(Rule::announces)
                                .filter(Objects::nonNull),
                        Stream.of(SLOTS))
                .collect(Collectors.toSet());
        for (var type : types) {
            var told = county.announced(alliance.name(), type);
            assertThat(told).as(type).isNotEmpty();
            told.forEach(it ->
                    assertThat(Contracts.violations(type, it.data())).as(type).isEmpty());
        }
    }

    @Test
    void noEventNamesAPersonOrTheirIllness() {
        everyRoute();

        for (var canary : List.of("张三丰", "1960-01-01", "胸闷", "ST 段", "已转上级")) {
            assertThat(county.count(
                            "select count(*) from outbox where alliance_id = :alliance and data like '%" + canary
                                    + "%'",
                            alliance.name()))
                    .as(canary)
                    .isZero();
        }
    }

    @Test
    void theSmallestEventsOfTheOthersAreUnderstood() {
        var referral = UUID.randomUUID().toString();
        var asked = smallest("org.medalliance.referral.consult-requested.v1");
        asked.put("referralId", referral);
        asked.put("carePackage", carePackages.seal("telemedicine-service", new Care()));
        tell("referral.events.v1", "org.medalliance.referral.consult-requested.v1", referral, 2, asked);
        until(() -> count("select count(*) from consult where alliance_id = :alliance and state = 'REQUESTED'") == 1);
        var withdrawn = smallest("org.medalliance.referral.withdrawn.v1");
        withdrawn.put("referralId", referral);
        tell("referral.events.v1", "org.medalliance.referral.withdrawn.v1", referral, 3, withdrawn);
        until(() -> count("select count(*) from consult where alliance_id = :alliance and state = 'CANCELLED'") == 1);

        var day = UUID.randomUUID().toString();
        var published = smallest("org.medalliance.staffing.visiting-day-published.v1");
        published.put("visitingDayId", day);
        tell("staffing.events.v1", "org.medalliance.staffing.visiting-day-published.v1", day, 2, published);
        until(() -> count("select count(*) from expert_absence where alliance_id = :alliance and not called_off") == 1);
        var cancelled = smallest("org.medalliance.staffing.visiting-day-cancelled.v1");
        cancelled.put("visitingDayId", day);
        tell("staffing.events.v1", "org.medalliance.staffing.visiting-day-cancelled.v1", day, 3, cancelled);
        until(() -> count("select count(*) from expert_absence where alliance_id = :alliance and called_off") == 1);

        replica("directory.institutions.v1", "org.medalliance.directory.institution.v1", "institution");
        replica("directory.practitioners.v1", "org.medalliance.directory.practitioner.v1", "practitioner");
        assertThat(county.count("select count(*) from dead_letter where key like :alliance || '/%'", alliance.name()))
                .isZero();
    }

    /** What the referral service seals, in its own words. */
    private record Care(Patient patient, String patientKey, String question, String summary, List<String> diagnoses) {

        private record Patient(String name, String sex, String birthDate) {}

        Care() {
            this(new Patient("张三丰", "MALE", "1960-01-01"), "k-1", "胸闷", "", List.of());
        }
    }

    private void replica(String topic, String type, String table) {
        var id = "x-" + UUID.randomUUID().toString().substring(0, 8);
        var row = smallest(type);
        row.put("id", id);
        tell(topic, type, id, 1, row);
        until(() ->
                count("select count(*) from %s where alliance_id = :alliance and id = '%s'".formatted(table, id)) == 1);
    }

    private void everyRoute() {
        var client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + county.port())
                .build();
        for (var sample : TelemedicineSamples.of(county, alliance).of(routes)) {
            send(client, sample);
        }
    }

    private static void send(WebTestClient client, Sample sample) {
        sample.send(client, sample.by(), sample.target().get()).expectStatus().is2xxSuccessful();
    }

    private long count(String sql) {
        return county.count(sql, alliance.name());
    }

    private static ObjectNode smallest(String type) {
        return Contracts.smallest(type);
    }

    private void tell(String topic, String type, String subject, long sequence, ObjectNode data) {
        assertThat(Contracts.violations(type, data)).as(type).isEmpty();
        TestEvents.send(topic, type, alliance.name(), subject, sequence, data.toString());
    }
}
