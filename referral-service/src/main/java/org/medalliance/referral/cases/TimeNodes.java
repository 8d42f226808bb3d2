package org.medalliance.referral.cases;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.content.Pathway;
import org.springframework.stereotype.Component;

/**
 * The nodes of each pathway's sheet (时间节点表), in their order, with the spans that are measured between them. Thresholds
 * for chest pain and stroke are those of the national centres' standards (胸痛中心、卒中中心建设标准); the other pathways have
 * nodes and no national numbers.
 */
@Component
class TimeNodes {

    /**
     * From one node to another.
     *
     * @param withinMinutes threshold; null where no national number is laid down
     * @param goalMinutes the better one that centres work towards
     */
    record Span(
            String name,
            String from,
            String to,
            @Nullable Integer withinMinutes,
            @Nullable Integer goalMinutes) {}

    record NodeSheet(Pathway pathway, List<String> nodes, List<Span> spans) {}

    private static final Map<Pathway, NodeSheet> SHEETS = Map.of(
            Pathway.CHEST_PAIN,
            new NodeSheet(
                    Pathway.CHEST_PAIN,
                    List.of(
                            "ONSET",
                            "FIRST_CONTACT",
                            "FIRST_ECG",
                            "ECG_READ",
                            "TROPONIN_DRAWN",
                            "TROPONIN_RESULT",
                            "DOOR",
                            "CATH_LAB_CALLED",
                            "CATH_LAB_READY",
                            "BALLOON"),
                    List.of(
                            new Span("CONTACT_TO_ECG", "FIRST_CONTACT", "FIRST_ECG", 10, null),
                            new Span("ECG_TO_READ", "FIRST_ECG", "ECG_READ", 10, null),
                            new Span("TROPONIN", "TROPONIN_DRAWN", "TROPONIN_RESULT", 20, null),
                            new Span("CATH_LAB_ACTIVATION", "CATH_LAB_CALLED", "CATH_LAB_READY", 30, null),
                            new Span("DOOR_TO_BALLOON", "DOOR", "BALLOON", 90, null))),
            Pathway.STROKE,
            new NodeSheet(
                    Pathway.STROKE,
                    List.of("ONSET", "FIRST_CONTACT", "DOOR", "CT_DONE", "LAB_RESULT", "NEEDLE"),
                    List.of(
                            new Span("ONSET_TO_NEEDLE", "ONSET", "NEEDLE", 270, null),
                            new Span("DOOR_TO_NEEDLE", "DOOR", "NEEDLE", 60, 45))),
            Pathway.TRAUMA,
            new NodeSheet(
                    Pathway.TRAUMA,
                    List.of("INJURY", "FIRST_CONTACT", "DOOR", "TEAM_PRESENT", "CT_DONE", "BLOOD_GIVEN", "THEATRE"),
                    List.of(
                            new Span("DOOR_TO_CT", "DOOR", "CT_DONE", null, null),
                            new Span("DOOR_TO_THEATRE", "DOOR", "THEATRE", null, null))),
            Pathway.MATERNAL,
            new NodeSheet(
                    Pathway.MATERNAL,
                    List.of("FIRST_CONTACT", "DOOR", "TEAM_PRESENT", "DECISION", "BLOOD_GIVEN", "DELIVERY"),
                    List.of(new Span("DECISION_TO_DELIVERY", "DECISION", "DELIVERY", null, null))),
            Pathway.NEWBORN,
            new NodeSheet(
                    Pathway.NEWBORN,
                    List.of("BIRTH", "FIRST_CONTACT", "TEAM_DEPARTED", "TEAM_PRESENT", "DOOR", "NEONATAL_UNIT"),
                    List.of(new Span("CONTACT_TO_TEAM", "FIRST_CONTACT", "TEAM_PRESENT", null, null))));

    List<NodeSheet> all() {
        return SHEETS.values().stream()
                .sorted(Comparator.comparing(NodeSheet::pathway))
                .toList();
    }

    /** @throws Refusal.Invalid when the pathway's sheet has no such node */
    void require(Pathway pathway, String node) {
        var sheet = SHEETS.get(pathway);
        if (sheet == null || !sheet.nodes().contains(node)) {
            throw new Refusal.Invalid("node-unknown", "/node");
        }
    }
}
