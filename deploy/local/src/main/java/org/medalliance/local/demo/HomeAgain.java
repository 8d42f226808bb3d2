package org.medalliance.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.medalliance.local.demo.Api.Answer;

/** The patient goes home with a plan, the clinic follows it, and the hospital hears how it went. */
final class HomeAgain implements Chapter {

    private static final List<String> CHECKLIST = List.of(
            "ACUTE_PHASE_OVER",
            "VITALS_STABLE",
            "DIAGNOSIS_CLEAR",
            "TREATMENT_SETTLED",
            "NO_OPEN_CRITICAL_VALUE",
            "WOUNDS_AND_TUBES_MANAGEABLE",
            "DRUGS_OBTAINABLE_NEAR_HOME",
            "FAMILY_INFORMED");

    private final Emergency emergency;

    /**
     * @param emergency played before, whose patient goes home
     */
    HomeAgain(Emergency emergency) {
        this.emergency = emergency;
    }

    @Override
    public Words title() {
        return Words.of("七、稳定后下转：带着康复计划回家，随访到底", "7. Home again, with a plan that is followed up");
    }

    @Override
    public void play(Scene scene) {
        var officer = scene.person("people.officer");
        var doctor = emergency.stay().doctor();
        try (var clinic = scene.as(doctor).listening();
                var hospital = scene.as(officer).listening()) {
            var proposed = proposed(scene, officer);
            scene.stage()
                    .seen(
                            Words.of(
                                    "转诊 → 网关：下转建议在卫生院的屏幕上响起",
                                    "referral → gateway: the proposal rings on the clinic's screen"),
                            () -> clinic.heard("referral.proposal", proposed.id()));
            var finished = followed(scene, doctor, proposed);
            scene.stage()
                    .seen(
                            Words.of(
                                    "转诊 → 网关：随访结果回到医院的屏幕上",
                                    "referral → gateway: how it went is on the hospital's screen"),
                            () -> hospital.heard("referral.outcome", finished.id()));
            var closed = scene.stage()
                    .moved(
                            officer,
                            Words.of("确认随访结果", "acknowledges the end"),
                            "CLOSED",
                            () -> scene.act(officer, finished, "acknowledge-outcome", Map.of()));
            scene.stage()
                    .holds(
                            Words.of("以“已治疗”闭环", "closed as treated"),
                            closed.body().at("/details/closing").asString("").equals("TREATED"),
                            closed);
        }
    }

    private Answer proposed(Scene scene, Person officer) {
        return scene.stage().moved(officer, Words.of("建议下转", "proposes the return"), "PROPOSED", () -> scene.as(officer)
                .post(Scene.REFERRALS + "/returns", proposal()));
    }

    private Map<String, Object> proposal() {
        var stay = emergency.stay();
        return Map.of(
                "patientId",
                stay.patient().id(),
                "clinic",
                stay.doctor().institution(),
                "specialty",
                Scene.Ward.CARDIOLOGY.specialty,
                "reason",
                "STABLE_CONTINUE",
                "clinical",
                Map.of("diagnoses", stay.patient().diagnoses(), "summary", "支架植入术后稳定，回基层康复。"),
                "consent",
                Map.of("givenBy", "PATIENT", "form", "SIGNED", "at", Scene.now().toString()),
                "carePlan",
                carePlan(),
                "continues",
                stay.referral().id());
    }

    private static Map<String, Object> carePlan() {
        var today = Scene.today();
        return Map.of(
                "summary",
                "支架植入术后第 3 天，恢复良好。",
                "checklist",
                CHECKLIST.stream()
                        .map(item -> Map.of("item", item, "stable", true))
                        .toList(),
                "tasks",
                List.of(Map.of("text", "每日步行 30 分钟", "due", today.plusDays(3).toString())),
                "medication",
                List.of(Map.of("name", "阿司匹林肠溶片", "dosage", "100 mg 每日一次", "atClinic", true)),
                "followUps",
                Stream.of(7, 30).map(days -> today.plusDays(days).toString()).toList(),
                "recallWhen",
                "再发胸痛、气促或黑便");
    }

    private static Answer followed(Scene scene, Person doctor, Answer proposed) {
        var stage = scene.stage();
        var visit = Map.of(
                "kind",
                "VISIT",
                "department",
                "GENM",
                "at",
                Scene.now().plus(Duration.ofHours(20)).toString());
        var accepted = stage.moved(
                doctor,
                Words.of("接收，约定复诊", "accepts with a visit"),
                "ACCEPTED",
                () -> scene.act(doctor, proposed, "accept", Map.of("reservation", visit)));
        var home = stage.moved(
                doctor,
                Words.of("登记患者回到基层", "registers the arrival"),
                "FOLLOWING_UP",
                () -> scene.act(
                        doctor, accepted, "arrive", Map.of("at", Scene.now().toString())));
        var visited = stage.moved(
                doctor,
                Words.of("记录随访", "records a follow-up"),
                "FOLLOWING_UP",
                () -> scene.act(
                        doctor,
                        home,
                        "record-follow-up",
                        Map.of("on", Scene.today().toString(), "findings", "血压 126/78，无胸闷，按时服药。")));
        var done = stage.moved(
                doctor,
                Words.of("完成康复任务", "a task is done"),
                "FOLLOWING_UP",
                () -> scene.act(
                        doctor,
                        visited,
                        "complete-task",
                        Map.of("task", 0, "on", Scene.today().toString())));
        return stage.moved(
                doctor,
                Words.of("随访结束", "ends the follow-up"),
                "TREATED",
                () -> scene.act(doctor, done, "finish", Map.of("summary", "随访平稳，转入慢病管理。")));
    }
}
