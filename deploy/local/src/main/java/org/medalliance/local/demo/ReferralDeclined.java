package org.medalliance.local.demo;

import java.util.Map;

/** A hospital says no, and has to say why; the clinic has the last word. */
final class ReferralDeclined implements Chapter {

    @Override
    public Words title() {
        return Words.of("三、不予接收须说明理由", "3. Declined, with a reason that the sender sees");
    }

    @Override
    public void play(Scene scene) {
        var stage = scene.stage();
        var doctor = scene.person("shazhouba.doctor");
        var officer = scene.person("people.officer2");

        var submitted = scene.submit(doctor, Scene.Ward.NEUROLOGY, "ROUTINE", Words.of("提交转诊", "submits a referral"));
        stage.refused(
                officer,
                Words.of("不写理由就拒绝", "declines without a word"),
                () -> scene.act(officer, submitted, "decline", Map.of("reason", "NO_INDICATION", "comment", "")),
                400,
                422);
        var declined = stage.moved(
                officer,
                Words.of("不予接收：无指征", "declines: no indication"),
                "DECLINED_PENDING_ACK",
                () -> scene.act(
                        officer,
                        submitted,
                        "decline",
                        Map.of("reason", "NO_INDICATION", "comment", "资料未见急性病变，建议基层规范用药两周后复查。")));
        var closed = stage.moved(
                doctor,
                Words.of("确认已知悉", "acknowledges"),
                "CLOSED",
                () -> scene.act(doctor, declined, "acknowledge", Map.of()));
        stage.holds(
                Words.of("以“未接收”闭环", "closed as declined"),
                closed.body().path("details").path("closing").asString("").equals("DECLINED"),
                closed);
    }
}
