package org.medalliance.referral.directory;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.medalliance.platform.access.Actor;
import org.medalliance.platform.audit.Unaudited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The institutions to which an alliance's patients can be referred, also while staffing is away. */
@RestController
@RequestMapping("/api/referral/v1/institutions")
class DirectoryController {

    private final Directory directory;

    DirectoryController(Directory directory) {
        this.directory = directory;
    }

    record Institutions(List<Directory.Institution> items) {}

    @GetMapping
    @Unaudited("Institutions of the alliance's own directory; nothing of a person.")
    @Operation(operationId = "listInstitutions", summary = "机构目录 · Institutions of the alliance")
    Mono<Institutions> institutions(Actor actor) {
        return directory.institutions(actor.scope()).collectList().map(Institutions::new);
    }
}
