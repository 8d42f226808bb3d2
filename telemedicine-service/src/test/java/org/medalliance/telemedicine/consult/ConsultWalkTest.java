package org.medalliance.telemedicine.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medalliance.telemedicine.County.at;
import static org.medalliance.telemedicine.consult.Cases.act;
import static org.medalliance.telemedicine.consult.Cases.ask;
import static org.medalliance.telemedicine.consult.Cases.opinion;
import static org.medalliance.telemedicine.consult.Cases.plan;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medalliance.telemedicine.Api.Reply;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.CountyTime;
import org.medalliance.telemedicine.TelemedicineTest;
import org.springframework.beans.factory.annotation.Autowired;

/** A consult from the clinic's question to the clinic's answer, and the ways off that road. */
@TelemedicineTest
class ConsultWalkTest {

    @Autowired
    County county;

    private Alliance alliance;
    private Cases cases;

    @BeforeEach
    void monday() {
        CountyTime.TIME.set(CountyTime.MONDAY);
        alliance = county.foundWithHours();
        cases = new Cases(county, alliance);
    }

    @Test
    void aClinicsQuestionIsAnsweredByAnExpertAtAnAgreedTime() {
        var requested =
                cases.clinic().post("/consults", ask("王小明", "LIVE", "ROUTINE")).ok();
        assertThat(requested.status()).isEqualTo(201);
        assertThat(requested.state()).isEqualTo("REQUESTED");
        assertThat(requested.body().path("number").asString()).matches("C20260302-\\d{4}");
        assertThat(requested.etag()).isEqualTo("\"1\"");

        var offered = act(cases.officer(), requested, "arrange", plan(at(0, "09:30"), "heart-1"))
                .ok();
        assertThat(offered.state()).isEqualTo("OFFERED");
        assertThat(offered.body().path("appointment").path("endsAt").asString())
                .isEqualTo(at(0, "10:00").toString());

        var scheduled = act(cases.expert("heart-1"), offered, "agree", Map.of()).ok();
        assertThat(scheduled.state()).isEqualTo("SCHEDULED");

        CountyTime.TIME.set(at(0, "09:16"));
        var started = act(cases.clinic(), scheduled, "start", Map.of()).ok();
        var drafted = act(cases.expert("heart-1"), started, "draft-opinion", opinion("REFER_UP"))
                .ok();
        var redrafted = act(cases.expert("heart-1"), drafted, "draft-opinion", opinion("TREAT_LOCALLY"))
                .ok();
        assertThat(cases.clinic()
                        .get("/consults/" + requested.id())
                        .body()
                        .path("opinion")
                        .isNull())
                .as("a draft is the provider's own")
                .isTrue();

        var signed = act(cases.expert("heart-1"), redrafted, "sign", Map.of()).ok();
        assertThat(signed.state()).isEqualTo("SIGNED");
        assertThat(signed.body().path("signature").path("kind").asString()).isEqualTo("HASH_ONLY");
        assertThat(signed.body().path("signature").path("means").asString()).contains("不是电子签名");

        var closed = act(cases.clinic(), signed, "acknowledge", Map.of("done", "已按意见处理"))
                .ok();
        assertThat(closed.state()).isEqualTo("CLOSED");
        assertThat(closed.body().path("availableActions").size()).isZero();
        assertThat(actions(cases.clinic().get("/consults/%s/timeline".formatted(requested.id()))))
                .containsExactly(
                        "REQUEST",
                        "ARRANGE",
                        "AGREE",
                        "START",
                        "DRAFT_OPINION",
                        "DRAFT_OPINION",
                        "SIGN",
                        "ACKNOWLEDGE");
    }

    @Test
    void theSignatureIsTheDigestOfTheDocumentThatTheClinicReads() {
        var signed = cases.signed("heart-1");

        var document = cases.clinic()
                .get("/consults/%s/opinion".formatted(signed.id()))
                .ok();

        assertThat(Digest.sha256(document.text()))
                .isEqualTo(signed.body().path("signature").path("digest").asString());
        assertThat(document.body().path("decision").asString()).contains("诊疗决定由申请机构作出");
        assertThat(document.body().path("findings").asString()).isEqualTo("ST 段轻度压低");
    }

    @Test
    void thereIsNoDocumentBeforeTheSignature() {
        var drafted = cases.drafted("heart-1");

        assertThat(cases.clinic()
                        .get("/consults/%s/opinion".formatted(drafted.id()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRefusedSlotIsFreeAgainAndTheConsultWaitsForAnother() {
        var offered = cases.offered(at(1, "09:00"), "heart-1");
        assertThat(free("heart-1")).doesNotContain(at(1, "09:00").toString());

        var refused = act(cases.expert("heart-1"), offered, "refuse", Map.of("reason", "NOT_AVAILABLE"))
                .ok();

        assertThat(refused.state()).isEqualTo("REQUESTED");
        assertThat(refused.body().path("appointment").isNull()).isTrue();
        assertThat(free("heart-1")).contains(at(1, "09:00").toString());
        act(cases.officer(), refused, "arrange", plan(at(1, "09:00"), "heart-1"))
                .ok();
    }

    @Test
    void anExpertWhoHasSignedEarlyIsFreeForTheNextConsult() {
        var at = at(1, "09:00");
        var scheduled = cases.scheduled(at, "heart-1");
        var next = cases.requested("LIVE", "ROUTINE");
        assertThat(act(cases.officer(), next, "arrange", plan(at, "heart-1")).status())
                .isEqualTo(409);

        CountyTime.TIME.set(at.minusSeconds(60));
        var started = act(cases.clinic(), scheduled, "start", Map.of()).ok();
        var drafted = act(cases.expert("heart-1"), started, "draft-opinion", opinion("TREAT_LOCALLY"))
                .ok();
        act(cases.expert("heart-1"), drafted, "sign", Map.of()).ok();

        act(cases.officer(), next, "arrange", plan(at, "heart-1")).ok();
    }

    @Test
    void severalExpertsMeetWhenAllHaveAgreed() {
        var offered = cases.offered(at(1, "10:00"), "heart-1", "nerve-1");

        var first = act(cases.expert("heart-1"), offered, "agree", Map.of()).ok();
        assertThat(first.state()).isEqualTo("OFFERED");
        assertThat(county.announced(alliance.name(), "org.medalliance.telemedicine.consult-scheduled.v1"))
                .isEmpty();
        var second = act(cases.expert("nerve-1"), first, "agree", Map.of()).ok();

        assertThat(second.state()).isEqualTo("SCHEDULED");
        var told = county.announced(alliance.name(), "org.medalliance.telemedicine.consult-scheduled.v1");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().data().path("experts").size()).isEqualTo(2);
    }

    @Test
    void anUrgentConsultMayBeAtOnceAndOutsideTheHours() {
        var requested = cases.requested("LIVE", "URGENT");

        var offered = act(cases.officer(), requested, "arrange", Map.of("experts", List.of("heart-1")))
                .ok();
        var scheduled = act(cases.expert("heart-1"), offered, "agree", Map.of()).ok();
        var started = act(cases.expert("heart-1"), scheduled, "start", Map.of()).ok();

        assertThat(started.state()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aRoutineConsultIsHeldInTheHoursOnly() {
        var requested = cases.requested("LIVE", "ROUTINE");

        assertThat(act(cases.officer(), requested, "arrange", plan(at(1, "15:00"), "heart-1"))
                        .code())
                .isEqualTo("not-a-slot");
        assertThat(act(cases.officer(), requested, "arrange", plan(at(1, "09:10"), "heart-1"))
                        .code())
                .isEqualTo("not-a-slot");
        assertThat(act(cases.officer(), requested, "arrange", plan(at(-1, "09:00"), "heart-1"))
                        .code())
                .isEqualTo("slot-in-the-past");
        assertThat(act(cases.officer(), requested, "arrange", plan(at(20, "09:00"), "heart-1"))
                        .code())
                .isEqualTo("slot-too-far");
    }

    @Test
    void aConsultStartsAQuarterOfAnHourBeforeItsTimeAtTheEarliest() {
        var scheduled = cases.scheduled(at(0, "09:00"), "heart-1");

        CountyTime.TIME.set(at(0, "09:00").minus(Duration.ofMinutes(16)));
        assertThat(act(cases.clinic(), scheduled, "start", Map.of()).code()).isEqualTo("too-early");
        CountyTime.TIME.set(at(0, "09:00").minus(Duration.ofMinutes(15)));
        act(cases.clinic(), scheduled, "start", Map.of()).ok();
    }

    @Test
    void adviceIsTakenUpByAnExpertOfTheSpecialtyWithoutASlot() {
        var requested = cases.requested("ADVICE", "ROUTINE");

        assertThat(act(cases.officer(), requested, "arrange", plan(at(1, "09:00"), "heart-1"))
                        .code())
                .isEqualTo("not-for-this-kind");
        assertThat(act(cases.expert("nerve-1"), requested, "take", Map.of()).code())
                .isEqualTo("other-specialty");
        var taken = act(cases.expert("heart-2"), requested, "take", Map.of()).ok();

        assertThat(taken.state()).isEqualTo("IN_PROGRESS");
        assertThat(taken.body().path("appointment").path("chief").asString()).isEqualTo("heart-2");
    }

    @Test
    void anExpertWhoIsNotInvitedHasNoSayInIt() {
        var offered = cases.offered(at(1, "11:00"), "heart-1");

        assertThat(act(cases.expert("heart-2"), offered, "agree", Map.of()).status())
                .isEqualTo(403);
    }

    @Test
    void onlyTheChiefGivesTheOpinion() {
        var offered = cases.offered(at(0, "09:00"), "heart-1", "nerve-1");
        var agreed = act(cases.expert("heart-1"), offered, "agree", Map.of()).ok();
        var scheduled = act(cases.expert("nerve-1"), agreed, "agree", Map.of()).ok();
        CountyTime.TIME.set(at(0, "09:00"));
        var started = act(cases.expert("nerve-1"), scheduled, "start", Map.of()).ok();

        assertThat(act(cases.expert("nerve-1"), started, "draft-opinion", opinion("REFER_UP"))
                        .status())
                .isEqualTo(403);
        act(cases.expert("heart-1"), started, "draft-opinion", opinion("REFER_UP"))
                .ok();
    }

    @Test
    void whatHasNoCodeIsSaidInWords() {
        var requested = cases.requested("LIVE", "ROUTINE");

        assertThat(act(cases.officer(), requested, "decline", Map.of("reason", "OTHER"))
                        .status())
                .isEqualTo(400);
        act(cases.officer(), requested, "decline", Map.of("reason", "OTHER", "comment", "设备检修"))
                .ok();
    }

    @Test
    void whoAsksNamesAProviderThatHasTheSpecialty() {
        var elsewhere = new HashMap<>(ask("钱七", "LIVE", "ROUTINE"));
        elsewhere.put("provider", "tcm");
        var nowhere = new HashMap<>(elsewhere);
        nowhere.put("provider", "nowhere");
        var own = new HashMap<>(elsewhere);
        own.put("provider", "clinic");

        assertThat(cases.clinic().post("/consults", elsewhere).code()).isEqualTo("specialty-not-offered");
        assertThat(cases.clinic().post("/consults", nowhere).code()).isEqualTo("unknown-provider");
        assertThat(cases.clinic().post("/consults", own).code()).isEqualTo("provider-is-requester");
    }

    @Test
    void theOperatorSeesMovesAndWaitsAndNobodysName(@Autowired PrometheusMeterRegistry meters) {
        cases.scheduled(at(1, "09:00"), "heart-1");

        var metrics = meters.scrape();

        assertThat(metrics)
                .contains("alliance_consult_moves_total{", "alliance_consult_scheduling_seconds_count{")
                .contains("alliance_consult_open_consults{")
                .doesNotContain("患者", alliance.name());
    }

    @Test
    void aPatientIsNotInTwoConsultsAtOnce() {
        var first =
                cases.clinic().post("/consults", ask("李同", "LIVE", "ROUTINE")).ok();
        var second =
                cases.clinic().post("/consults", ask("李同", "LIVE", "ROUTINE")).ok();
        act(cases.officer(), first, "arrange", plan(at(1, "09:00"), "heart-1")).ok();

        var reply = act(cases.officer(), second, "arrange", plan(at(1, "09:00"), "heart-2"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("patient-busy");
        assertThat(cases.clinic().get("/consults/" + second.id()).state()).isEqualTo("REQUESTED");
    }

    @Test
    void theWorklistMasksNamesAndPagesWithoutGapOrRepeat() {
        for (int i = 0; i < 5; i++) {
            cases.requested("LIVE", "ROUTINE");
        }
        cases.offered(at(1, "09:00"), "heart-1");

        var first = cases.officer()
                .get("/consults?side=provider&state=REQUESTED&limit=3")
                .ok();
        var second = cases.officer()
                .get("/consults?side=provider&state=REQUESTED&limit=3&cursor="
                        + first.body().path("next").asString())
                .ok();

        assertThat(first.body().path("items").size()).isEqualTo(3);
        assertThat(second.body().path("items").size()).isEqualTo(2);
        assertThat(first.text() + second.text()).doesNotContain("患者").contains("患*");
        assertThat(cases.expert("heart-1")
                        .get("/consults?side=expert")
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(cases.expert("heart-2")
                        .get("/consults?side=expert")
                        .body()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void whatIsAnnouncedNamesNoPatient() {
        cases.at(ConsultLifecycle.State.CLOSED, at(1, "09:00"), "heart-1");

        assertThat(county.count(
                        "select count(*) from outbox where alliance_id = :alliance and data like '%患者%'",
                        alliance.name()))
                .isZero();
        assertThat(county.announced(alliance.name(), "org.medalliance.telemedicine.consult-closed.v1"))
                .hasSize(1);
    }

    private List<String> free(String expert) {
        var slots = cases.clinic()
                .get("/slots?provider=hospital&specialty=" + County.CARDIOLOGY)
                .ok();
        return slots.body()
                .path("items")
                .valueStream()
                .filter(it -> it.path("expert").asString().equals(expert))
                .map(it -> it.path("startsAt").asString())
                .toList();
    }

    private static List<String> actions(Reply timeLine) {
        return timeLine.ok()
                .body()
                .path("items")
                .valueStream()
                .map(it -> it.path("action").asString())
                .toList();
    }
}
