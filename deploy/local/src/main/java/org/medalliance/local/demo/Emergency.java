package org.medalliance.local.demo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.medalliance.local.demo.Api.Answer;
import org.medalliance.local.demo.Cast.Patient;
import tools.jackson.databind.JsonNode;

/** Minutes count: six fields, the hospital's phone rings, and each step has its time. */
final class Emergency implements Chapter {

    private static final String PATHWAY = "CHEST_PAIN";

    private static final String SPECIALTY = Scene.Ward.CARDIOLOGY.specialty;

    private @Nullable Stay stay;

    /** Whom the hospital has treated, and the case by which they came. */
    record Stay(Person doctor, Patient patient, Answer referral) {}

    @Override
    public Words title() {
        return Words.of("六、胸痛预警：六项即发，逐点计时", "6. Chest pain: six fields, a ring-down, a time for each step");
    }

    /** After the chapter was played. */
    Stay stay() {
        return requireNonNull(stay);
    }

    @Override
    public void play(Scene scene) {
        var stage = scene.stage();
        var doctor = scene.person("xianghu.doctor");
        stage.seen(
                Words.of(
                        "派驻 → 转诊：预警要呼叫的正是值班表上此刻的胸痛中心医师",
                        "staffing → referral: whom it will ring is who is on duty at the chest-pain centre now"),
                () -> onDuty(scene, doctor));
        var sent = sent(scene, doctor);
        var ringing = stage.moved(doctor, Words.of("六项发出胸痛预警", "rings down"), "ACCEPTED", sent::answer);
        var treated = treated(scene, doctor, ringing);
        this.stay = new Stay(doctor, sent.patient(), treated);
    }

    private static Optional<String> onDuty(Scene scene, Person doctor) {
        var roster = scene.as(doctor)
                .get("/api/staffing/v1/directory/on-duty?institution=%s&unit=%s".formatted(Scene.HOSPITAL, PATHWAY))
                .body()
                .at("/onDuty/practitioner")
                .asString("");
        return Scene.hospital(scene.options(
                        doctor, Map.of("specialty", SPECIALTY, "priority", "EMERGENCY", "pathway", PATHWAY)))
                .map(it -> it.path("practitioner").asString(""))
                .filter(it -> !it.isEmpty() && it.equals(roster));
    }

    private record Sent(Patient patient, Answer answer) {}

    /** The first patient of the clinic who is not on the way already. */
    private static Sent sent(Scene scene, Person doctor) {
        return scene.cast()
                .patients(doctor.institution(), SPECIALTY)
                .map(patient ->
                        new Sent(patient, scene.as(doctor).post(Scene.REFERRALS + "/emergency", sixFields(patient))))
                .dropWhile(it -> it.answer().status() == 409)
                .findFirst()
                .orElseThrow(() -> Scene.allHaveOpenReferrals(
                        Words.of("六项发出胸痛预警", "rings down"), scene.stage().language()));
    }

    private static Map<String, Object> sixFields(Patient patient) {
        var now = Scene.now();
        return Map.of(
                "pathway",
                PATHWAY,
                "patientId",
                patient.id(),
                "sex",
                "MALE",
                "age",
                63,
                "finding",
                "胸痛大汗一小时，ST段抬高",
                "onset",
                now.minus(Duration.ofMinutes(40)).toString(),
                "firstContact",
                now.minus(Duration.ofMinutes(6)).toString(),
                "transport",
                Map.of(
                        "means",
                        "AMBULANCE",
                        "eta",
                        now.plus(Duration.ofMinutes(25)).toString()));
    }

    private static Answer treated(Scene scene, Person doctor, Answer ringing) {
        var stage = scene.stage();
        var lead = scene.person("people.chestpain");
        var officer = scene.person("people.officer");
        var heard = stage.moved(
                lead,
                Words.of("应答：导管室等你们", "answers the ring"),
                "ACCEPTED",
                () -> scene.act(lead, ringing, "acknowledge-ring-down", Map.of()));
        stage.holds(
                Words.of("预警已由该院应答", "the hospital has heard it"),
                heard.body().at("/details/ring/heardBy").asString("").equals(Scene.HOSPITAL),
                heard);
        var traced = stamp(scene, doctor, heard, "FIRST_ECG", Duration.ofMinutes(1), "打点：首份心电图", "stamps: first ECG");
        var read = stamp(scene, lead, traced, "ECG_READ", Duration.ZERO, "打点：心电图诊断", "stamps: ECG read");
        stage.note(contactToEcg(read));
        var arrived = stage.moved(
                lead,
                Words.of("登记患者到院", "registers the arrival"),
                "ARRIVED",
                () -> scene.act(lead, read, "arrive", Map.of("at", Scene.now().toString())));
        var door = stamp(scene, lead, arrived, "DOOR", Duration.ZERO, "打点：到达大门", "stamps: door");
        var admitted = stage.moved(
                lead,
                Words.of("收住心内科", "admits"),
                "ADMITTED",
                () -> scene.act(
                        lead,
                        door,
                        "admit",
                        Map.of("ward", "心内科一病区", "at", Scene.now().toString())));
        try (var clinic = scene.as(doctor).listening()) {
            var treated = stage.moved(
                    officer,
                    Words.of("出院小结", "discharges"),
                    "TREATED",
                    () -> scene.act(
                            officer, admitted, "discharge", Map.of("summary", "急诊植入支架一枚，恢复良好。", "result", "IMPROVED")));
            stage.seen(
                    Words.of("转诊 → 网关：治疗结果在卫生院的屏幕上响起", "referral → gateway: the outcome rings on the clinic's screen"),
                    () -> clinic.heard("referral.outcome", treated.id()));
            return stage.moved(
                    doctor,
                    Words.of("确认治疗结果", "acknowledges the outcome"),
                    "CLOSED",
                    () -> scene.act(doctor, treated, "acknowledge-outcome", Map.of()));
        }
    }

    private static Answer stamp(
            Scene scene, Person who, Answer seen, String node, Duration ago, String chinese, String english) {
        return scene.stage()
                .did(
                        who,
                        Words.of(chinese, english),
                        () -> scene.act(
                                who,
                                seen,
                                "stamp-node",
                                Map.of(
                                        "node",
                                        node,
                                        "at",
                                        Scene.now().minus(ago).toString())));
    }

    private static Words contactToEcg(Answer read) {
        var contact = time(read.body().at("/details/firstReport/firstContact"));
        var ecg = read.body()
                .at("/details/nodes")
                .valueStream()
                .filter(it -> it.path("node").asString("").equals("FIRST_ECG"))
                .map(it -> time(it.path("at")))
                .findFirst()
                .orElse(contact);
        var minutes = Duration.between(contact, ecg).toMinutes();
        return Words.of(
                "· 首次医疗接触到首份心电图 %d 分钟（要求 10 分钟内）".formatted(minutes),
                "· first contact to first ECG: %d min (10 at most)".formatted(minutes));
    }

    private static Instant time(JsonNode node) {
        return OffsetDateTime.parse(node.asString()).toInstant();
    }
}
