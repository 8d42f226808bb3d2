package org.medalliance.referral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medalliance.platform.testing.AuditTrail;
import org.medalliance.platform.testing.ServiceTest;
import org.medalliance.referral.cases.ReferralLifecycle.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class AuditedTest {

    private static final AuditTrail TRAIL = new AuditTrail("referral");

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void everyRouteLeavesOneRowForWhoCallsItAndOneForWhoIsRefused() {
        var county = new County(port);
        county.found();

        var gaps = TRAIL.gaps(county.client(), routes, ReferralSamples.of(county), County.STRANGER);

        assertThat(gaps).isEmpty();
    }

    @Test
    void onlyTheseLeaveNone() {
        assertThat(AuditTrail.ownUnaudited(routes))
                .containsExactly(
                        "GET /api/referral/v1/catalogue/diagnoses",
                        "GET /api/referral/v1/catalogue/option-reasons",
                        "GET /api/referral/v1/catalogue/outside-institutions",
                        "GET /api/referral/v1/catalogue/outside-institutions/{code}",
                        "GET /api/referral/v1/catalogue/reasons",
                        "GET /api/referral/v1/catalogue/time-nodes",
                        "GET /api/referral/v1/indicators",
                        "GET /api/referral/v1/institutions",
                        "GET /api/referral/v1/referrals/counts");
    }

    @Test
    void theReportOfAPatientCoversEveryReferralAndEveryListInWhichItWasShown() {
        var county = new County(port);
        county.found();
        var patient = county.patient();
        var referral = county.submitted(patient);
        county.ok(county.get(County.OFFICER, County.path(referral)));
        county.ok(county.get(County.OFFICER, "/api/referral/v1/referrals?side=DESTINATION"));
        county.get(County.STRANGER, County.path(referral)).expectStatus().isNotFound();
        county.submitted();

        var report = county.ok(
                county.get(County.AUDITOR, "/api/referral/v1/audit/access-report?limit=200&caseId=" + patient));

        assertThat(report.path("items").valueStream().map(it -> "%s %s %s"
                        .formatted(
                                it.path("institution").asString(),
                                it.path("action").asString(),
                                it.path("outcome").asString())))
                .containsExactly(
                        "elsewhere getReferral REFUSED",
                        "hospital listReferrals DONE",
                        "hospital getReferral DONE",
                        "clinic submitReferral DONE",
                        "clinic registerPatient DONE");
        assertThat(report.path("items").path(1).path("caseIds")).hasSize(1);
    }

    @Test
    void whatAnEventDoesToACaseIsInTheTrailToo() {
        var county = new County(port);
        county.found();
        var referral = county.at(State.KEPT_LOCAL_PENDING_ACK);

        assertThat(TRAIL.about(java.util.UUID.fromString(County.id(referral))))
                .filteredOn(it -> it.basis().equals("SERVICE"))
                .allSatisfy(it -> assertThat(it.subject()).isEqualTo("referral-service"))
                .extracting(AuditTrail.Entry::action)
                .containsExactly(
                        "org.medalliance.telemedicine.consult-opened.v1",
                        "org.medalliance.telemedicine.opinion-signed.v1");
    }
}
