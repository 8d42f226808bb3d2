package org.medalliance.local.demo;

import java.util.Map;
import org.medalliance.local.demo.Api.Answer;

/** What must not be possible: to read others' cases, to act in others' roles, to win a case twice. */
final class ClosedDoors implements Chapter {

    @Override
    public Words title() {
        return Words.of("八、不该看的看不到，不该做的做不了", "8. Doors that stay closed");
    }

    @Override
    public void play(Scene scene) {
        var doctor = scene.person("yeping.doctor");
        var officer = scene.person("people.officer");
        var rival = scene.person("people.officer2");
        var submitted = scene.submit(doctor, Scene.Ward.CARDIOLOGY, "ROUTINE", Words.of("提交转诊", "submits a referral"));

        cannotRead(scene, "dingpi.doctor", Words.of("外院医生查看该病例", "another clinic reads the case"), submitted);
        cannotRead(scene, "huichang.doctor", Words.of("外县医生查看该病例", "another county reads it"), submitted);
        cannotRead(scene, "tcm.officer", Words.of("无关医院查看该病例", "another hospital reads it"), submitted);
        scene.stage()
                .refused(
                        doctor,
                        Words.of("乡镇医生自行接收", "the clinic accepts by itself"),
                        () -> scene.act(doctor, submitted, "accept", ReferralUp.bed()),
                        403);
        var accepted = scene.stage()
                .moved(
                        officer,
                        Words.of("接收并预留床位", "accepts with a bed"),
                        "ACCEPTED",
                        () -> scene.act(officer, submitted, "accept", ReferralUp.bed()));
        scene.stage()
                .refused(
                        rival,
                        Words.of("另一专员重复接收", "a colleague accepts it again"),
                        () -> scene.act(rival, submitted, "accept", ReferralUp.bed()),
                        409,
                        412);
        scene.stage()
                .moved(
                        doctor,
                        Words.of("患者好转，撤回", "withdraws: improved"),
                        "WITHDRAWN",
                        () -> scene.act(doctor, accepted, "withdraw", Map.of("reason", "IMPROVED")));
    }

    private static void cannotRead(Scene scene, String user, Words what, Answer referral) {
        var person = scene.person(user);
        scene.stage().refused(person, what, () -> scene.referral(person, referral), 404);
    }
}
