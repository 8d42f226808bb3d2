package org.medalliance.referral.cases;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Scope;
import org.medalliance.platform.lifecycle.Refusal;
import org.medalliance.platform.lifecycle.Refusal.Invalid.Fault;
import org.medalliance.referral.cases.NodeSheet.Node;
import org.medalliance.referral.cases.NodeSheet.Span;
import org.medalliance.referral.command.EmergencyCommands.ChangeTimeNodes;
import org.medalliance.referral.content.Pathway;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The nodes of each pathway's sheet. Chest pain and stroke are those of the national centres' standards
 * (胸痛中心、卒中中心建设标准), thresholds and all; for the others no national numbers are laid down, and each alliance may
 * have nodes and thresholds of its own. What was stamped stays as it was stamped.
 */
@Component
class TimeNodes {

    private static final String VERSIONS = """
            select pathway, version, content::text as content from time_node_sheet
             where alliance_id = :alliance and (cast(:pathway as text) = '' or pathway = :pathway)
             order by pathway, version limit 200
            """;

    private static final String ADD = """
            insert into time_node_sheet (alliance_id, pathway, version, content, changed_by, changed_at)
            values (:alliance, :pathway, :version, cast(:content as jsonb), :by, :now) on conflict do nothing
            """;

    private final AllianceDatabase database;
    private final JsonMapper json;
    private final Clock clock;

    TimeNodes(AllianceDatabase database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** What an alliance has changed, as it is kept. */
    private record Own(List<Node> nodes, List<Span> spans) {}

    private record Version(Pathway pathway, long version, Own own) {

        NodeSheet sheet() {
            return new NodeSheet(
                    pathway,
                    version,
                    false,
                    own.nodes().stream().map(Node::code).toList(),
                    own.nodes(),
                    own.spans());
        }
    }

    /** Those in force, in the order of the pathways. */
    Mono<List<NodeSheet>> all(Scope scope) {
        return versions(scope, "").map(own -> NodeSheet.allSupplied().stream()
                .map(it -> newest(it, own))
                .toList());
    }

    private Mono<NodeSheet> current(Scope scope, NodeSheet supplied) {
        return versions(scope, supplied.pathway().name()).map(own -> newest(supplied, own));
    }

    /** What comes first is what was first. */
    private static NodeSheet newest(NodeSheet supplied, List<Version> own) {
        return own.stream()
                .filter(it -> it.pathway() == supplied.pathway())
                .map(Version::sheet)
                .reduce(supplied, (earlier, later) -> later.remembering(earlier));
    }

    private Mono<List<Version>> versions(Scope scope, String pathway) {
        return database.sql(scope, VERSIONS)
                .bind("pathway", pathway)
                .map(row -> new Version(
                        Pathway.valueOf(requireNonNull(row.get("pathway", String.class))),
                        requireNonNull(row.get("version", Long.class)),
                        json.readValue(requireNonNull(row.get("content", String.class)), Own.class)))
                .all()
                .collectList();
    }

    /**
     * @param scope of the case's alliance, whoever stamps
     * @throws Refusal.Invalid when the pathway's sheet has no such node
     */
    Mono<Void> require(Scope scope, Pathway pathway, String node) {
        var supplied = NodeSheet.supplied(pathway);
        var known = supplied == null
                ? Mono.just(false)
                : supplied.national()
                        ? Mono.just(supplied.nodes().contains(node))
                        : database.within(scope, current(scope, supplied))
                                .map(sheet -> sheet.nodes().contains(node));
        return known.filter(it -> it)
                .switchIfEmpty(Mono.error(() -> new Refusal.Invalid("node-unknown", "/node")))
                .then();
    }

    /**
     * In force for what is stamped from now on.
     *
     * @param after the version that the change was made upon
     * @throws Refusal.Unknown when there is no such sheet
     * @throws Refusal.Conflict when it is laid down nationally
     * @throws Refusal.Invalid with every place that is wrong
     * @throws Refusal.Stale when somebody else has changed it since
     */
    Mono<NodeSheet> change(Scope scope, Pathway pathway, long after, ChangeTimeNodes body, String by) {
        var supplied = NodeSheet.supplied(pathway);
        if (supplied == null) {
            return Mono.error(new Refusal.Unknown());
        }
        if (supplied.national()) {
            return Mono.error(new Refusal.Conflict("sheet-is-national"));
        }
        var own = own(body);
        return current(scope, supplied)
                .filter(it -> it.version() == after)
                .flatMap(before -> database.sql(scope, ADD)
                        .bind("pathway", pathway.name())
                        .bind("version", after + 1)
                        .bind("content", json.writeValueAsString(own))
                        .bind("by", by)
                        .bind("now", clock.instant())
                        .fetch()
                        .rowsUpdated()
                        .filter(rows -> rows == 1)
                        .map(_ -> new Version(pathway, after + 1, own).sheet().remembering(before)))
                .switchIfEmpty(Mono.error(Refusal.Stale::new));
    }

    private static Own own(ChangeTimeNodes body) {
        var faults = new ArrayList<Fault>();
        var codes = new HashSet<String>();
        for (int i = 0; i < body.nodes().size(); i++) {
            if (!codes.add(body.nodes().get(i).code())) {
                faults.add(new Fault("/nodes/%d/code".formatted(i), "node-twice"));
            }
        }
        var names = new HashSet<String>();
        for (int i = 0; i < body.spans().size(); i++) {
            var span = body.spans().get(i);
            fault(faults, "/spans/%d/name", i, names.add(span.name()) ? null : "span-twice");
            fault(faults, "/spans/%d/from", i, codes.contains(span.from()) ? null : "span-unknown-node");
            fault(faults, "/spans/%d/to", i, codes.contains(span.to()) ? null : "span-unknown-node");
            fault(faults, "/spans/%d/to", i, span.from().equals(span.to()) ? "span-from-itself" : null);
        }
        if (!faults.isEmpty()) {
            throw new Refusal.Invalid(faults);
        }
        return new Own(
                body.nodes().stream()
                        .map(it -> new Node(it.code(), it.zh(), it.en()))
                        .toList(),
                body.spans().stream()
                        .map(it -> Span.within(it.name(), it.from(), it.to(), it.withinMinutes()))
                        .toList());
    }

    private static void fault(List<Fault> faults, String pointer, int place, @Nullable String code) {
        Stream.ofNullable(code)
                .map(it -> new Fault(pointer.formatted(place), it))
                .forEach(faults::add);
    }
}
