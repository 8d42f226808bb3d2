package org.medalliance.local.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.demo.Cast.Patient;

/** The line was bad, and the clinic sent twice: one case, one answer. */
final class SentTwice implements Chapter {

    private static final Scene.Ward WARD = Scene.Ward.CARDIOLOGY;

    @Override
    public Words title() {
        return Words.of("十、网络不好点了两次：只有一单", "10. Sent twice on a bad line: one case");
    }

    @Override
    public void play(Scene scene) {
        var stage = scene.stage();
        var doctor = scene.person("gangmian.doctor");
        var what = Words.of("提交转诊", "submits a referral");
        var sent = scene.cast()
                .patients(doctor.institution(), WARD.specialty)
                .map(patient -> Sent.by(scene, doctor, patient))
                .dropWhile(it -> it.answer().status() == 409)
                .findFirst()
                .orElseThrow(() -> Scene.allHaveOpenReferrals(what, stage.language()));
        var first = stage.moved(doctor, what, "SUBMITTED", sent::answer);
        var again =
                stage.moved(doctor, Words.of("同一请求再次到达", "the same arrives again"), "SUBMITTED", () -> scene.as(doctor)
                        .post(Scene.REFERRALS, sent.body(), sent.key()));
        stage.holds(
                Words.of("两次得到同一单", "both are one case"),
                again.id().equals(first.id()) && again.text("number").equals(first.text("number")),
                again);
        stage.refused(
                doctor,
                Words.of("同一请求号，内容不同", "the same key, other words"),
                () -> scene.as(doctor).post(Scene.REFERRALS, changed(sent.body()), sent.key()),
                422);
        var list = stage.did(doctor, Words.of("查看待接诊列表", "looks at the worklist"), () -> scene.as(doctor)
                .get(Scene.REFERRALS + "?side=ORIGIN&state=SUBMITTED"));
        stage.holds(Words.of("列表中只有一单", "one in the worklist"), timesListed(list, first) == 1, list);
        stage.moved(
                doctor,
                Words.of("演示完毕，撤回", "withdraws it"),
                "WITHDRAWN",
                () -> scene.act(doctor, first, "withdraw", Map.of("reason", "ENTERED_IN_ERROR")));
    }

    private record Sent(Map<String, Object> body, String key, Answer answer) {
        static Sent by(Scene scene, Person doctor, Patient patient) {
            var body = Scene.submission(patient, WARD, "ROUTINE");
            var key = UUID.randomUUID().toString();
            return new Sent(body, key, scene.as(doctor).post(Scene.REFERRALS, body, key));
        }
    }

    private static Map<String, Object> changed(Map<String, Object> body) {
        var changed = new HashMap<>(body);
        changed.put("priority", "URGENT");
        return changed;
    }

    private static long timesListed(Answer list, Answer referral) {
        return list.body()
                .path("items")
                .valueStream()
                .filter(it -> it.path("number").asString("").equals(referral.text("number")))
                .count();
    }
}
