package org.medalliance.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medalliance.local.demo.Api.Answer;

/** The hospital asks for a consult before it takes the patient; the expert's opinion keeps the patient at home. */
final class ConsultFirst implements Chapter {

    private static final String CONSULTS = "/api/telemedicine/v1/consults";

    private static final String EXPERT = "p-0016";

    @Override
    public Words title() {
        return Words.of("四、先会诊再决定：患者留在基层", "4. Consult first: the patient stays at home");
    }

    @Override
    public void play(Scene scene) {
        var doctor = scene.person("wuyang.doctor");
        var officer = scene.person("people.officer");

        // Urgent, since an urgent consult may be held at any hour.
        var submitted =
                scene.submit(doctor, Scene.Ward.ENDOCRINOLOGY, "URGENT", Words.of("提交转诊", "submits a referral"));
        scene.stage()
                .moved(
                        officer,
                        Words.of("先远程会诊", "turns it to consult first"),
                        "CONSULTING",
                        () -> scene.act(
                                officer, submitted, "consult-first", Map.of("question", "血糖波动大，能否在乡镇调整胰岛素方案，暂不转院？")));
        var requested = scene.stage()
                .seen(
                        Words.of("转诊 → 远程会诊：关联会诊已自动开出", "referral → telemedicine: the linked consult is open"),
                        () -> linked(scene, officer, submitted));
        scene.stage()
                .seen(
                        Words.of(
                                "远程会诊 → 转诊：转诊单上可见会诊编号",
                                "telemedicine → referral: the referral shows the consult's number"),
                        () -> Optional.of(scene.referral(doctor, submitted)).filter(it -> it.body()
                                .path("details")
                                .path("consult")
                                .path("number")
                                .isString()));

        var signed = consult(scene, officer, requested);

        var kept = scene.stage()
                .seen(
                        Words.of(
                                "远程会诊 → 转诊：意见“就地治疗”，转诊单改为留基层、待乡镇确认",
                                "telemedicine → referral: opinion \"treat locally\", kept local until the clinic agrees"),
                        () -> Optional.of(scene.referral(doctor, submitted))
                                .filter(it -> it.text("state").equals("KEPT_LOCAL_PENDING_ACK")));
        acknowledge(scene, doctor, kept, signed);
    }

    private static Optional<Answer> linked(Scene scene, Person officer, Answer referral) {
        var list = scene.as(officer).get(CONSULTS + "?side=PROVIDER&state=REQUESTED");
        scene.stage().holds(Words.of("会诊工作列表", "the consults' worklist"), list.isGood(), list);
        return list.body()
                .path("items")
                .valueStream()
                .filter(it -> it.path("referralId").asString("").equals(referral.id()))
                .findFirst()
                .map(it -> scene.as(officer).get(CONSULTS + "/" + it.path("id").asString()));
    }

    private static Answer consult(Scene scene, Person officer, Answer requested) {
        var stage = scene.stage();
        var expert = scene.person("people.specialist");
        var offered = stage.moved(
                officer,
                Words.of("安排内分泌专家", "arranges an expert"),
                "OFFERED",
                () -> act(scene, officer, requested, "arrange", Map.of("experts", List.of(EXPERT), "chief", EXPERT)));
        var scheduled = stage.moved(
                expert, Words.of("同意会诊", "agrees"), "SCHEDULED", () -> act(scene, expert, offered, "agree", Map.of()));
        var begun = stage.moved(
                expert,
                Words.of("开始会诊", "starts the consult"),
                "IN_PROGRESS",
                () -> act(scene, expert, scheduled, "start", Map.of()));
        var drafted = stage.moved(
                expert,
                Words.of("起草会诊意见", "drafts the opinion"),
                "OPINION_DRAFT",
                () -> act(
                        scene,
                        expert,
                        begun,
                        "draft-opinion",
                        Map.of(
                                "findings", "空腹血糖 11.2 mmol/L，酮体阴性，无脱水，生命体征平稳。",
                                "advice", "基础胰岛素每 3 日上调 2 单位，监测空腹血糖，一周后视频复诊。",
                                "conclusion", "TREAT_LOCALLY")));
        return stage.moved(
                expert,
                Words.of("签署意见：就地治疗", "signs: treat locally"),
                "SIGNED",
                () -> act(scene, expert, drafted, "sign", Map.of()));
    }

    private static void acknowledge(Scene scene, Person doctor, Answer kept, Answer signed) {
        var stage = scene.stage();
        var closed = stage.moved(
                doctor,
                Words.of("确认患者留治", "agrees to keep the patient"),
                "CLOSED",
                () -> scene.act(doctor, kept, "acknowledge", Map.of()));
        stage.holds(
                Words.of("以“留基层”闭环", "closed as kept local"),
                closed.body().path("details").path("closing").asString("").equals("KEPT_LOCAL"),
                closed);
        stage.moved(
                doctor,
                Words.of("确认意见并反馈执行", "tells what was done"),
                "CLOSED",
                () -> act(scene, doctor, signed, "acknowledge", Map.of("done", "已按意见调整胰岛素，一周后复诊。")));
    }

    private static Answer act(Scene scene, Person person, Answer consult, String action, Map<String, ?> body) {
        return scene.as(person).act(CONSULTS, consult, action, body.isEmpty() ? null : body);
    }
}
