package org.medalliance.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What people send, as they usually word it. */
public final class Requests {

    private Requests() {}

    public static String submission(Object patient) {
        return """
                {"patientId": "%s", "direction": "UP", "priority": "URGENT", "pathway": "GENERAL",
                 "destination": {"institution": "hospital", "department": "cardio"}, "reason": "BEYOND_CAPABILITY",
                 "clinical": {"diagnoses": ["I20.0"], "summary": "反复胸闷三天"},
                 "consent": {"givenBy": "PATIENT", "form": "SIGNED", "at": "%s"}}""".formatted(patient, Instant.now().minusSeconds(60));
    }

    public static String reservation() {
        return """
                {"reservation": {"kind": "BED", "department": "cardio", "bed": "12", "at": "%s"}}""".formatted(Instant.now().plusSeconds(7200));
    }

    public static String proposal(Object patient) {
        return """
                {"patientId": "%s", "clinic": "clinic", "specialty": "03.04", "reason": "STABLE_CONTINUE",
                 "clinical": {"diagnoses": ["I20.0"], "summary": "支架术后稳定"},
                 "consent": {"givenBy": "PATIENT", "form": "SIGNED", "at": "%s"}, "carePlan": %s}""".formatted(patient, Instant.now().minusSeconds(60), carePlan());
    }

    public static String carePlan() {
        var items = List.of(
                "ACUTE_PHASE_OVER",
                "VITALS_STABLE",
                "DIAGNOSIS_CLEAR",
                "TREATMENT_SETTLED",
                "NO_OPEN_CRITICAL_VALUE",
                "WOUNDS_AND_TUBES_MANAGEABLE",
                "DRUGS_OBTAINABLE_NEAR_HOME",
                "FAMILY_INFORMED");
        var checklist = String.join(
                ", ",
                items.stream()
                        .map("{\"item\": \"%s\", \"stable\": true}"::formatted)
                        .toList());
        return """
                {"summary": "支架植入，恢复良好", "checklist": [%s],
                 "tasks": [{"text": "每日步行30分钟", "due": "%s"}],
                 "medication": [{"name": "阿司匹林", "dosage": "100mg 每日一次", "atClinic": true}],
                 "followUps": ["%s"], "recallWhen": "再发胸痛"}""".formatted(checklist, today().plusDays(3), today().plusDays(7));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    public static String signed(JsonNode referral, UUID consult, String conclusion) {
        return """
                {"consultId": "%s", "number": "C1", "referralId": "%s", "conclusion": "%s", "signedAt": "%s"}""".formatted(consult, County.id(referral), conclusion, Instant.now());
    }

    /** What each action usually brings; null where it brings nothing. */
    public static String of(String action) {
        var elsewhere = "{\"institution\": \"elsewhere\", \"department\": \"cardio\"}";
        var soon = Instant.now().plusSeconds(7200);
        var before = Instant.now().minusSeconds(60);
        return switch (action) {
            case "accept" -> reservation();
            case "accept-return" ->
                "{\"reservation\": {\"kind\": \"VISIT\", \"department\": \"cardio\", \"at\": \"%s\"}}".formatted(soon);
            case "ask" -> "{\"question\": \"心电图有吗?\"}";
            case "answer" -> "{\"answer\": \"已补充\"}";
            case "forward" -> "{\"destination\": %s, \"reason\": \"NO_CAPACITY\"}".formatted(elsewhere);
            case "divert" -> "{\"destination\": %s, \"reason\": \"ROAD\"}".formatted(elsewhere);
            case "redirect" -> "{\"destination\": %s, \"reason\": \"TEAM_BUSY\"}".formatted(elsewhere);
            case "decline" -> "{\"reason\": \"NO_CAPACITY\", \"comment\": \"今日无床,建议转中医院\"}";
            case "decline-return" -> "{\"reason\": \"DRUG_MISSING\", \"comment\": \"缺替格瑞洛\"}";
            case "appeal", "object" -> "{\"comment\": \"症状加重\"}";
            case "consult-first" -> "{\"question\": \"是否需要转院?\"}";
            case "raise-priority" -> "{\"priority\": \"EMERGENCY\", \"reason\": \"WORSE\"}";
            case "change-reservation" -> reservation().replaceFirst("\\}$", ", \"reason\": \"BED_LOST\"}");
            case "depart" ->
                "{\"transport\": {\"means\": \"AMBULANCE\", \"vehicle\": \"赣B12345\", \"eta\": \"%s\"}}"
                        .formatted(soon);
            case "arrive", "record-death" -> "{\"at\": \"%s\"}".formatted(before);
            case "reinstate" -> "{\"at\": \"%s\"}".formatted(soon);
            case "give-up" -> "{\"reason\": \"IMPROVED\"}";
            case "admit" -> "{\"ward\": \"心内科一病区\", \"at\": \"%s\"}".formatted(before);
            case "treat", "finish" -> "{\"summary\": \"支架植入,恢复良好\"}";
            case "discharge" -> "{\"summary\": \"恢复良好\", \"result\": \"IMPROVED\"}";
            case "leave-network" -> "{\"institution\": \"OTHER\", \"name\": \"省人民医院\", \"reason\": \"BEYOND_COUNTY\"}";
            case "withdraw" -> "{\"reason\": \"IMPROVED\"}";
            case "take-option" -> "{\"kind\": \"CONSULT\", \"specialty\": \"03.04\", \"institution\": \"hospital\"}";
            case "change-draft" -> "{\"priority\": \"ROUTINE\"}";
            case "stamp-node" -> "{\"node\": \"FIRST_ECG\", \"at\": \"%s\"}".formatted(before);
            case "correct-node" -> "{\"node\": \"FIRST_ECG\", \"at\": \"%s\", \"reason\": \"抄错时间\"}".formatted(before);
            case "re-propose" -> "{\"change\": \"已备药\", \"carePlan\": %s}".formatted(carePlan());
            case "record-follow-up" -> "{\"on\": \"%s\", \"findings\": \"血压平稳\"}".formatted(today());
            case "complete-task" -> "{\"task\": 0, \"on\": \"%s\"}".formatted(today());
            case "recall" -> "{\"priority\": \"URGENT\", \"reason\": \"WORSE\", \"comment\": \"再发胸痛\"}";
            default -> null;
        };
    }

    /** Six fields. */
    public static String emergency() {
        return """
                {"pathway": "CHEST_PAIN", "sex": "MALE", "age": 63, "finding": "胸痛大汗一小时", "onset": "%s",
                 "firstContact": "%s", "transport": {"means": "AMBULANCE", "eta": "%s"}}""".formatted(
                        Instant.now().minusSeconds(3600),
                        Instant.now().minusSeconds(60),
                        Instant.now().plusSeconds(1500));
    }
}
