package org.medalliance.referral.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.referral.content.Pathway;

/**
 * What a pathway's sheet (时间节点表) asks for: nodes in their order, and the spans that are measured between them.
 *
 * @param version of the alliance's own; 0 for what comes with the product
 * @param national whether it is laid down by the national centres' standards, and so not the alliance's to change
 * @param nodes codes in their order
 * @param labels words of the nodes, and of those that an earlier version had: cases were stamped with them
 */
record NodeSheet(
        Pathway pathway, long version, boolean national, List<String> nodes, List<Node> labels, List<Span> spans) {

    record Node(String code, String zh, String en) {}

    /**
     * From one node to another.
     *
     * @param withinMinutes threshold; null where no number is laid down
     * @param goalMinutes the better one that centres work towards
     * @param below true where the standard says less than, so that the threshold itself is too late
     */
    record Span(
            String name,
            String from,
            String to,
            @Nullable Integer withinMinutes,
            @Nullable Integer goalMinutes,
            @Nullable Boolean below) {

        static Span below(String name, String from, String to, int minutes) {
            return new Span(name, from, to, minutes, null, true);
        }

        static Span within(String name, String from, String to, @Nullable Integer minutes) {
            return within(name, from, to, minutes, null);
        }

        static Span within(
                String name, String from, String to, @Nullable Integer minutes, @Nullable Integer goalMinutes) {
            return new Span(name, from, to, minutes, goalMinutes, null);
        }
    }

    /** What an illness begins with: it may lie weeks before the case, and all that is done for the patient does not. */
    private static final Set<String> BEGINNINGS = Set.of("ONSET", "INJURY", "BIRTH", "FIRST_CONTACT");

    private static final Duration ILL_BEFORE = Duration.ofDays(30);

    private static final Map<String, Node> WORDS = Stream.of(
                    new Node("ONSET", "发病", "Onset"),
                    new Node("FIRST_CONTACT", "首次医疗接触", "First medical contact"),
                    new Node("FIRST_ECG", "首份心电图", "First ECG"),
                    new Node("ECG_READ", "心电图诊断", "ECG read"),
                    new Node("TROPONIN_DRAWN", "肌钙蛋白采血", "Troponin drawn"),
                    new Node("TROPONIN_RESULT", "肌钙蛋白报告", "Troponin result"),
                    new Node("DOOR", "到达医院大门", "Door"),
                    new Node("CATH_LAB_CALLED", "启动导管室", "Cath lab called"),
                    new Node("CATH_LAB_READY", "导管室就绪", "Cath lab ready"),
                    new Node("BALLOON", "球囊扩张（导丝通过）", "Balloon"),
                    new Node("CT_DONE", "完成CT", "CT done"),
                    new Node("LAB_RESULT", "化验报告", "Laboratory result"),
                    new Node("NEEDLE", "静脉溶栓", "Needle"),
                    new Node("INJURY", "受伤", "Injury"),
                    new Node("TEAM_PRESENT", "救治团队到位", "Team present"),
                    new Node("BLOOD_GIVEN", "开始输血", "Blood given"),
                    new Node("THEATRE", "进入手术室", "Theatre"),
                    new Node("DECISION", "决定分娩", "Decision to deliver"),
                    new Node("DELIVERY", "胎儿娩出", "Delivery"),
                    new Node("BIRTH", "出生", "Birth"),
                    new Node("TEAM_DEPARTED", "转运团队出发", "Team departed"),
                    new Node("NEONATAL_UNIT", "入新生儿病房", "Neonatal unit"))
            .collect(Collectors.toUnmodifiableMap(Node::code, it -> it));

    private static final Map<Pathway, NodeSheet> SUPPLIED = Map.of(
            Pathway.CHEST_PAIN,
            supplied(
                    Pathway.CHEST_PAIN,
                    true,
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
                    Span.below("CONTACT_TO_ECG", "FIRST_CONTACT", "FIRST_ECG", 10),
                    Span.below("ECG_TO_READ", "FIRST_ECG", "ECG_READ", 10),
                    Span.within("TROPONIN", "TROPONIN_DRAWN", "TROPONIN_RESULT", 20),
                    Span.below("CATH_LAB_ACTIVATION", "CATH_LAB_CALLED", "CATH_LAB_READY", 30),
                    Span.within("DOOR_TO_BALLOON", "DOOR", "BALLOON", 90)),
            Pathway.STROKE,
            supplied(
                    Pathway.STROKE,
                    true,
                    List.of("ONSET", "FIRST_CONTACT", "DOOR", "CT_DONE", "LAB_RESULT", "NEEDLE"),
                    Span.within("ONSET_TO_NEEDLE", "ONSET", "NEEDLE", 270),
                    Span.within("DOOR_TO_NEEDLE", "DOOR", "NEEDLE", 60, 45)),
            Pathway.TRAUMA,
            supplied(
                    Pathway.TRAUMA,
                    false,
                    List.of("INJURY", "FIRST_CONTACT", "DOOR", "TEAM_PRESENT", "CT_DONE", "BLOOD_GIVEN", "THEATRE"),
                    Span.within("DOOR_TO_CT", "DOOR", "CT_DONE", null),
                    Span.within("DOOR_TO_THEATRE", "DOOR", "THEATRE", null)),
            Pathway.MATERNAL,
            supplied(
                    Pathway.MATERNAL,
                    false,
                    List.of("FIRST_CONTACT", "DOOR", "TEAM_PRESENT", "DECISION", "BLOOD_GIVEN", "DELIVERY"),
                    Span.within("DECISION_TO_DELIVERY", "DECISION", "DELIVERY", null)),
            Pathway.NEWBORN,
            supplied(
                    Pathway.NEWBORN,
                    false,
                    List.of("BIRTH", "FIRST_CONTACT", "TEAM_DEPARTED", "TEAM_PRESENT", "DOOR", "NEONATAL_UNIT"),
                    Span.within("CONTACT_TO_TEAM", "FIRST_CONTACT", "TEAM_PRESENT", null)));

    private static NodeSheet supplied(Pathway pathway, boolean national, List<String> nodes, Span... spans) {
        var labels = nodes.stream()
                .map(it -> WORDS.getOrDefault(it, new Node(it, it, it)))
                .toList();
        return new NodeSheet(pathway, 0, national, nodes, labels, List.of(spans));
    }

    /** How long before the case was sent a node may lie. */
    private static Duration before(String node) {
        return BEGINNINGS.contains(node) ? ILL_BEFORE : CaseTimes.BEFORE;
    }

    /** @throws Refusal.Invalid when the node would lie too long before the case was sent */
    static void refuseLongBefore(Instant sent, String node, @Nullable Instant time, String pointer) {
        if (time != null && time.isBefore(sent.minus(before(node)))) {
            throw new Refusal.Invalid("node-before-case", pointer);
        }
    }

    /** Those that come with the product, in the order of the pathways. */
    static List<NodeSheet> allSupplied() {
        return Stream.of(Pathway.values())
                .filter(SUPPLIED::containsKey)
                .map(SUPPLIED::get)
                .toList();
    }

    /** Null for a general referral, which has none. */
    static @Nullable NodeSheet supplied(Pathway pathway) {
        return SUPPLIED.get(pathway);
    }

    /** The same with words for what it does not ask for any more. */
    NodeSheet remembering(NodeSheet earlier) {
        var former = earlier.labels().stream()
                .filter(it -> labels.stream().noneMatch(known -> known.code().equals(it.code())));
        return new NodeSheet(
                pathway,
                version,
                national,
                nodes,
                Stream.concat(labels.stream(), former).toList(),
                spans);
    }
}
