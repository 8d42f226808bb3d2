package org.medalliance.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.medalliance.local.demo.Api.Answer;
import tools.jackson.databind.JsonNode;

/** A clinic asks for the nearest right care; then a cardiologist is sent to it, and the answer is another one. */
final class VisitingDays implements Chapter {

    private static final String DAYS = "/api/staffing/v1/visiting-days";

    private static final String CARDIOLOGY = Scene.Ward.CARDIOLOGY.specialty;

    private static final String CARDIOLOGIST = "p-0002";

    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private static final Set<String> STANDING = Set.of("PLANNED", "PUBLISHED", "CONFIRMED");

    @Override
    public Words title() {
        return Words.of("一、就近找对医生：专家下乡坐诊", "1. The nearest right care: a specialist comes to the clinic");
    }

    @Override
    public void play(Scene scene) {
        var stage = scene.stage();
        var doctor = scene.person("ruilin.doctor");
        var affairs = scene.person("people.medical-affairs");
        takeBackEarlierDays(scene, affairs, doctor);
        var before = ask(scene, doctor, Words.of("查询心内科就近方案", "asks: nearest care"));
        tellFirst(stage, before);

        var morning = freeMorning(scene, affairs);
        stage.awaited(
                Words.of("发布之前：该专家当天上午有空闲会诊号源", "before: the expert has free consult slots that morning"),
                () -> when(slots(scene, affairs, morning) > 0));
        var planned = plan(scene, affairs, doctor, morning);
        var published =
                stage.moved(affairs, Words.of("发布巡诊日", "publishes the visit"), "PUBLISHED", () -> scene.as(affairs)
                        .act(DAYS, planned, "publish", null));

        stage.seen(
                Words.of(
                        "派驻 → 远程会诊：该专家当天上午的会诊号源已收回",
                        "staffing → telemedicine: the expert's consult slots of that morning are gone"),
                () -> when(slots(scene, affairs, morning) == 0));
        var after = stage.seen(
                Words.of("派驻 → 转诊：专家坐诊排在本院就近方案的最前面", "staffing → referral: the visit heads the clinic's options"),
                () -> Optional.of(options(scene, doctor)).filter(it -> heads(it, published.id())));
        tellFirst(stage, after);
        var cardiologist = scene.person("people.cardio");
        stage.moved(cardiologist, Words.of("确认前往坐诊", "confirms the visit"), "CONFIRMED", () -> scene.as(cardiologist)
                .act(DAYS, published, "confirm", null));
    }

    private record Morning(Instant starts, Instant ends) {

        /** Of the county's day, whatever the hour is here. */
        static Morning in(int days) {
            var date = LocalDate.now(COUNTY).plusDays(days);
            return new Morning(at(date, LocalTime.of(8, 30)), at(date, LocalTime.of(11, 30)));
        }

        private static Instant at(LocalDate date, LocalTime time) {
            return date.atTime(time).atZone(COUNTY).toInstant();
        }

        boolean overlaps(JsonNode day) {
            return instant(day, "startsAt").isBefore(ends) && starts.isBefore(instant(day, "endsAt"));
        }
    }

    private static Optional<Boolean> when(boolean so) {
        return so ? Optional.of(true) : Optional.empty();
    }

    /** An earlier demo's visit to this clinic would stand in this one's way. */
    private static void takeBackEarlierDays(Scene scene, Person affairs, Person doctor) {
        standing(scene, affairs)
                .filter(day -> day.path("clinic").asString().equals(doctor.institution()))
                .filter(day -> instant(day, "startsAt").isAfter(Instant.now()))
                .forEach(day -> scene.stage()
                        .moved(
                                affairs,
                                Words.of("取消上次演示的巡诊日", "cancels the last demo's visit"),
                                "CANCELLED",
                                () -> scene.as(affairs)
                                        .act(
                                                DAYS,
                                                new Answer(200, day, Duration.ZERO),
                                                "cancel",
                                                Map.of("reason", "OTHER", "comment", "重新演示，另行安排"))));
    }

    private static Stream<JsonNode> standing(Scene scene, Person affairs) {
        var days = scene.as(affairs).get(DAYS + "?practitioner=" + CARDIOLOGIST);
        scene.stage().holds(Words.of("查询巡诊日", "list of visiting days"), days.isGood(), days);
        return days.body()
                .path("items")
                .valueStream()
                .filter(day -> STANDING.contains(day.path("state").asString()));
    }

    /** The doctor is in one place at a time, and may have been sent elsewhere by somebody who looks around. */
    private static Morning freeMorning(Scene scene, Person affairs) {
        var taken = standing(scene, affairs).toList();
        return IntStream.rangeClosed(1, 3)
                .mapToObj(Morning::in)
                .filter(morning -> taken.stream().noneMatch(morning::overlaps))
                .findFirst()
                .orElseThrow(() -> new StoryBroken(
                        Words.of("为专家安排坐诊", "a visit of the expert"),
                        Words.of("三天内有一个空闲的上午", "a free morning within three days"),
                        Words.of("都已另有巡诊，请先取消", "all are taken by other visits; cancel one")
                                .in(scene.stage().language())));
    }

    /** Nothing but other doctors' visits stands before it. */
    private static boolean heads(Answer options, String visitingDay) {
        return options.body()
                .path("items")
                .valueStream()
                .takeWhile(it -> it.path("kind").asString().equals("VISITING_DOCTOR"))
                .anyMatch(it -> it.path("visitingDay").asString("").equals(visitingDay));
    }

    private static Instant instant(JsonNode node, String field) {
        return OffsetDateTime.parse(node.path(field).asString()).toInstant();
    }

    private static Answer ask(Scene scene, Person doctor, Words what) {
        var answer = scene.stage().did(doctor, what, () -> options(scene, doctor));
        scene.stage().holds(Words.of("至少有一家医院可去", "at least one hospital to go to"), hospitals(answer) > 0, answer);
        return answer;
    }

    private static long hospitals(Answer options) {
        return options.body()
                .path("items")
                .valueStream()
                .filter(it -> it.path("kind").asString().equals("HOSPITAL"))
                .count();
    }

    private static Answer options(Scene scene, Person doctor) {
        return scene.options(doctor, Map.of("specialty", CARDIOLOGY, "priority", "ROUTINE"));
    }

    private static void tellFirst(Stage stage, Answer options) {
        options.body().path("items").valueStream().limit(3).forEach(it -> stage.note(told(it)));
    }

    private static Words told(JsonNode option) {
        var place = option.path("institutionName").asString("");
        var who = option.path("practitionerName").asString("");
        var when = option.path("startsAt").isString()
                ? instant(option, "startsAt").atZone(COUNTY).toLocalDateTime().toString()
                : "";
        var minutes = option.path("travelMinutes").asInt();
        return switch (option.path("kind").asString()) {
            case "VISITING_DOCTOR" ->
                Words.of("· 专家来院坐诊：%s %s".formatted(who, when), "· a specialist comes: %s %s".formatted(who, when));
            case "CONSULT" ->
                Words.of(
                        "· 远程会诊：%s %s %s".formatted(place, who, when),
                        "· consult by wire: %s %s %s".formatted(place, who, when));
            default ->
                Words.of(
                        "· 转往 %s（车程约 %d 分钟）%s".formatted(place, minutes, who.isEmpty() ? "" : "，值班 " + who),
                        "· to %s (about %d min by road)%s"
                                .formatted(place, minutes, who.isEmpty() ? "" : ", on duty " + who));
        };
    }

    private static Answer plan(Scene scene, Person affairs, Person doctor, Morning morning) {
        return scene.stage().moved(affairs, Words.of("安排心内专家坐诊", "plans a visit"), "PLANNED", () -> scene.as(affairs)
                .post(
                        DAYS,
                        Map.of(
                                "practitioner",
                                CARDIOLOGIST,
                                "clinic",
                                doctor.institution(),
                                "specialty",
                                CARDIOLOGY,
                                "startsAt",
                                morning.starts().toString(),
                                "endsAt",
                                morning.ends().toString(),
                                "places",
                                12)));
    }

    private static long slots(Scene scene, Person affairs, Morning morning) {
        var answer = scene.as(affairs)
                .get("/api/telemedicine/v1/slots?provider=%s&specialty=%s".formatted(Scene.HOSPITAL, CARDIOLOGY));
        scene.stage().holds(Words.of("查询会诊号源", "list of consult slots"), answer.isGood(), answer);
        return answer.body()
                .path("items")
                .valueStream()
                .filter(slot -> slot.path("expert").asString().equals(CARDIOLOGIST))
                .filter(morning::overlaps)
                .count();
    }
}
