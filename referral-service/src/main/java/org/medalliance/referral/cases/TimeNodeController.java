package org.medalliance.referral.cases;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.medalliance.platform.audit.Unaudited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/referral/v1/catalogue/time-nodes")
class TimeNodeController {

    private final TimeNodes nodes;

    TimeNodeController(TimeNodes nodes) {
        this.nodes = nodes;
    }

    record TimeNodeCatalogue(List<TimeNodes.NodeSheet> items) {}

    @GetMapping
    @Unaudited("What a sheet asks for; nothing of a person.")
    @Operation(operationId = "listTimeNodes", summary = "时间节点目录 · Nodes and spans of each pathway's sheet")
    Mono<TimeNodeCatalogue> all() {
        return Mono.fromSupplier(() -> new TimeNodeCatalogue(nodes.all()));
    }
}
