package org.medalliance.telemedicine.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;
import static org.medalliance.telemedicine.County.until;
import static org.medalliance.telemedicine.consult.Cases.act;
import static org.medalliance.telemedicine.consult.Cases.opinion;
import static org.medalliance.telemedicine.consult.Cases.plan;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.platform.privacy.CarePackages;
import org.medalliance.platform.testing.TestEvents;
import org.medalliance.telemedicine.Api.Reply;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.County.Announced;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.TelemedicineTest;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A consult that a hospital wants before it takes a patient. */
@TelemedicineTest
class ReferralsConsultTest {

    private static final String OPENED = "org.medalliance.telemedicine.consult-opened.v1";

    @Autowired
    County county;

    @Autowired
    CarePackages carePackages;

    @Autowired
    JsonMapper json;

    private Alliance alliance;
    private Cases cases;
    private UUID referral;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
        cases = new Cases(county, alliance);
        referral = UUID.randomUUID();
    }

    @Test
    void aReferralsConsultRequestOpensOneConsultEvenWhenToldTwice() {
        var eventId = UUID.randomUUID();
        ask(eventId, referral, 2);
        ask(eventId, referral, 2);
        ask(UUID.randomUUID(), referral, 2);
        askMarker(referral);

        assertThat(consults()).isEqualTo(1);
        assertThat(opened())
                .allMatch(it -> it.subject().equals(opened().getFirst().subject()));
    }

    @Test
    void theConsultHoldsWhatTheCarePackageBrought() {
        var consult = consultOf(referral, 2);

        assertThat(consult.body().path("patient").path("name").asString()).isEqualTo("赵密封");
        assertThat(consult.body().path("consent").asString()).isEqualTo("WITH_REFERRAL");
        assertThat(consult.body().path("referralId").asString()).isEqualTo(referral.toString());
        assertThat(consult.body().path("requester").asString()).isEqualTo("clinic");
        assertThat(consult.body().path("diagnoses").path(0).path("code").asString())
                .isEqualTo("I20.9");
    }

    @Test
    void anOpinionSignedResumesTheReferral() {
        var consult = consultOf(referral, 2);

        var signed = sign(consult, "REFER_UP");

        var told = county.announced(alliance.name(), "org.medalliance.telemedicine.opinion-signed.v1");
        assertThat(told).hasSize(1);
        var data = told.getFirst().data();
        assertThat(data.path("referralId").asString()).isEqualTo(referral.toString());
        assertThat(data.path("consultId").asString()).isEqualTo(signed.id().toString());
        assertThat(data.path("conclusion").asString()).isEqualTo("REFER_UP");
        assertThat(told.getFirst().sequence()).isEqualTo(signed.version());
    }

    @Test
    void aReferralMayAskAgainWhenItsFirstConsultIsAnswered() {
        sign(consultOf(referral, 2), "REVIEW_AGAIN");

        ask(UUID.randomUUID(), referral, 5);
        until(() -> consults() == 2);
        ask(UUID.randomUUID(), referral, 2);
        askMarker(referral);

        assertThat(consults()).isEqualTo(2);
    }

    @Test
    void whoAsksAgainWhileAConsultIsUnderWayIsToldWhichOneItIs() {
        var consult = consultOf(referral, 2);

        ask(UUID.randomUUID(), referral, 7);
        until(() -> opened().size() == 2);

        assertThat(opened())
                .extracting(Announced::subject)
                .containsOnly(consult.id().toString());
        assertThat(opened())
                .extracting(it -> it.data().path("referralVersion").asLong())
                .containsExactly(2L, 7L);
        assertThat(consults()).isEqualTo(1);
    }

    @Test
    void aWithdrawnReferralCancelsItsConsultAndFreesTheSlot() {
        var consult = consultOf(referral, 2);
        var offered = act(cases.officer(), consult, "arrange", plan(at(1, "09:00"), "heart-1"))
                .ok();

        withdraw(referral);
        until(() -> cases.clinic().get("/consults/" + offered.id()).state().equals("CANCELLED"));

        assertThat(bookings()).isZero();
        var told = county.announced(alliance.name(), "org.medalliance.telemedicine.consult-ended.v1");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().data().path("how").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void anExpertWhoIsAtItAlreadyFinishesThoughTheReferralIsWithdrawn() {
        var consult = consultOf(referral, 2);
        var taken = act(cases.expert("heart-1"), consult, "take", Map.of()).ok();

        withdraw(referral);
        askMarker(referral);

        assertThat(cases.clinic().get("/consults/" + taken.id()).state()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aCarePackageThatDoesNotOpenIsKeptForTheOperator() {
        tell(UUID.randomUUID(), referral, 2, carePackages.seal("staffing-service", care()));

        until(() -> county.count("select count(*) from dead_letter where key like :alliance || '/%'", alliance.name())
                == 1);
        assertThat(consults()).isZero();
    }

    private Reply consultOf(UUID asking, long version) {
        ask(UUID.randomUUID(), asking, version);
        until(() -> consults() >= 1);
        return cases.clinic().get("/consults/" + opened().getLast().subject()).ok();
    }

    private Reply sign(Reply consult, String conclusion) {
        var expert = cases.expert("heart-1");
        var taken = act(expert, consult, "take", Map.of()).ok();
        var drafted = act(expert, taken, "draft-opinion", opinion(conclusion)).ok();
        return act(expert, drafted, "sign", Map.of()).ok();
    }

    private void ask(UUID eventId, UUID asking, long version) {
        tell(eventId, asking, version, carePackages.seal("telemedicine-service", care()));
    }

    private void tell(UUID eventId, UUID asking, long version, String carePackage) {
        var data = Map.of(
                "referralId",
                asking,
                "number",
                "R20260302-0001",
                "specialty",
                County.CARDIOLOGY,
                "priority",
                "EMERGENCY",
                "origin",
                "clinic",
                "destination",
                "hospital",
                "carePackage",
                carePackage);
        TestEvents.send(
                eventId,
                "referral.events.v1",
                "org.medalliance.referral.consult-requested.v1",
                alliance.name(),
                asking.toString(),
                version,
                json.writeValueAsString(data));
    }

    private void withdraw(UUID withdrawn) {
        TestEvents.send(
                "referral.events.v1",
                "org.medalliance.referral.withdrawn.v1",
                alliance.name(),
                withdrawn.toString(),
                9,
                json.writeValueAsString(Map.of("referralId", withdrawn, "number", "R20260302-0001")));
    }

    /** Events of one key are taken in in order: when the last of them is, so are those before it. */
    private void askMarker(UUID key) {
        var marker = UUID.randomUUID();
        var data = Map.of(
                "referralId",
                marker,
                "number",
                "R20260302-0002",
                "specialty",
                County.CARDIOLOGY,
                "priority",
                "ROUTINE",
                "origin",
                "clinic-2",
                "destination",
                "hospital",
                "carePackage",
                carePackages.seal("telemedicine-service", care()));
        TestEvents.send(
                "referral.events.v1",
                "org.medalliance.referral.consult-requested.v1",
                alliance.name(),
                key.toString(),
                99,
                json.writeValueAsString(data));
        until(() -> county.count(
                        "select count(*) from consult where alliance_id = :alliance and requester = 'clinic-2'",
                        alliance.name())
                == 1);
    }

    private static Map<String, Object> care() {
        return Map.of(
                "patient",
                Map.of("name", "赵密封", "sex", "FEMALE", "birthDate", "1950-01-02"),
                "patientKey",
                "k-" + UUID.randomUUID(),
                "question",
                "能否在当地处理?",
                "summary",
                "胸痛两天",
                "diagnoses",
                List.of(Map.of("code", "I20.9", "name", "心绞痛")));
    }

    private List<Announced> opened() {
        return county.announced(alliance.name(), OPENED).stream()
                .filter(it -> it.data().path("requester").asString().equals("clinic"))
                .toList();
    }

    private long consults() {
        return county.count(
                "select count(*) from consult where alliance_id = :alliance and requester = 'clinic'", alliance.name());
    }

    private long bookings() {
        return county.count("select count(*) from expert_booking where alliance_id = :alliance", alliance.name())
                + county.count("select count(*) from patient_booking where alliance_id = :alliance", alliance.name());
    }
}
