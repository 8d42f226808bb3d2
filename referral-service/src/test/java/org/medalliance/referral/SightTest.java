package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.referral.County.ALLIANCE;
import static org.medalliance.referral.County.DOCTOR;
import static org.medalliance.referral.County.OFFICER;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.access.WorkerDatabase;
import org.medalliance.platform.testing.ForeignEyes;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@ServiceTest
class SightTest {

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    WorkerDatabase database;

    County county;

    @BeforeEach
    void found() {
        county = new County(port);
        county.found();
    }

    @Test
    void anotherInstitutionSeesNothing() {
        var leaks = new ForeignEyes(county.client(), routes)
                .leaks(
                        ReferralSamples.of(county),
                        ForeignEyes.at(ALLIANCE, "elsewhere"),
                        ForeignEyes.at("elsewhere-county", "clinic"),
                        ForeignEyes.at("elsewhere-county", "hospital"));

        assertThat(leaks).isEmpty();
    }

    @Test
    void atThePartiesThoseReadWhoTreatThePatientAndTheirSystemAndNoOffice() {
        var referral = county.submitted();
        var patient = referral.path("patient").path("id").asString();
        for (var seat : List.of("clinic", "hospital")) {
            for (var role : List.of(
                    "clinic-doctor", "referral-officer", "duty-officer", "specialist", "centre-lead", "his-client")) {
                assertThat(answers(Person.of(ALLIANCE, seat, "p-" + role, role), referral, patient))
                        .as("%s at %s", role, seat)
                        .containsOnly(200);
            }
            for (var role :
                    List.of("alliance-admin", "staffing-manager", "reviewer", "bureau-viewer", "operator", "service")) {
                assertThat(answers(Person.of(ALLIANCE, seat, "p-" + role, role), referral, patient))
                        .as("%s at %s", role, seat)
                        .containsOnly(403);
            }
        }
    }

    private Set<Integer> answers(Person person, JsonNode referral, String patient) {
        var root = "/api/referral/v1/referrals";
        var it = County.path(referral);
        var reads = List.of(
                it,
                it + "/timeline",
                it + "/thread",
                it + "/attachments",
                it + "/print",
                root + "?side=ORIGIN",
                root + "/counts?side=ORIGIN",
                root + "/open?patientId=" + patient,
                "/api/referral/v1/patients/" + patient);
        return reads.stream()
                .map(path -> county.get(person, path)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .collect(Collectors.toSet());
    }

    @Test
    void ofTwoAlliancesBothPartiesSeeTheirCaseAndNobodyElseInThem() {
        var referral = county.submitted();
        var abroad = OFFICER.in("other-county").at("city-hospital");
        assertThat(county.get(abroad, County.path(referral))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(404);

        takenBy(referral.path("id").asString(), "other-county", "city-hospital");

        assertThat(county.referral(abroad, referral).path("availableActions").size())
                .isPositive();
        assertThat(county.ok(county.get(abroad, "/api/referral/v1/referrals?side=DESTINATION"))
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(County.id(referral));
        assertThat(county.act(abroad, referral, "decline", Requests.of("decline"))
                        .path("state")
                        .asString())
                .isEqualTo(State.DECLINED_PENDING_ACK.name());
        assertThat(county.timeline(referral)).containsExactly("SUBMIT", "DECLINE");
        county.get(abroad.at("city-clinic"), County.path(referral))
                .expectStatus()
                .isNotFound();
        county.get(abroad.in(ALLIANCE), County.path(referral)).expectStatus().isNotFound();
        county.get(DOCTOR.in("other-county"), County.path(referral))
                .expectStatus()
                .isNotFound();
        county.get(OFFICER, County.path(referral)).expectStatus().isNotFound();
    }

    /** A case across alliances cannot be opened by a command yet; its row of parties is written as one would be. */
    private void takenBy(String referral, String alliance, String institution) {
        database.sql("""
                        update case_party set alliance_id = :alliance, institution_id = :institution
                         where case_id = cast(:referral as uuid) and party = 'DESTINATION'""")
                .bind("alliance", alliance)
                .bind("institution", institution)
                .bind("referral", referral)
                .fetch()
                .rowsUpdated()
                .block();
    }
}
