package org.medalliance.local.demo;

import java.util.Map;
import org.medalliance.local.demo.Api.Answer;

/** A patient of others lies here: their case may be opened at once, and everybody hears that it was. */
final class BrokenGlass implements Chapter {

    private static final String GLASS = "/api/referral/v1/break-glass";

    @Override
    public Words title() {
        return Words.of("九、紧急调阅：先救人，事后有人查", "9. Breaking the glass: help first, somebody checks afterwards");
    }

    @Override
    public void play(Scene scene) {
        var stage = scene.stage();
        var doctor = scene.person("yunshishan.doctor");
        var outsider = scene.person("tcm.officer");
        var auditor = scene.person("auditor");
        var submitted = scene.submit(doctor, Scene.Ward.CARDIOLOGY, "ROUTINE", Words.of("提交转诊", "submits a referral"));
        stage.refused(
                outsider,
                Words.of("无关医院查看该病例", "another hospital reads it"),
                () -> scene.referral(outsider, submitted),
                404);

        try (var clinic = scene.as(doctor).listening();
                var checking = scene.as(auditor).listening()) {
            var glass = stage.did(outsider, Words.of("紧急调阅，写明理由", "breaks the glass"), () -> scene.as(outsider)
                    .post(GLASS, reasoned(submitted)));
            var read =
                    stage.did(outsider, Words.of("看到病例", "reads the case"), () -> scene.referral(outsider, submitted));
            stage.holds(
                    Words.of("只能看，不能动", "reading only"),
                    read.body().path("availableActions").isEmpty(),
                    read);
            stage.seen(
                    Words.of("转诊 → 网关：当事卫生院得知病例被调阅", "referral → gateway: the clinic hears that its case was opened"),
                    () -> clinic.heard("break-glass.opened", submitted.id()));
            stage.seen(
                    Words.of("转诊 → 网关：审计员的屏幕响起，待复核", "referral → gateway: the auditor is asked for a verdict"),
                    () -> checking.heard("break-glass.review", glass.id()));
            check(scene, auditor, submitted, glass);
        }
        stage.moved(
                doctor,
                Words.of("演示完毕，撤回", "withdraws it"),
                "WITHDRAWN",
                () -> scene.act(doctor, submitted, "withdraw", Map.of("reason", "ENTERED_IN_ERROR")));
    }

    private static Map<String, ?> reasoned(Answer submitted) {
        return Map.of(
                "caseType",
                "referral",
                "caseNumber",
                submitted.text("number"),
                "reason",
                "PATIENT_IS_HERE",
                "explanation",
                "患者在本院门口昏倒，神志不清，需了解既往用药");
    }

    private static void check(Scene scene, Person auditor, Answer submitted, Answer glass) {
        var stage = scene.stage();
        var trail = stage.did(auditor, Words.of("查看审计记录", "reads the trail"), () -> scene.as(auditor)
                .get("/api/referral/v1/audit?basis=BREAK_GLASS&caseId=" + submitted.id()));
        var lines = trail.body().path("items");
        stage.holds(
                Words.of("审计记录写着谁以紧急调阅为由看了什么", "the trail says who read it, and on which ground"),
                lines.valueStream()
                        .anyMatch(it -> it.path("action").asString("").equals("getReferral")
                                && it.path("institution").asString("").equals("rj-tcm-hospital")),
                trail);
        lines.valueStream()
                .limit(2)
                .forEach(it -> stage.note(Words.same("· %s  %s  %s  %s"
                        .formatted(
                                it.path("at").asString(""),
                                it.path("institution").asString(""),
                                it.path("action").asString(""),
                                it.path("basis").asString("")))));
        stage.did(auditor, Words.of("复核：理由成立", "gives the verdict"), () -> scene.as(auditor)
                .post(GLASS + "/" + glass.id() + "/review", Map.of("verdict", "JUSTIFIED", "comment", "急诊记录与调阅时间一致。")));
    }
}
