package org.medalliance.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medalliance.local.demo.Api.Answer;

/** A bed is known before the patient travels; who needs more than the county has goes on, and the clinic hears of it. */
final class BedsOnTheWay implements Chapter {

    private static final Scene.Ward WARD = Scene.Ward.CARDIOLOGY;

    @Override
    public Words title() {
        return Words.of("五、先看床位再上路；县里治不了的送到县外", "5. A bed before the road, and a hospital outside the network");
    }

    @Override
    public void play(Scene scene) {
        var stage = scene.stage();
        var doctor = scene.person("xiefang.doctor");
        var officer = scene.person("people.officer");
        // Another number than the one shown, so that the report can be told from the one before.
        var free = freeBeds(scene, doctor).filter(it -> it == 7).isPresent() ? 8 : 7;
        stage.did(officer, Words.of("上报心内科空床", "reports free beds"), () -> scene.as(officer)
                .post(
                        "/api/staffing/v1/beds/report",
                        Map.of(
                                "departments",
                                List.of(Map.of("department", WARD.department, "total", 45, "free", free)))));
        stage.seen(
                Words.of(
                        "派驻 → 转诊：卫生院的就近方案上看到 %d 张空床".formatted(free),
                        "staffing → referral: the clinic sees %d free beds".formatted(free)),
                () -> freeBeds(scene, doctor).filter(it -> it == free));

        try (var clinic = scene.as(doctor).listening()) {
            var left = leftTheCounty(scene, doctor, officer, free);
            stage.seen(
                    Words.of(
                            "转诊 → 网关：患者去了县外，卫生院的屏幕响了",
                            "referral → gateway: the clinic's screen tells where the patient is"),
                    () -> clinic.heard("referral.outcome", left.id()));
            var closed = stage.moved(
                    doctor,
                    Words.of("确认去向", "acknowledges"),
                    "CLOSED",
                    () -> scene.act(doctor, left, "acknowledge-outcome", Map.of()));
            stage.holds(
                    Words.of("以“转出医共体”闭环", "closed as out of the network"),
                    closed.body().path("details").path("closing").asString("").equals("OUT_OF_NETWORK"),
                    closed);
        }
    }

    private static Answer leftTheCounty(Scene scene, Person doctor, Person officer, int free) {
        var stage = scene.stage();
        var submitted = scene.submit(doctor, WARD, "ROUTINE", Words.of("提交转诊", "submits a referral"));
        var accepted = stage.moved(
                officer,
                Words.of("接收并预留床位", "accepts with a bed"),
                "ACCEPTED",
                () -> scene.act(officer, submitted, "accept", ReferralUp.bed()));
        stage.holds(Words.of("预留的床不再算空床", "the bed is not free any more"), isFree(scene, doctor, free - 1), accepted);
        var arrived = stage.moved(
                officer,
                Words.of("登记患者到院", "registers the arrival"),
                "ARRIVED",
                () -> scene.act(
                        officer, accepted, "arrive", Map.of("at", Scene.now().toString())));
        var left = stage.moved(
                officer,
                Words.of("转往省人民医院", "sends on to the city"),
                "TREATED",
                () -> scene.act(
                        officer,
                        arrived,
                        "leave-network",
                        Map.of("institution", "JX_PROVINCIAL", "reason", "BEYOND_COUNTY")));
        stage.holds(Words.of("床位已经空出", "the bed is free again"), isFree(scene, doctor, free), left);
        return left;
    }

    private static boolean isFree(Scene scene, Person doctor, int beds) {
        return freeBeds(scene, doctor).filter(it -> it == beds).isPresent();
    }

    private static Optional<Integer> freeBeds(Scene scene, Person doctor) {
        return Scene.hospital(scene.options(doctor, Map.of("specialty", WARD.specialty, "priority", "URGENT")))
                .map(it -> it.path("beds").path("free"))
                .filter(it -> it.isNumber())
                .map(it -> it.asInt());
    }
}
