package org.medalliance.telemedicine.consult;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medalliance.telemedicine.Api;
import org.medalliance.telemedicine.County;
import org.medalliance.telemedicine.County.Alliance;
import org.medalliance.telemedicine.consult.ConsultLifecycle.State;

/** Brings consults to where a test wants them, by the moves that lead there. */
record Cases(County county, Alliance alliance) {

    static Map<String, Object> ask(String name, String kind, String priority) {
        return Map.of(
                "patient",
                Map.of("name", name, "sex", "MALE", "birthDate", "1961-05-04"),
                "provider",
                "hospital",
                "specialty",
                County.CARDIOLOGY,
                "kind",
                kind,
                "priority",
                priority,
                "question",
                "胸闷三天,心电图 ST 段改变,是否需要上转?",
                "consent",
                true);
    }

    static Map<String, Object> plan(Instant startsAt, String... experts) {
        var plan = new HashMap<String, Object>();
        plan.put("experts", List.of(experts));
        plan.put("chief", experts[0]);
        plan.put("startsAt", startsAt);
        return plan;
    }

    static Map<String, Object> opinion(String conclusion) {
        return Map.of("findings", "ST 段轻度压低", "advice", "口服阿司匹林,一周后复查", "conclusion", conclusion);
    }

    Api clinic() {
        return county.api(alliance.clinicDoctor());
    }

    Api officer() {
        return county.api(alliance.officer());
    }

    Api expert(String id) {
        return county.api(alliance.expert(id));
    }

    Api.Reply requested(String kind, String priority) {
        var patient = "患者" + UUID.randomUUID().toString().substring(0, 8);
        return clinic().post("/consults", ask(patient, kind, priority)).ok();
    }

    Api.Reply offered(Instant startsAt, String... experts) {
        var consult = requested(experts.length > 1 ? "MDT" : "LIVE", "ROUTINE");
        return act(officer(), consult, "arrange", plan(startsAt, experts)).ok();
    }

    Api.Reply scheduled(Instant startsAt, String expert) {
        return act(expert(expert), offered(startsAt, expert), "agree", Map.of()).ok();
    }

    /** Taken up at once, as an emergency. */
    Api.Reply inProgress(String expert) {
        return act(expert(expert), requested("LIVE", "EMERGENCY"), "take", Map.of())
                .ok();
    }

    Api.Reply drafted(String expert) {
        return act(expert(expert), inProgress(expert), "draft-opinion", opinion("REFER_UP"))
                .ok();
    }

    Api.Reply signed(String expert) {
        return act(expert(expert), drafted(expert), "sign", Map.of()).ok();
    }

    Api.Reply at(State state, Instant startsAt, String expert) {
        return switch (state) {
            case REQUESTED -> requested("LIVE", "EMERGENCY");
            case OFFERED -> offered(startsAt, expert);
            case SCHEDULED -> scheduled(startsAt, expert);
            case IN_PROGRESS -> inProgress(expert);
            case OPINION_DRAFT -> drafted(expert);
            case SIGNED -> signed(expert);
            case CLOSED ->
                act(clinic(), signed(expert), "acknowledge", Map.of("done", "已转上级"))
                        .ok();
            case DECLINED ->
                act(officer(), requested("LIVE", "ROUTINE"), "decline", Map.of("reason", "NEEDS_REFERRAL"))
                        .ok();
            case CANCELLED ->
                act(clinic(), requested("LIVE", "ROUTINE"), "cancel", Map.of("reason", "IMPROVED"))
                        .ok();
        };
    }

    static Api.Reply act(Api api, Api.Reply consult, String action, Object body) {
        return api.post("/consults/%s/%s".formatted(consult.id(), action), consult.version(), body);
    }
}
