package org.medalliance.local.demo;

import java.time.Duration;
import java.util.Map;

/** A patient is sent up, admitted, treated, and comes back to the clinic that sent: the loop is closed. */
final class ReferralUp implements Chapter {

    @Override
    public Words title() {
        return Words.of("二、上转、收治、回执：闭环", "2. Sent up, treated, and back: the loop is closed");
    }

    @Override
    public void play(Scene scene) {
        var stage = scene.stage();
        var doctor = scene.person("jiubao.doctor");
        var officer = scene.person("people.officer");

        var submitted = scene.submit(doctor, Scene.Ward.CARDIOLOGY, "ROUTINE", Words.of("提交转诊", "submits a referral"));
        var accepted = stage.moved(
                officer,
                Words.of("接收并预留床位", "accepts with a bed"),
                "ACCEPTED",
                () -> scene.act(officer, submitted, "accept", bed()));
        var arrived = stage.moved(
                officer,
                Words.of("登记患者到院", "registers the arrival"),
                "ARRIVED",
                () -> scene.act(
                        officer, accepted, "arrive", Map.of("at", Scene.now().toString())));
        var treated = stage.moved(
                officer,
                Words.of("录入诊疗小结", "writes what was done"),
                "TREATED",
                () -> scene.act(officer, arrived, "treat", Map.of("summary", "冠脉造影后植入支架一枚，恢复良好，回基层随访。")));
        var closed = stage.moved(
                doctor,
                Words.of("确认治疗结果", "acknowledges the outcome"),
                "CLOSED",
                () -> scene.act(doctor, treated, "acknowledge-outcome", Map.of()));
        stage.holds(
                Words.of("以“已治疗”闭环", "closed as treated"),
                closed.body().path("details").path("closing").asString("").equals("TREATED"),
                closed);
    }

    static Map<String, ?> bed() {
        return Map.of(
                "reservation",
                Map.of(
                        "kind",
                        "BED",
                        "department",
                        Scene.Ward.CARDIOLOGY.department,
                        "bed",
                        "12",
                        "at",
                        Scene.now().plus(Duration.ofHours(2)).toString()));
    }
}
