package org.medalliance.local.demo;

import java.util.Map;

/** What the cases' states are called. */
final class States {

    private static final Map<String, Words> NAMES = Map.ofEntries(
            Map.entry("SUBMITTED", Words.of("待接诊", "submitted")),
            Map.entry("CONSULTING", Words.of("先会诊", "consulting")),
            Map.entry("KEPT_LOCAL_PENDING_ACK", Words.of("留基层，待确认", "kept local, to be acknowledged")),
            Map.entry("DECLINED_PENDING_ACK", Words.of("未接收，待确认", "declined, to be acknowledged")),
            Map.entry("ACCEPTED", Words.of("已接收", "accepted")),
            Map.entry("PROPOSED", Words.of("待卫生院接收", "proposed")),
            Map.entry("FOLLOWING_UP", Words.of("随访中", "following up")),
            Map.entry("ADMITTED", Words.of("已住院", "admitted")),
            Map.entry("ARRIVED", Words.of("已到院", "arrived")),
            Map.entry("TREATED", Words.of("已治疗", "treated")),
            Map.entry("CLOSED", Words.of("已闭环", "closed")),
            Map.entry("WITHDRAWN", Words.of("已撤回", "withdrawn")),
            Map.entry("REQUESTED", Words.of("待安排", "requested")),
            Map.entry("OFFERED", Words.of("待专家同意", "offered")),
            Map.entry("SCHEDULED", Words.of("已排定", "scheduled")),
            Map.entry("IN_PROGRESS", Words.of("会诊中", "in progress")),
            Map.entry("OPINION_DRAFT", Words.of("意见草稿", "opinion drafted")),
            Map.entry("SIGNED", Words.of("意见已签署", "opinion signed")),
            Map.entry("PLANNED", Words.of("计划中", "planned")),
            Map.entry("PUBLISHED", Words.of("已发布", "published")),
            Map.entry("CONFIRMED", Words.of("已确认", "confirmed")),
            Map.entry("CANCELLED", Words.of("已取消", "cancelled")));

    private States() {}

    static Words of(String state) {
        return NAMES.getOrDefault(state, Words.same(state));
    }
}
